"""The pages that a house writes, for visitors."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language

from parvis.core.etags import revised
from parvis.network.domain.page_showing import find_page, shown_page


@revised("network")
def page(request: HttpRequest, house: str, slug: str) -> HttpResponse:
    """Show a page of a house; an address typed in capitals leads to the one in small letters."""
    if (house, slug) != (house.lower(), slug.lower()):
        return redirect("network:page", house.lower(), slug.lower(), permanent=True)
    found = find_page(house, slug)
    if found is None:
        raise Http404
    told = {"shown": shown_page(found, get_language() or "en"), "found": found, "house": found.house}
    return render(request, "network/page.html", told)
