"""Sessions that repeat as a team chooses it: the days they make, shown before they are kept."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from babel.dates import format_datetime
from django.utils.translation import gettext as _

from parvis.agenda.domain.repeating import AHEAD, moment_of, moments
from parvis.agenda.domain.teaming import Times
from parvis.agenda.enums import Repeat
from parvis.agenda.models import Session
from parvis.core.languages import locale_of
from parvis.core.refusal import Refusal
from parvis.network.models import House

_DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")


@dataclass(frozen=True)
class Made:
    """A session that a choice would make; ``is_taken`` when its room is taken then."""

    words: str
    is_taken: bool


def rule_of(repeat: str, day: datetime.date) -> str:
    """Return the RRULE of a choice that begins on ``day``."""
    if repeat == Repeat.WEEKLY:
        return "FREQ=WEEKLY"
    if repeat == Repeat.FORTNIGHTLY:
        return "FREQ=WEEKLY;INTERVAL=2"
    if repeat == Repeat.MONTHLY:
        place = (day.day - 1) // 7 + 1
        return f"FREQ=MONTHLY;BYDAY={-1 if place == 5 else place}{_DAYS[day.weekday()]}"
    return ""


def times_of(house: House, day: datetime.date, hours: tuple[datetime.time, datetime.time]) -> Times:
    """Return one session on the clock of ``house``; an end before the beginning is refused."""
    begins, ends = (datetime.datetime.combine(day, hour) for hour in hours)
    if ends <= begins:
        raise Refusal(_("It ends before it begins. Change one of the two times."))
    zone = ZoneInfo(house.time_zone)
    return Times((moment_of(begins, zone),), ends - begins, zone)


def repeated(times: Times, house: House, repeat: str, day: datetime.date, until: datetime.date | None) -> Times:
    """Return ``times`` as often as ``repeat`` says, up to the day ``until``."""
    rule, zone = rule_of(repeat, day), ZoneInfo(house.time_zone)
    if not rule:
        return times
    if until is None or until < day:
        raise Refusal(_("Say until which day it repeats. That day comes after the first one."))
    if (until - day).days > AHEAD:
        raise Refusal(_("Sessions are planned 18 months ahead at most. Choose an earlier last day."))
    last = moment_of(datetime.datetime.combine(until, datetime.time(23, 59)), zone)
    return Times(tuple(moments(rule, times.moments[0], zone, last)), times.lasts, zone, times.room)


def shown(times: Times, house: House, language: str) -> list[Made]:
    """Return the sessions that ``times`` would make, with those whose room is taken: one question."""
    zone, held = ZoneInfo(house.time_zone), []
    if times.room and times.moments:
        found = Session.objects.taking_place().between(times.moments[0], times.end_of(times.moments[-1]))
        held = list(found.filter(room=times.room).order_by("starts").values_list("starts", "ends"))
    return [
        Made(
            str(format_datetime(moment.astimezone(zone), "EEEE d MMMM y, HH:mm", locale=locale_of(language))),
            any(starts < times.end_of(moment) and ends > moment for starts, ends in held),
        )
        for moment in times.moments
    ]
