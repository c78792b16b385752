"""From the rows of a rota to what takes place: dates of shifts with their exceptions and swaps, pure and in order.

A date belongs to the local day it begins on. An exception for that date beats the plan; a swap that was taken gives it
another partner, with the languages of who took it. Moments are in UTC (network/domain/hours.py says how clocks that leap
are read); whether the house is open then is asked elsewhere (helping.py).
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from zoneinfo import ZoneInfo

from parvis.core.languages import speaks
from parvis.network.domain.hours import moments_of
from parvis.network.models import House
from parvis.rota.domain.intervals import Interval
from parvis.rota.enums import SwapState
from parvis.rota.models import Shift, ShiftException, Swap

ONE_DAY = datetime.timedelta(days=1)
Date = tuple[int, datetime.date]  #: a shift's number and a day


@dataclass(frozen=True)
class Rota:
    """The rows of a rota: shifts, and by shift and day what is otherwise and who offers or took it."""

    zone: ZoneInfo
    shifts: tuple[Shift, ...] = ()
    exceptions: dict[Date, ShiftException] = field(default_factory=dict)
    swaps: dict[Date, Swap] = field(default_factory=dict)


@dataclass(frozen=True)
class Occurrence:
    """A date of a shift. ``partner`` is who comes: who took it, else who planned it (None: the house's own people)."""

    shift: Shift
    day: datetime.date
    begins: datetime.datetime
    ends: datetime.datetime
    partner: int | None
    languages: tuple[str, ...]
    is_away: bool = False
    exception: ShiftException | None = None
    swap: Swap | None = None

    @property
    def desk(self) -> int:
        """Return the desk's number."""
        return self.shift.desk_id

    @property
    def people(self) -> int:
        """Return how many sit."""
        return self.shift.people

    @property
    def interval(self) -> Interval:
        """Return when it is."""
        return (self.begins, self.ends)

    def speaks(self, language: str) -> bool:
        """Say whether ``language`` is spoken."""
        return speaks(self.languages, language)


def rota_of(house: House, first: datetime.date, last: datetime.date) -> Rota:
    """Return the rows that count at ``house`` from the day before ``first`` (nights end later) to ``last``: three questions."""
    first -= ONE_DAY
    shifts = Shift.objects.at(house).within(first, last).select_related("desk", "partner")
    exceptions = ShiftException.objects.filter(shift__desk__house=house, day__range=(first, last))
    swaps = Swap.objects.standing().filter(shift__desk__house=house, day__range=(first, last))
    return Rota(
        ZoneInfo(house.time_zone),
        tuple(shifts.order_by("desk__order", "desk__key", "begins", "ends", "pk")),
        {(each.shift_id, each.day): each for each in exceptions.order_by("pk")},
        {(each.shift_id, each.day): each for each in swaps.select_related("taken_by", "offered_to").order_by("pk")},
    )


def days_of(shift: Shift, first: datetime.date, last: datetime.date) -> Iterator[datetime.date]:
    """Yield the days from ``first`` to ``last`` on which the plan has ``shift``."""
    end = last if shift.last_day is None else min(last, shift.last_day)
    step = 7 * shift.every_weeks or (end - shift.first_day).days + 1
    if step <= 0:
        return
    behind = max(0, -(-(first - shift.first_day).days // step))
    day = shift.first_day + behind * step * ONE_DAY
    while day <= end:
        yield day
        day += step * ONE_DAY


def occurrences(rota: Rota, first: datetime.date, last: datetime.date, *, with_away: bool = False) -> list[Occurrence]:
    """Return what takes place on the local days from ``first`` to ``last``, by beginning; dates on which nobody comes only
    ``with_away``, at the times they were planned for."""
    found = [
        each
        for shift in rota.shifts
        for day in days_of(shift, first, last)
        if (each := _on(rota, shift, day)) and (with_away or not each.is_away)
    ]
    return sorted(found, key=lambda each: (each.begins, each.ends))


def _on(rota: Rota, shift: Shift, day: datetime.date) -> Occurrence | None:
    """Return the date ``day`` of ``shift``; None when clocks skip it."""
    exception, swap = rota.exceptions.get((shift.pk, day)), rota.swaps.get((shift.pk, day))
    begins, ends = shift.begins, shift.ends
    if exception and exception.begins is not None and exception.ends is not None:
        begins, ends = exception.begins, exception.ends
    starts, stops = moments_of(day, begins, ends, rota.zone)
    if stops <= starts:
        return None
    is_taken = swap is not None and swap.state == SwapState.ACCEPTED
    return Occurrence(
        shift=shift,
        day=day,
        begins=starts,
        ends=stops,
        partner=swap.taken_by_id if swap and is_taken else shift.partner_id,
        languages=tuple(swap.languages if swap and is_taken else shift.languages),
        is_away=exception is not None and exception.is_away,
        exception=exception,
        swap=swap,
    )


def languages_of(found: Iterable[Occurrence]) -> tuple[str, ...]:
    """Return the languages of ``found``, each once, in the order met."""
    return tuple(dict.fromkeys(language for each in found for language in each.languages))
