"""The programme as open data: the same answer as the page gives."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings

from parvis.agenda.domain.asking import read_asked, sessions_asked
from parvis.agenda.domain.showing import fetched, place_of, state_of, text_of, title_of
from parvis.agenda.models import Session

MOST = 200


def events_data(query: Mapping[str, str], language: str, now: datetime.datetime) -> list[dict[str, Any]]:
    """Return the sessions to come that ``query`` asks for, earliest first, 200 at most."""
    sessions = fetched(sessions_asked(read_asked(query), now).coming(now))[:MOST]
    return [_row(session, language) for session in sessions]


def _row(session: Session, language: str) -> dict[str, Any]:
    event, zone, title = session.event, ZoneInfo(session.time_zone), title_of(session.event, language)
    return {
        "id": session.code,
        "event": event.code,
        "url": f"{settings.ORIGIN}/{language}/events/{event.code}/",
        "kind": event.kind.key,
        "title": str(title),
        "lang": title.language,
        "summary": str(text_of(event, "summary", language)),
        "starts": session.starts.astimezone(zone).isoformat(),
        "ends": session.ends.astimezone(zone).isoformat(),
        "state": state_of(session) or "planned",
        "house": event.house.slug,
        "place": place_of(event, ""),
        "country": event.house.country,
        "languages": event.languages,
        "min_age": event.min_age,
        "max_age": event.max_age,
        "seats": event.kind.seats,
        "is_sample": event.is_sample,
    }
