"""The programme: what is on, as a list, a week, a month."""

from __future__ import annotations

import calendar
import datetime

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language

from parvis.agenda.domain.asking import Asked, read_asked, sessions_asked
from parvis.agenda.domain.choosing import choices, heading_of
from parvis.agenda.domain.showing import by_day, every_day, fetched, line_of
from parvis.agenda.models import Session
from parvis.core.etags import revised

PAGE = 30
MOST = 400  # sessions a week or month shows
DAY = datetime.timedelta(days=1)


def _day(request: HttpRequest) -> datetime.date:
    """Return the day asked for in ``?day=2026-11-26``, today when it says none."""
    try:
        asked = datetime.date.fromisoformat(request.GET.get("day", ""))
    except ValueError:
        return timezone.localdate()
    return asked if 2000 <= asked.year <= 2200 else timezone.localdate()


def _context(request: HttpRequest, view: str) -> tuple[Asked, dict[str, object]]:
    asked = read_asked(request.GET.dict())
    return asked, {
        "asked": asked,
        "heading": heading_of(asked, get_language() or "en"),
        "choices": choices(asked, timezone.now(), get_language() or "en"),
        "view": view,
        "query": asked.query(),
    }


@revised("agenda", "network", by_minute=True)
def events(request: HttpRequest) -> HttpResponse:
    """Show what is to come as a list by days."""
    asked, context = _context(request, "events")
    now, number = timezone.now(), request.GET.get("page", "")
    page = min(max(int(number), 1), 1000) if number.isascii() and number.isdecimal() and len(number) <= 4 else 1
    sessions = fetched(sessions_asked(asked, now).coming(now))[(page - 1) * PAGE : page * PAGE + 1]
    lines = [line_of(session, get_language() or "en") for session in sessions]
    context |= {
        "days": by_day(lines[:PAGE], get_language() or "en"),
        "earlier": page - 1,
        "later": page + 1 if len(lines) > PAGE else 0,
    }
    return render(request, "agenda/events.html", context)


def _between(asked: Asked, first: datetime.date, number: int) -> list[Session]:
    """Return the sessions of ``number`` days from ``first``, a day more on both sides: days differ with the clock."""
    start = datetime.datetime.combine(first - DAY, datetime.time(), datetime.UTC)
    sessions = sessions_asked(asked, timezone.now()).filter(starts__range=(start, start + (number + 2) * DAY))
    return list(fetched(sessions)[:MOST])


def _drawn(request: HttpRequest, view: str, first: datetime.date, number: int) -> dict[str, object]:
    language = get_language() or "en"
    asked, context = _context(request, view)
    lines = [line_of(session, language) for session in _between(asked, first, number)]
    days = every_day(first, number, lines, language)
    weeks = [days[place : place + 7] for place in range(0, number, 7)]
    join = "&" if asked.query() != "?" else ""
    return context | {"days": days, "weeks": weeks, "first": first, "last": first + (number - 1) * DAY, "join": join}


@revised("agenda", "network", by_minute=True)
def week(request: HttpRequest) -> HttpResponse:
    """Show a week: a timetable, and on narrow screens the same as a list."""
    day = _day(request)
    monday = day - day.weekday() * DAY
    context = _drawn(request, "week", monday, 7)
    return render(request, "agenda/span.html", context | {"before": monday - 7 * DAY, "after": monday + 7 * DAY})


@revised("agenda", "network", by_minute=True)
def month(request: HttpRequest) -> HttpResponse:
    """Show a month in whole weeks."""
    first = _day(request).replace(day=1)
    last = first.replace(day=calendar.monthrange(first.year, first.month)[1])
    monday = first - first.weekday() * DAY
    weeks = ((last - monday).days // 7) + 1
    context = _drawn(request, "month", monday, weeks * 7)
    return render(request, "agenda/span.html", context | {"before": first - DAY, "after": last + DAY, "month": first})
