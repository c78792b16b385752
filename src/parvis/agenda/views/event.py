"""The page of an event."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language

from parvis.agenda.domain.profile import find_event, profile_of
from parvis.core.codes import normalise_code
from parvis.core.etags import revised


@revised("agenda", "network", "occupations", by_minute=True)
def event(request: HttpRequest, code: str) -> HttpResponse:
    """Show the event with ``code``; one nobody knows gets a page that helps on (404)."""
    plain = normalise_code(code.partition("-")[0])
    if plain and plain != code:
        return redirect("agenda:event", plain, permanent=True)
    found = find_event(plain)
    if found is None:
        return render(request, "agenda/unknown.html", status=404)
    shown = profile_of(found, timezone.now(), get_language() or "en")
    return render(request, "agenda/event.html", {"shown": shown, "event": found})
