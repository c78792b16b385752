"""What visitors said, for the programme team and for partners: from eleven cards on."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language

from parvis.feedback.domain.results import of_house_events, of_partner_events, of_visits
from parvis.network.domain.rights import may_edit_partner, may_run_programme
from parvis.network.domain.staff_pages import house_page, partner_page
from parvis.network.models import House, Partner


@house_page(may_run_programme)
def house(request: HttpRequest, house: House) -> HttpResponse:
    """Show what visits and events of a house were like."""
    now = timezone.now()
    context = {
        "house": house,
        "visits": of_visits(house, now.date()),
        "events": of_house_events(house, now, get_language() or "en"),
    }
    return render(request, "feedback/house.html", context)


@partner_page(may_edit_partner)
def partner(request: HttpRequest, partner: Partner) -> HttpResponse:
    """Show a partner what the events were like in which it took part."""
    events = of_partner_events(partner, timezone.now(), get_language() or "en")
    return render(request, "feedback/partner.html", {"partner": partner, "events": events})
