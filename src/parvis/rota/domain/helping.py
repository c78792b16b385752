"""Who helps when: dates of the rota as far as the desk is open then. No partner is told here: a desk helps, not a body."""

from __future__ import annotations

import datetime
from dataclasses import dataclass, replace

from parvis.network.domain.hours import ONE_DAY
from parvis.network.models import Desk, House
from parvis.rota.domain.intervals import Interval, joined, near, shared
from parvis.rota.domain.occurring import Occurrence, Rota, occurrences, rota_of
from parvis.rota.domain.opening import Hours, hours_of

UTC = datetime.UTC
#: Days ahead in which the next time of a language is looked for.
AHEAD = 28


@dataclass(frozen=True)
class Spoken:
    """A time at which a language is spoken at a desk."""

    desk: Desk
    begins: datetime.datetime
    ends: datetime.datetime


def helping(rota: Rota, hours: Hours, first: datetime.date, last: datetime.date) -> list[Occurrence]:
    """Return what takes place on the local days from ``first`` to ``last``, cut to the hours of each desk, by beginning.

    A date that is open in two parts is two; where no hours are known, a date is whole.
    """
    found = []
    for each in occurrences(rota, first, last):
        is_known = hours.is_known(each.desk)
        spans = hours.spans(each.desk, first, last + ONE_DAY) if is_known else [each.interval]
        parts = shared(each.interval, near(each.interval, spans))
        found += [replace(each, begins=begins, ends=ends) for begins, ends in parts]
    return sorted(found, key=lambda each: (each.begins, each.ends))


def who_helps(house: House, since: datetime.datetime, until: datetime.datetime) -> list[Occurrence]:
    """Return the dates of the rota of ``house`` that reach into the time from ``since`` to ``until``, cut to opening hours.

    Seven questions to the database.
    """
    hours = hours_of(house)
    zone = hours.schedule.zone
    first, last = since.astimezone(zone).date() - ONE_DAY, until.astimezone(zone).date()
    found = helping(rota_of(house, first, last), hours, first, last)
    return [each for each in found if each.begins < until and each.ends > since]


def spoken(found: list[Occurrence], hours: Hours, language: str, now: datetime.datetime) -> list[Spoken]:
    """Return the times of ``found`` that end after ``now`` at which ``language`` is spoken, by beginning; shifts of a desk
    that touch are one time."""
    by_desk: dict[int, list[Interval]] = {}
    for each in found:
        if each.ends > now and each.speaks(language):
            by_desk.setdefault(each.desk, []).append(each.interval)
    times = [
        Spoken(hours.desks[desk], begins, ends)
        for desk, intervals in by_desk.items()
        if desk in hours.desks
        for begins, ends in joined(intervals)
    ]
    return sorted(times, key=lambda each: (each.begins, each.desk.order, each.desk.key))


def speaking(house: House, language: str, now: datetime.datetime, days: int = AHEAD) -> list[Spoken]:
    """Return when ``language`` is spoken at a desk of ``house`` in the next ``days``, now included; seven questions."""
    hours = hours_of(house)
    today = now.astimezone(hours.schedule.zone).date()
    first, last = today - ONE_DAY, today + days * ONE_DAY
    return spoken(helping(rota_of(house, first, last), hours, first, last), hours, language, now)
