"""The list of offers, and the page of one."""

from __future__ import annotations

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language

from parvis.answers.domain.badges import badge_of
from parvis.answers.domain.showing import promise_of
from parvis.core.codes import normalise_code
from parvis.core.etags import revised
from parvis.network.domain.places import town_of
from parvis.occupations.domain.cards import trade_cards
from parvis.offers.domain.profile import find_gone, find_offer, profile_of, stands
from parvis.portal.domain.offer_list import offers_page
from parvis.portal.domain.offer_page import distance_from, gone_lines, linked_offer, more_of
from parvis.search.domain.offers.question import read_asked

#: Names in the address of the list.
NAMES = (
    "q",
    "town",
    "place",
    "near",
    "km",
    "trade",
    "kind",
    "level",
    "start",
    "contract",
    "criteria",
    "country",
    "tongue",
    "plain",
)


@revised("offers", "occupations", "answers", by_minute=True)
def offers(request: HttpRequest) -> HttpResponse:
    """Show the offers that were asked for, page by page; without a question, all of them."""
    language = get_language() or "en"
    asked = read_asked({name: str(request.GET.get(name, "")) for name in (*NAMES, "where", "page")})
    return render(request, "portal/offers.html", offers_page(asked, language, timezone.now()))


@revised("offers", "occupations", "answers", by_minute=True)
def offer(request: HttpRequest, code: str) -> HttpResponse:
    """Show the offer with ``code``; one that is over answers 410 with what is still there, a duplicate leads to the first."""
    if (plain := normalise_code(code)) != code and plain:
        return redirect("portal:offer", plain, permanent=True)
    language, now = get_language() or "en", timezone.now()
    found = find_offer(code)
    if found is None:
        return _removed(request, code)
    if found.merged_into is not None:
        return redirect("portal:offer", found.merged_into.code)
    if not stands(found, now):
        gone = {
            "is_withdrawn": found.withdrawn_on is not None,
            "lines": gone_lines(found, language, now),
            "more_url": more_of(found),
        }
        return render(request, "portal/offer_gone.html", gone, status=410)
    profile = profile_of(found, now, language)
    trade = trade_cards([found.occupation.code], language) if found.occupation else []
    town = str(request.GET.get("place", ""))
    promised = promise_of(found, now)
    context = {
        "offer": profile,
        "row": found,
        "trade": trade[0] if trade else None,
        "distance": distance_from(found, town_of(int(town)) if _is_number(town) else None, language),
        "more_url": more_of(found),
        "near": f"{found.latitude:.2f},{found.longitude:.2f}" if found.is_located else "",
        "promised": promised,
        "badge": badge_of(promised) if promised and not promised.is_closed else None,
        "data": linked_offer(profile, settings.ORIGIN + request.path, promised),
    }
    return render(request, "portal/offer.html", context)


def _removed(request: HttpRequest, code: str) -> HttpResponse:
    """Say that an offer is over though nothing but its code is left of it; refuse a code that never was."""
    gone = find_gone(code)
    if gone is None:
        raise Http404
    told = {"is_withdrawn": gone.was_withdrawn, "lines": [], "more_url": more_of(gone)}
    return render(request, "portal/offer_gone.html", told, status=410)


def _is_number(typed: str) -> bool:
    return typed.isascii() and typed.isdecimal() and len(typed) <= 9
