"""The programme: what is on, as a list, a week, a month."""

from __future__ import annotations

import calendar
import datetime

from babel.dates import format_skeleton
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language

from parvis.agenda.domain.asking import Asked, read_asked, sessions_asked
from parvis.agenda.domain.choosing import choices, heading_of
from parvis.agenda.domain.showing import Line, by_day, fetched, line_of
from parvis.agenda.domain.timetable import month_of, timetable_of, weekdays
from parvis.agenda.models import Session
from parvis.core.etags import revised
from parvis.core.languages import locale_of

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
        "day": "",
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
    return list(fetched(sessions)[: MOST + 1])


def _drawn(request: HttpRequest, view: str, first: datetime.date, number: int) -> tuple[list[Line], dict[str, object]]:
    """Return the lines of ``number`` days from ``first``, and what a page of them shows."""
    asked, context = _context(request, view)
    found = _between(asked, first, number)
    days, today = {first + place * DAY for place in range(number)}, timezone.localdate()
    lines = [line for line in (line_of(each, get_language() or "en") for each in found[:MOST]) if line.day in days]
    return lines, context | {
        "first": first,
        "last": first + (number - 1) * DAY,
        "today": today,
        "join": "&" if asked.query() != "?" else "",
        "day": str(today if today in days else first),
        "is_empty": not lines,
        "is_cut": len(found) > MOST,
    }


@revised("agenda", "network", by_minute=True)
def week(request: HttpRequest) -> HttpResponse:
    """Show a week: a timetable, and on narrow screens the same as a list."""
    day = _day(request)
    monday = day - day.weekday() * DAY
    lines, context = _drawn(request, "week", monday, 7)
    context |= {"before": monday - 7 * DAY, "after": monday + 7 * DAY}
    table = timetable_of(monday, lines, get_language() or "en")
    return render(request, "agenda/week.html", context | {"table": table})


@revised("agenda", "network", by_minute=True)
def month(request: HttpRequest) -> HttpResponse:
    """Show a month: a calendar, and on narrow screens a list of the days on which something takes place."""
    first = _day(request).replace(day=1)
    number = calendar.monthrange(first.year, first.month)[1]
    lines, context = _drawn(request, "month", first, number)
    weeks, language = -(-(first.weekday() + number) // 7), get_language() or "en"
    context |= {
        "before": first - DAY,
        "after": first + number * DAY,
        "name": format_skeleton("yMMMM", first, locale=locale_of(language)),
        "weekdays": weekdays(language),
        "weeks": month_of(first, weeks, lines, language),
    }
    return render(request, "agenda/month.html", context)
