"""“Answered within two working days: 9 of 10”: counts a desk and month, never a thread or a person."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from django.db.models import F, Sum

from parvis.counsel.models import Answering, Opening, Thread
from parvis.counsel.rules import (
    ONE_DAY,
    SHOWN_FROM,
    IsHoliday,
    due_on,
    first_of_month,
    first_of_quarter,
    months_back,
    settled_before,
)
from parvis.network.domain.holiday_names import public_holidays
from parvis.network.domain.scope import today_at
from parvis.network.models import Desk, House

MONTHS = 4


@dataclass(frozen=True)
class Kept:
    """Of ``counted`` first letters, ``in_time`` were answered within two working days; the months are those from ``first`` to ``last``."""

    in_time: int
    counted: int
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
    """Return how ``desk`` kept its word in the last MONTHS whose counts are settled; None when fewer than SHOWN_FROM letters count.

    Letters that still wait for an answer count as not in time, as they will when it comes: so no answer is seen on its day.
    """
    end = settled_before(today_at(desk.house, now))
    since = months_back(end, MONTHS)
    sums = Answering.objects.filter(desk=desk, month__gte=since, month__lt=end).aggregate(
        counted=Sum("counted"), in_time=Sum("in_time")
    )
    late = Thread.objects.filter(desk=desk, opened_on__gte=since, opened_on__lt=end).never_answered().count()
    counted = (sums["counted"] or 0) + late
    return Kept(sums["in_time"] or 0, counted, since, end - ONE_DAY) if counted >= SHOWN_FROM else None
