"""Say hours, dates and distances as people of a language write them (CLDR)."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from babel.dates import format_date, format_time, get_day_names
from babel.units import format_unit
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from parvis.core.languages import locale_of
from parvis.network.domain.hours import Schedule, closes_at, current_span, next_opening
from parvis.network.enums import Precision

#: A dash at which no line ends: browsers break after a dash, a word joiner (U+2060) keeps the two times together.
UNBROKEN_DASH = "–\u2060"


@dataclass(frozen=True)
class Standing:
    """Whether a place is open now, in a sentence; ``is_open`` None when its hours are not known."""

    is_open: bool | None
    sentence: str


def say_time(time: datetime.time, language: str) -> str:
    """Write a time of the day; it stays on one line: “6:00 م” as well."""
    return str(format_time(time, "short", locale=locale_of(language))).replace(" ", "\u00a0")


def say_weekday(day: int, language: str) -> str:
    """Name the day of the week ``day``, 1 Monday … 7 Sunday, as a heading."""
    name = str(get_day_names("wide", context="stand-alone", locale=locale_of(language))[day - 1])
    return name[:1].upper() + name[1:]


def _when(moment: datetime.datetime, now: datetime.datetime, language: str) -> str:
    """Say when a place opens: today, tomorrow, a weekday of the next six days, else the date."""
    locale = locale_of(language)
    days = (moment.date() - now.astimezone(moment.tzinfo).date()).days
    said = {"time": say_time(moment.time(), language)}
    if days == 0:
        return _("Closed now, opens today at %(time)s") % said
    if days == 1:
        return _("Closed now, opens tomorrow at %(time)s") % said
    if days <= 6:
        said["weekday"] = format_date(moment.date(), "EEEE", locale=locale)
        # Translators: %(weekday)s is a day's name as CLDR writes it inside a date: Thursday, jeudi, четвер
        return _("Closed now, opens %(weekday)s at %(time)s") % said
    said["date"] = format_date(moment.date(), "long", locale=locale)
    # Translators: %(date)s is a whole date: 3 January 2027, 3 janvier 2027
    return _("Closed now, opens on %(date)s at %(time)s") % said


def say_standing(schedule: Schedule, now: datetime.datetime, language: str) -> Standing:
    """Say whether the place is open at ``now``, until when, or when it opens next."""
    if not schedule.is_known:
        return Standing(is_open=None, sentence=_("Opening hours not known: ask the house"))
    if current_span(schedule, now):
        closes = closes_at(schedule, now)
        if closes is None:
            return Standing(is_open=True, sentence=_("Open day and night"))
        said = {"time": say_time(closes.time(), language)}
        if closes.date() != now.astimezone(closes.tzinfo).date():
            said["weekday"] = format_date(closes.date(), "EEEE", locale=locale_of(language))
            return Standing(is_open=True, sentence=_("Open now until %(weekday)s at %(time)s") % said)
        return Standing(is_open=True, sentence=_("Open now until %(time)s") % said)
    opens = next_opening(schedule, now)
    if opens is None:
        return Standing(is_open=False, sentence=_("Closed; no opening is announced"))
    return Standing(is_open=False, sentence=_when(opens, now, language))


def say_distance(km: float, language: str) -> str:
    """Write a distance: under ten km to one decimal, beyond to the km."""
    rounded = round(km, 1) if km < 9.95 else round(km)
    return str(format_unit(rounded, "length-kilometer", "short", locale=locale_of(language)))


def say_partial_date(day: datetime.date | None, precision: str, language: str) -> str:
    """Write a date as exactly as it is known: to the day, the month or the year; empty for none."""
    if day is None:
        return ""
    if precision == Precision.YEAR:
        return str(format_date(day, "yyyy", locale=locale_of(language)))
    if precision == Precision.MONTH:
        return str(format_date(day, "LLLL yyyy", locale=locale_of(language)))
    return str(format_date(day, "long", locale=locale_of(language)))


def say_span(opens: datetime.time, closes: datetime.time, language: str) -> str:
    """Write an opening from … to …; a line may not end at its dash. Midnight is 24:00 where the day ends."""
    first, last = say_time(opens, language), say_time(closes, language)
    # Translators: an opening time, from … to …
    said = pgettext("opening time", "%(first)s–%(last)s") % {"first": first, "last": last}
    return said.replace("–", UNBROKEN_DASH)
