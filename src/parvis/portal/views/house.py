"""The page of a house."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language

from parvis.appointments.domain.showing import takes_appointments
from parvis.core.etags import revised
from parvis.network.domain.linked import linked_house
from parvis.network.domain.profile import find_house, profile_of
from parvis.queue.domain.planning import gives_tickets
from parvis.rota.domain.board import board_of
from parvis.rota.domain.board_words import summary_said
from parvis.rota.domain.opening import Hours
from parvis.rota.domain.revising import board_of_address


@revised("network", "appointments", "queue", board_of_address, by_minute=True)
def house(request: HttpRequest, slug: str) -> HttpResponse:
    """Show the house named ``slug``; an address typed in capitals leads to the one in small letters."""
    if slug != slug.lower():
        return redirect("portal:house", slug.lower(), permanent=True)
    language, now = get_language() or "en", timezone.now()
    found = find_house(slug, now.date())
    if found is None:
        return render(request, "portal/house_unknown.html", {"typed": slug.replace("-", " ")}, status=404)
    return render(
        request,
        "portal/house.html",
        {
            "profile": profile_of(found, now, language),
            "house": found,
            "takes_appointments": takes_appointments(found, now),
            "help": summary_said(board_of(found, now, Hours(found)), language),
            "gives_tickets": gives_tickets(found),
            "data": linked_house(found, settings.ORIGIN + request.path),
        },
    )
