"""What machines that read pages are told of an event (schema.org Event, JSON-LD)."""

from __future__ import annotations

from collections.abc import Iterable
from zoneinfo import ZoneInfo

from django.conf import settings

from parvis.agenda.domain.showing import state_of, text_of, title_of
from parvis.agenda.enums import Where
from parvis.agenda.models import Event, Session
from parvis.network.domain.picturing import pictured

_MODES = {Where.ONLINE: "Online"}
_STATES = {"cancelled": "EventCancelled", "moved": "EventRescheduled", "": "EventScheduled"}


def _place(event: Event) -> dict[str, object]:
    if event.where == Where.ONLINE:
        return {"@type": "VirtualLocation", "url": event.url}
    house = event.house
    is_elsewhere = event.where == Where.ELSEWHERE
    address = {
        "@type": "PostalAddress",
        "addressLocality": event.town if is_elsewhere else house.town,
        "addressCountry": house.country,
    }
    if not is_elsewhere and house.address:
        address |= {"streetAddress": house.address, "postalCode": house.postcode}
    return {"@type": "Place", "name": event.place if is_elsewhere else house.name, "address": address}


def linked_session(session: Session, language: str) -> dict[str, object]:
    """Return one session as an Event of schema.org."""
    event, zone, state = session.event, ZoneInfo(session.time_zone), state_of(session)
    mode = _MODES.get(Where(event.where), "Offline")
    data: dict[str, object] = {
        "@context": "https://schema.org",
        "@type": "Event",
        "@id": f"{settings.ORIGIN}/{language}/events/{event.code}/#{session.code}",
        "name": str(title_of(event, language)),
        "description": str(text_of(event, "summary", language)),
        "startDate": session.starts.astimezone(zone).isoformat(),
        "endDate": session.ends.astimezone(zone).isoformat(),
        "eventStatus": f"https://schema.org/{_STATES[state]}",
        "eventAttendanceMode": f"https://schema.org/{mode}EventAttendanceMode",
        "location": _place(event),
        "organizer": {"@type": "Organization", "name": event.house.name},
        "isAccessibleForFree": True,
        "inLanguage": list(event.languages),
        "url": f"{settings.ORIGIN}/{language}/events/{event.code}/",
    }
    if event.image and not event.image.is_decorative:
        data["image"] = [settings.ORIGIN + pictured(event.image, language).widest]
    if state == "moved" and session.moved_from:
        data["previousStartDate"] = session.moved_from.astimezone(zone).isoformat()
    if event.min_age is not None or event.max_age is not None:
        data["typicalAgeRange"] = f"{event.min_age or 0}-{event.max_age or ''}"
    return data


def linked_sessions(sessions: Iterable[Session], language: str) -> list[dict[str, object]]:
    """Return each session as an Event of schema.org."""
    return [linked_session(session, language) for session in sessions]
