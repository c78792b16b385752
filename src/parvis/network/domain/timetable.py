"""The week of a place as a table, and the days ahead that are otherwise."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from babel import Locale, UnknownLocaleError
from babel.dates import format_date, format_interval

from parvis.core.languages import locale_of
from parvis.core.said import Said, say
from parvis.network.domain.holiday_names import holiday_said
from parvis.network.domain.hours import Period, Schedule
from parvis.network.domain.saying import say_span, say_weekday
from parvis.network.models import House, OpeningException

AHEAD = 60  # days of exceptions that a page shows


@dataclass(frozen=True)
class DayRow:
    """A day of the week: ``spans`` empty when closed."""

    weekday: int
    name: str
    spans: tuple[str, ...]
    is_today: bool


@dataclass(frozen=True)
class WeekTable:
    """A week that holds from ``since`` on; None for the one that holds now."""

    since: datetime.date | None
    rows: tuple[DayRow, ...]


@dataclass(frozen=True)
class Otherwise:
    """Days ahead that are not as the week says: ``spans`` empty when closed, ``reason`` perhaps empty."""

    starts_on: datetime.date
    ends_on: datetime.date
    dates: str
    spans: tuple[str, ...]
    reason: Said
    is_sample: bool


def first_weekday(house: House) -> int:
    """Return the day a week begins with where ``house`` stands (CLDR), 1 Monday … 7 Sunday."""
    try:
        locale = Locale(house.name_language.partition("-")[0], house.country)
    except (UnknownLocaleError, ValueError):
        locale = locale_of(house.name_language)
    return int(locale.first_week_day) + 1


def day_row(schedule: Schedule, day: datetime.date, language: str) -> DayRow | None:
    """Return the hours of ``day`` itself, exceptions and public holidays included; None when no hours are known."""
    if not schedule.is_known:
        return None
    spans = tuple(say_span(opens, closes, language) for opens, closes in schedule.times_on(day))
    return DayRow(day.isoweekday(), say_weekday(day.isoweekday(), language), spans, is_today=True)


def _table(
    schedule: Schedule, day: datetime.date, since: datetime.date | None, first: int, today: int, language: str
) -> WeekTable:
    def holding(weekday: int) -> list[Period]:
        date = day + datetime.timedelta(days=(weekday - day.isoweekday()) % 7)
        return sorted((each for each in schedule.periods if each.holds(date)), key=lambda each: each.opens)

    order = [(first - 1 + number) % 7 + 1 for number in range(7)]
    return WeekTable(
        since,
        tuple(
            DayRow(
                weekday,
                say_weekday(weekday, language),
                tuple(say_span(each.opens, each.closes, language) for each in holding(weekday)),
                is_today=since is None and weekday == today,
            )
            for weekday in order
        ),
    )


def week_tables(schedule: Schedule, house: House, today: datetime.date, language: str) -> list[WeekTable]:
    """Return the week that holds on ``today`` and each one that begins within 60 days; none without weekly hours."""
    if not schedule.periods:
        return []
    limit = today + datetime.timedelta(days=AHEAD)
    changes = {each.valid_from for each in schedule.periods if each.valid_from and today < each.valid_from <= limit}
    changes |= {
        each.valid_until + datetime.timedelta(days=1)
        for each in schedule.periods
        if each.valid_until and today <= each.valid_until < limit
    }
    first = first_weekday(house)
    dates: list[tuple[datetime.date, datetime.date | None]] = [(today, None), *((day, day) for day in sorted(changes))]
    return [_table(schedule, day, since, first, today.isoweekday(), language) for day, since in dates]


def say_dates(starts_on: datetime.date, ends_on: datetime.date, language: str) -> str:
    """Write a day, or from … to …, by CLDR."""
    locale = locale_of(language)
    if starts_on == ends_on:
        return str(format_date(starts_on, "full", locale=locale))
    return str(format_interval(starts_on, ends_on, "yMMMd", locale=locale))


def otherwise_ahead(
    house: House, schedule: Schedule, exceptions: list[OpeningException], today: datetime.date, language: str
) -> list[Otherwise]:
    """Return exceptions and public holidays of the next 60 days, in order; holidays only where they close an open day."""
    limit = today + datetime.timedelta(days=AHEAD)
    found: dict[tuple[datetime.date, datetime.date], Otherwise] = {}
    for row in exceptions:
        if row.ends_on < today or row.starts_on > limit:
            continue
        key = (row.starts_on, row.ends_on)
        spans = () if row.opens is None or row.closes is None else (say_span(row.opens, row.closes, language),)
        before = found[key].spans if key in found else ()
        dates = say_dates(row.starts_on, row.ends_on, language)
        found[key] = Otherwise(*key, dates, (*before, *spans), say(row.reason, language), row.is_sample)
    if house.closes_on_holidays:
        for number in range(AHEAD + 1):
            day = today + datetime.timedelta(days=number)
            reason = holiday_said(house.country, house.holiday_subdivision, day, language)
            is_open_weekday = any(period.holds(day) for period in schedule.periods)
            if reason and is_open_weekday and not schedule.specials_on(day):
                found[day, day] = Otherwise(day, day, say_dates(day, day, language), (), reason, is_sample=False)
    return [found[key] for key in sorted(found)]
