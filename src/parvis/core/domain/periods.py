"""A period of whole days, and the days, months or years it is told in."""

from __future__ import annotations

import calendar
import datetime
from collections.abc import Callable
from dataclasses import dataclass, field
from enum import Enum

from babel.dates import format_date, format_skeleton

from parvis.core.languages import locale_of

ONE_DAY = datetime.timedelta(days=1)
#: A period of more steps than this is told in longer ones.
MOST_STEPS = 31
_MONTHS = 12


class Step(Enum):
    """What a period is told in."""

    DAY, MONTH, YEAR = range(3)


@dataclass(frozen=True)
class Period:
    """The days from ``first`` to ``last``, both included; told in ``step``, or in what suits its length (None)."""

    first: datetime.date
    last: datetime.date
    step: Step | None = field(default=None, compare=False)

    @property
    def days(self) -> int:
        """Return how many days it has."""
        return (self.last - self.first).days + 1

    def holds(self, day: datetime.date) -> bool:
        """Say whether ``day`` is one of its days."""
        return self.first <= day <= self.last

    def a_year_before(self, today: datetime.date) -> Period | None:
        """Return the same days a year before, as far as they are over by ``today``, told in the same steps; None when none of them has come."""
        last = min(self.last, today)
        return Period(year_before(self.first), year_before(last), self._step()) if self.first <= last else None

    def steps(self) -> tuple[Period, ...]:
        """Return its days; its months when those are too many to draw, its years when months are too many too."""
        step = self._step()
        if step is Step.DAY:
            days = (self.first + number * ONE_DAY for number in range(self.days))
            return tuple(Period(day, day) for day in days)
        return self._pieces(_end_of_month if step is Step.MONTH else _end_of_year)

    def whole_months(self, *, before: datetime.date) -> list[Period]:
        """Return the calendar months that lie in it whole and were over ``before`` that day.

        What counts people counts them by such months alone: whoever could choose days would learn one person as the
        difference of two periods (core/domain/few.py).
        """
        months = Period(self.first, self.last, Step.MONTH).steps()
        return [
            each
            for each in months
            if each.first.day == 1 and each.last == _end_of_month(each.last) and each.last < before
        ]

    def _step(self) -> Step:
        if self.step is not None:
            return self.step
        if self.days <= MOST_STEPS:
            return Step.DAY
        months = (self.last.year - self.first.year) * _MONTHS + self.last.month - self.first.month + 1
        return Step.MONTH if months <= MOST_STEPS else Step.YEAR

    def _pieces(self, end_of: Callable[[datetime.date], datetime.date]) -> tuple[Period, ...]:
        found, first = [], self.first
        while first <= self.last:
            last = min(end_of(first), self.last)
            found.append(Period(first, last))
            first = last + ONE_DAY
        return tuple(found)

    def words(self, language: str) -> str:
        """Name a step in ``language`` (CLDR): a day, a month or a year."""
        locale = locale_of(language)
        if self.first == self.last:
            return format_skeleton("MMMd", self.first, locale=locale)
        if self.last <= _end_of_month(self.first):
            return format_skeleton("yMMM", self.first, locale=locale)
        return format_date(self.first, "y", locale)


def _end_of_month(day: datetime.date) -> datetime.date:
    return day.replace(day=calendar.monthrange(day.year, day.month)[1])


def _end_of_year(day: datetime.date) -> datetime.date:
    return day.replace(month=12, day=31)


def year_before(day: datetime.date) -> datetime.date:
    """Return the same day a year before; 28 February for 29 February."""
    is_leap_day = (day.month, day.day) == (2, 29)
    return day.replace(year=day.year - 1, day=28 if is_leap_day else day.day)
