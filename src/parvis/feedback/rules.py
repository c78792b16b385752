"""When a card says which half of the day it is, and from how many cards on a result is shown."""

from __future__ import annotations

import datetime

from parvis.core.domain.few import FEW

#: A result of fewer cards is shown to nobody, nor how many there are.
SHOWN_FROM = FEW


def quarter_name(year: int, quarter: int) -> str:
    """Return the name of a quarter of a year, the same in every language: 2026/4."""
    return f"{year}/{quarter}"


def last_quarters(on: datetime.date, number: int) -> list[tuple[int, int]]:
    """Return the quarter of the day ``on`` and those before it, newest first, as (year, quarter)."""
    newest = on.year * 4 + (on.month - 1) // 3
    return [((newest - back) // 4, (newest - back) % 4 + 1) for back in range(number)]


def quarters_of(first: datetime.date, last: datetime.date) -> tuple[datetime.date, datetime.date] | None:
    """Return the first and the last day of the quarters of a year that begin from ``first`` to ``last``; None without one."""
    begins = first if (first.month % 3, first.day) == (1, 1) else _next_quarter(first)
    if begins > last:
        return None
    return begins, _next_quarter(last) - datetime.timedelta(days=1)


def _next_quarter(day: datetime.date) -> datetime.date:
    months = day.year * 12 + (day.month - 1) // 3 * 3 + 3
    return datetime.date(months // 12, months % 12 + 1, 1)
