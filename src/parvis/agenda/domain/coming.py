"""What is coming, for pages of other rooms: of a trade, of all houses this week, of a notebook; two questions each."""

from __future__ import annotations

import datetime

from parvis.agenda.domain.showing import Line, fetched, line_of
from parvis.agenda.models import Session

WEEK = datetime.timedelta(days=7)


def sessions_of_trade(code: str, now: datetime.datetime, language: str, most: int = 4) -> list[Line]:
    """Return the next sessions that show the trade with ``code``; cancelled ones say so."""
    sessions = Session.objects.public().coming(now).filter(event__trades__code=code).order_by("starts", "code")
    return [line_of(session, language) for session in fetched(sessions)[:most]]


def sessions_this_week(now: datetime.datetime, language: str, most: int = 6) -> list[Line]:
    """Return the next sessions for the public within seven days, of all houses."""
    sessions = Session.objects.public().coming(now).filter(starts__lt=now + WEEK, event__kind__is_for_public=True)
    return [line_of(session, language) for session in fetched(sessions.order_by("starts", "code"))[:most]]


def next_lines(codes: list[str], now: datetime.datetime, language: str) -> dict[str, Line]:
    """Return the next session of each event of ``codes``, its last one where nothing is to come."""
    found: dict[str, Line] = {}
    sessions = Session.objects.public().filter(event__code__in=codes).order_by("starts", "code")
    for session in fetched(sessions):
        known = found.get(session.event.code)
        if known is None or known.starts < now:
            found[session.event.code] = line_of(session, language)
    return found
