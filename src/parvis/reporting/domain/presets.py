"""Periods that people ask for by name."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from parvis.core.domain.periods import ONE_DAY, Period, year_before

#: The month in which a school year begins; countries differ, this is most of them.
_SCHOOL = 9


@dataclass(frozen=True)
class Preset:
    """A named period: what it is called, and its days as seen on a day."""

    key: str
    name: Promise
    on: Callable[[datetime.date], Period]


def _month(today: datetime.date) -> Period:
    first = today.replace(day=1)
    return Period(first, (first + 31 * ONE_DAY).replace(day=1) - ONE_DAY)


def _year_from(today: datetime.date, month: int) -> Period:
    first = today.replace(month=month, day=1)
    first = first if first <= today else year_before(first)
    return Period(first, first.replace(year=first.year + 1) - ONE_DAY)


PRESETS: dict[str, Preset] = {
    preset.key: preset
    for preset in (
        Preset("yesterday", _("Yesterday"), lambda today: Period(today - ONE_DAY, today - ONE_DAY)),
        Preset("month", _("This month"), _month),
        Preset("last-month", _("Last month"), lambda today: _month(today.replace(day=1) - ONE_DAY)),
        Preset("school-year", _("This school year, from September"), lambda today: _year_from(today, _SCHOOL)),
        Preset("year", _("This year"), lambda today: _year_from(today, 1)),
        Preset("last-year", _("Last year"), lambda today: _year_from(year_before(today), 1)),
    )
}
USUAL = "month"
