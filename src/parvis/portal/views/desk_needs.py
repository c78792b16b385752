"""What the desks of a house are understood to answer; for its team alone."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language

from parvis.network.domain.rights import may_run_programme
from parvis.network.domain.staff_pages import house_page
from parvis.network.models import House
from parvis.portal.domain.desk_needs import rows


@house_page(may_run_programme)
def desk_needs(request: HttpRequest, house: House) -> HttpResponse:
    """Show need by need which desk answers it, and which needs no desk answers."""
    return render(request, "portal/desk_needs.html", {"house": house, "rows": rows(house, get_language() or "en")})
