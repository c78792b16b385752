"""A trade's page: what one does, a day, skills, interests, near trades, and what to do next."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language

from parvis.agenda.domain.coming import sessions_of_trade
from parvis.core.codes import normalise_code
from parvis.core.etags import revised
from parvis.occupations.domain.browsing import sector_doors
from parvis.occupations.domain.profile import profile
from parvis.offers.domain.finding import offers_of_trade
from parvis.portal.domain.linked_data import occupation_data
from parvis.portal.domain.offer_promises import promised_some


@revised("occupations", "offers", "answers", "agenda", by_minute=True)
def trade(request: HttpRequest, code: str) -> HttpResponse:
    """Show the trade with ``code``; an unknown one gets a page that helps on (404)."""
    shown = profile(code, get_language() or "en")
    if shown is None:
        return render(request, "portal/trade_missing.html", {"sectors": sector_doors()}, status=404)
    now = timezone.now()
    context = {
        "trade": shown,
        "data": occupation_data(shown, request.path),
        "events": sessions_of_trade(shown.card.code, now, get_language() or "en"),
        "offers": promised_some(offers_of_trade(shown.card.code, now, get_language() or "en"), now),
    }
    return render(request, "portal/trade.html", context)


def typed(request: HttpRequest, code: str) -> HttpResponseBase:
    """Lead an address typed by hand, or one with words after the code, to the one address of the trade."""
    plain = normalise_code(code.partition("-")[0])
    if plain != code and plain:
        return redirect("portal:trade", plain, permanent=True)
    return trade(request, code=code)
