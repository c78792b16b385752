"""The network's pages: the map and the list, one country."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language

from parvis.core.etags import revised
from parvis.core.languages import country_name
from parvis.network.domain.asking import RADII, Answer, answer, read_asked
from parvis.network.domain.listing import PAGE, countries, line_of, near_lines
from parvis.network.domain.mapping import drawings
from parvis.network.models import House


@revised("network", by_minute=True)
def houses(request: HttpRequest) -> HttpResponse:
    """Show the network on the map and as a list; with a town or a point, the places around it, nearest first."""
    language, now = get_language() or "en", timezone.now()
    asked = read_asked({name: str(request.GET.get(name, "")) for name in ("town", "place", "near", "km")})
    context: dict[str, object] = {"asked": asked, "radii": sorted({*RADII, asked.km})}
    if asked.is_something:
        home = House.objects.order_by().values_list("country", flat=True).distinct()
        found = answer(asked, home, now.date(), language)
        context |= {"answer": found, "lines": _lines(found, language)}
    if not context.get("lines"):
        context |= {"countries": countries(now, language), "drawings": drawings(now.date())}
    return render(request, "network/houses.html", context)


def _lines(found: Answer, language: str) -> list[object]:
    return [*near_lines(found.nearby.near, timezone.now(), language)] if found.nearby else []


@revised("network", by_minute=True)
def country(request: HttpRequest, code: str) -> HttpResponse:
    """Show the places of one country, a page at a time."""
    language, now = get_language() or "en", timezone.now()
    standing = House.objects.standing(now.date()).in_country(code)
    pages = Paginator(standing.with_hours(), PAGE)
    if not pages.count:
        raise Http404
    shown = pages.get_page(request.GET.get("page"))
    return render(
        request,
        "network/country.html",
        {
            "code": code.upper(),
            "name": country_name(code.upper(), language),
            "lines": [line_of(house, now, language) for house in shown],
            "shown": shown,
        },
    )
