"""“Answered within two working days: 9 of 10”: counts a desk and month, never a thread or a person."""

from __future__ import annotations

import datetime
from collections import Counter
from dataclasses import dataclass

from django.db.models import F

from parvis.counsel.models import Answering, Opening, Thread
from parvis.counsel.rules import (
    ONE_DAY,
    IsHoliday,
    due_on,
    first_of_month,
    first_of_quarter,
    months_back,
    settled_before,
    told_share,
)
from parvis.network.domain.holiday_names import public_holidays
from parvis.network.domain.scope import today_at
from parvis.network.models import Desk, House

#: The word kept is told of the newest whole quarter that has enough letters, among so many.
QUARTERS = 4


@dataclass(frozen=True)
class Kept:
    """Of every ``of`` first letters, ``at_least`` or more were answered within two working days, from the month of ``first`` to that of ``last``."""

    at_least: int
    of: int
    first: datetime.date
    last: datetime.date


def due(thread: Thread) -> datetime.date:
    """Return the last day on which the first answer of ``thread`` is in time."""
    return due_at(thread.desk.house, thread.opened_on)


def due_at(house: House, day: datetime.date) -> datetime.date:
    """Return the last day on which a letter of ``day`` is answered in time at ``house``."""
    return due_on(day, holidays_of(house))


def holidays_of(house: House) -> IsHoliday:
    """Return what says whether a day is a public holiday where ``house`` stands."""
    return lambda day: day in public_holidays(house.country, house.holiday_subdivision, day.year)


def count_answer(thread: Thread) -> None:
    """Count the first answer of ``thread``; call it in its transaction."""
    _count(thread, is_in_time=thread.first_answer_on is not None and thread.first_answer_on <= due(thread))


def count_missed(thread: Thread, now: datetime.datetime) -> None:
    """Count a thread that goes without an answer, when the answer was due; call it in its transaction."""
    if thread.first_answer_on is None and today_at(thread.desk.house, now) > due(thread):
        _count(thread, is_in_time=False)


def count_opening(thread: Thread) -> None:
    """Count a thread that begins; call it in its transaction."""
    house, quarter = thread.desk.house, first_of_quarter(thread.opened_on)
    cell, _is_new = Opening.objects.get_or_create(house=house, quarter=quarter, language=thread.language)
    Opening.objects.filter(pk=cell.pk).update(number=F("number") + 1)


def _count(thread: Thread, *, is_in_time: bool) -> None:
    month = first_of_month(thread.opened_on)
    Answering.objects.get_or_create(desk=thread.desk, month=month)
    rows = Answering.objects.filter(desk=thread.desk, month=month)
    rows.update(counted=F("counted") + 1, in_time=F("in_time") + int(is_in_time))


def kept_word(desk: Desk, now: datetime.datetime) -> Kept | None:
    """Return how ``desk`` kept its word in the newest whole quarter that nothing moves any more and that has enough letters; None when none has.

    Quarters share no letter, so that two that were shown tell nothing of the difference, and a share is told in steps of ten letters or more
    (rules.told_share): what is shown of a house (domain/counts.py) parts no few from it. Letters that still wait for an answer count as not in
    time, as they will when it comes: so no answer is seen on its day.
    """
    end = first_of_quarter(settled_before(today_at(desk.house, now)))
    since = months_back(end, 3 * QUARTERS)
    counted, in_time = Counter[datetime.date](), Counter[datetime.date]()
    answering = Answering.objects.filter(desk=desk, month__gte=since, month__lt=end).order_by()
    for month, number, of_these in answering.values_list("month", "counted", "in_time"):
        counted[first_of_quarter(month)] += number
        in_time[first_of_quarter(month)] += of_these
    late = Thread.objects.filter(desk=desk, opened_on__gte=since, opened_on__lt=end).never_answered().order_by()
    counted.update(first_of_quarter(day) for day in late.values_list("opened_on", flat=True))
    for quarter in sorted(counted, reverse=True):
        told = told_share(in_time[quarter], counted[quarter])
        if told:
            return Kept(*told, quarter, months_back(quarter, -3) - ONE_DAY)
    return None
