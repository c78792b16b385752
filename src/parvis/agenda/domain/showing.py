"""Sessions and events as pages show them: when, where, and whether it still takes place, in one language."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby
from zoneinfo import ZoneInfo

from babel.dates import format_date
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from parvis.agenda.enums import Seats, Where
from parvis.agenda.models import Event, Session
from parvis.core.languages import locale_of
from parvis.core.said import Said, say
from parvis.network.domain.saying import say_span, say_time


@dataclass(frozen=True)
class Line:
    """A session in a list; ``was`` says when it was planned first, ``state`` is empty, moved or cancelled."""

    code: str
    event: str
    title: Said
    summary: Said
    kind: Said
    pictogram: str
    tone: str
    day: datetime.date
    date: str
    time: str
    starts: datetime.datetime
    ends: datetime.datetime
    where: str
    house: Said
    house_slug: str
    state: str
    was: str
    note: Said
    booking: str
    languages: tuple[str, ...]
    is_sample: bool


@dataclass(frozen=True)
class Day:
    """A day with its sessions."""

    day: datetime.date
    name: str
    lines: tuple[Line, ...] = ()


def fetched(sessions: QuerySet[Session]) -> QuerySet[Session]:
    """Return ``sessions`` with all that a line needs: two questions."""
    return sessions.select_related("event__house", "event__kind", "event__image", "room").prefetch_related(
        "event__texts"
    )


def title_of(event: Event, language: str) -> Said:
    """Return the title of ``event``, fetched with its texts."""
    return say({text.language: text.title for text in event.texts.all()}, language) or Said(
        event.code, language, language
    )


def text_of(event: Event, column: str, language: str) -> Said:
    """Return another text of ``event``, fetched with its texts."""
    return say({text.language: getattr(text, column) for text in event.texts.all()}, language)


def place_of(event: Event, room: str) -> str:
    """Say where: the room and town, the place elsewhere, or online."""
    if event.where == Where.ONLINE:
        return _("online")
    if event.where == Where.ELSEWHERE:
        return ", ".join(part for part in (event.place, event.town) if part)
    return ", ".join(part for part in (room, event.house.town) if part)


def booking_of(event: Event) -> str:
    """Say whether a seat is needed; a sentence, never figures."""
    return {
        Seats.NONE: _("Just come: no seat to take, no name to give."),
        Seats.OPTIONAL: _("Just come, or take a seat first. No name either way."),
        Seats.NEEDED: _("Take a seat first. Nobody asks your name."),
    }[Seats(event.kind.seats)]


def state_of(session: Session) -> str:
    """Return moved, cancelled or nothing: an event that is cancelled cancels its sessions."""
    if session.is_cancelled or session.event.is_cancelled:
        return "cancelled"
    return "moved" if session.moved_from and session.moved_from != session.starts else ""


def line_of(session: Session, language: str) -> Line:
    """Return how a list shows ``session``, fetched by ``fetched``, on the clock of its place."""
    event, zone = session.event, ZoneInfo(session.time_zone)
    starts, ends = session.starts.astimezone(zone), session.ends.astimezone(zone)
    span = say_span(starts.time(), ends.time(), language)
    if ends.date() > starts.date() + datetime.timedelta(days=1):
        last = format_date(ends.date(), "long", locale=locale_of(language))
        span = _("from %(time)s, until %(day)s") % {"time": say_time(starts.time(), language), "day": last}
    locale = locale_of(language)
    state = state_of(session)
    moved = session.moved_from.astimezone(zone) if session.moved_from else None
    was = f"{format_date(moved, 'medium', locale=locale)}, {say_time(moved.time(), language)}" if moved else ""
    return Line(
        code=session.code,
        event=event.code,
        title=title_of(event, language),
        summary=text_of(event, "summary", language),
        kind=say(event.kind.name, language),
        pictogram=event.kind.pictogram or "calendar",
        tone=event.kind.tone,
        day=starts.date(),
        date=str(format_date(starts.date(), "full", locale=locale)),
        time=span,
        starts=starts,
        ends=ends,
        where=place_of(event, str(say(session.room.name, language)) if session.room else ""),
        house=Said(event.house.name, event.house.name_language, language),
        house_slug=event.house.slug,
        state=state,
        was=was if state == "moved" else "",
        note=say(session.note, language),
        booking=booking_of(event),
        languages=tuple(event.languages),
        is_sample=event.is_sample,
    )


def by_day(lines: Iterable[Line], language: str) -> list[Day]:
    """Return ``lines`` gathered by day, in order."""
    ordered = sorted(lines, key=lambda line: (line.day, line.starts, line.code))
    return [
        Day(day, str(format_date(day, "full", locale=locale_of(language))), tuple(group))
        for day, group in groupby(ordered, key=lambda line: line.day)
    ]


def every_day(first: datetime.date, number: int, lines: Iterable[Line], language: str) -> list[Day]:
    """Return ``number`` days from ``first``, each with what takes place on it."""
    filled = {day.day: day.lines for day in by_day(lines, language)}
    days = (first + datetime.timedelta(days=place) for place in range(number))
    return [
        Day(day, str(format_date(day, "EEE d MMM", locale=locale_of(language))), filled.get(day, ())) for day in days
    ]
