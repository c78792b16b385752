"""Say dates, times and languages of a rota as people of a language write them (CLDR)."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from zoneinfo import ZoneInfo

from babel.dates import format_date, format_skeleton
from django.utils.translation import pgettext

from parvis.core.languages import is_right_to_left, language_name, locale_of, own_name
from parvis.core.said import Said
from parvis.network.domain.saying import say_span, say_time
from parvis.rota.domain.intervals import Interval


def say_day(day: datetime.date, language: str) -> str:
    """Write a day of the week with its date, short: Thu 26 Nov."""
    return str(format_skeleton("MMMEd", day, locale=locale_of(language)))


def say_near_day(day: datetime.date, today: datetime.date, language: str) -> str:
    """Write a day near ``today``: today, tomorrow, a weekday of the next six days, else with its date."""
    days = (day - today).days
    if days == 0:
        return pgettext("before a time", "today")
    if days == 1:
        return pgettext("before a time", "tomorrow")
    if 1 < days <= 6:
        return str(format_date(day, "EEEE", locale=locale_of(language)))
    return say_day(day, language)


def say_hours(interval: Interval, zone: ZoneInfo, language: str) -> str:
    """Write from … to … on the clock of ``zone``."""
    begins, ends = (moment.astimezone(zone).time() for moment in interval)
    return say_span(begins, ends, language)


def say_when(interval: Interval, now: datetime.datetime, zone: ZoneInfo, language: str) -> str:
    """Write a time ahead: “today 14:00–17:00”, “Thursday 14:00–17:00”; a time that has begun by its end."""
    begins, ends = (moment.astimezone(zone) for moment in interval)
    if interval[0] <= now:
        # Translators: %(time)s is a time of the day: now until 17:00
        return pgettext("somebody is there", "now until %(time)s") % {"time": say_time(ends.time(), language)}
    day = say_near_day(begins.date(), now.astimezone(zone).date(), language)
    # Translators: a day, then from … to …: Thursday 14:00–17:00
    return pgettext("a time ahead", "%(day)s %(hours)s") % {"day": day, "hours": say_hours(interval, zone, language)}


def own_names(languages: Iterable[str]) -> tuple[Said, ...]:
    """Return the names of ``languages``, each in itself and marked as such."""
    return tuple(Said(own_name(code), code, code) for code in dict.fromkeys(languages))


def direction_of(language: str) -> str:
    """Return ``rtl`` or ``ltr``."""
    return "rtl" if is_right_to_left(language) else "ltr"


def named(languages: Iterable[str], shown_in: str) -> str:
    """Name ``languages`` in the language ``shown_in``, joined by commas."""
    return ", ".join(language_name(code, shown_in) for code in dict.fromkeys(languages))
