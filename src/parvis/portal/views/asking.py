"""Question first: the page of a house that takes a visitor's own words, and the one without a house."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.http import urlencode
from django.utils.translation import get_language

from parvis.core.domain.emergency import emergency_number
from parvis.core.etags import kept_by_nobody
from parvis.network.domain import asking as places
from parvis.network.domain.listing import near_lines
from parvis.network.models import House
from parvis.portal.domain import asking

#: Houses named on the page without a house.
MOST_HOUSES = 5


@kept_by_nobody
def at_house(request: HttpRequest, slug: str) -> HttpResponse:
    """Show which desks of the house named ``slug`` answer what was typed, with the reason, and what answers at once."""
    if slug != slug.lower():
        return redirect(f"{reverse('portal:ask_house', args=(slug.lower(),))}?{request.META.get('QUERY_STRING', '')}")
    language, now = get_language() or "en", timezone.now()
    house = asking.find_house(slug)
    if house is None:
        return render(request, "portal/house_unknown.html", {"typed": slug.replace("-", " ")}, status=404)
    asked = asking.ask(request.GET.get("q", ""), language, house)
    at = asking.house_now(house, now, language)
    answers = asking.desk_answers(asked, at)
    context = {
        "house": house,
        "name": asking.name_of(house, language),
        "emergency": emergency_number(house.country),
        "answers": answers,
        "desks": [] if answers else asking.all_desks(at),
        "person": asking.person(at),
    }
    return render(request, "portal/ask/house.html", {**_told(asked), **context})


@kept_by_nobody
def anywhere(request: HttpRequest) -> HttpResponse:
    """Show what was understood, what answers at once, and houses near the town that was typed."""
    language, now = get_language() or "en", timezone.now()
    asked = asking.ask(request.GET.get("q", ""), language)
    where = places.read_asked(request.GET)
    found = places.answer(where, _countries(), now.date(), language) if where.is_something else None
    near = found.nearby.near[:MOST_HOUSES] if found and found.nearby else ()
    context = {
        "where": where,
        "emergency": "",
        "found": found,
        "houses": near_lines(near, now, language),
        "query": urlencode({"q": asked.text}) if asked.text else "",
    }
    return render(request, "portal/ask/anywhere.html", {**_told(asked), **context})


def _told(asked: asking.Asked) -> dict[str, Any]:
    return {"asked": asked, "typed": format_html("<bdi>{}</bdi>", asked.text), "longest": asking.LONGEST}


def _countries() -> list[str]:
    """Return the countries where houses stand: a town there is meant first."""
    return list(House.objects.order_by("country").values_list("country", flat=True).distinct())
