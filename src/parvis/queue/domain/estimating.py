"""How long it may take: a range from the house's own recent half-days, or nothing when they are too few.

Waits are counted in steps of five minutes, by how many people were before for each open table when the ticket was taken.
The range begins at the step that nine of ten waits reached and ends with the one that nine of ten did not pass: eight
of ten lie in it. Who has more before them is never told less (``Ranges``).
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from math import ceil, floor

from django.db.models import Sum

from parvis.core.enums import Half
from parvis.queue.models import Wait
from parvis.queue.rules import BANDS, ENOUGH, LAST_STEP, LOOKED_BACK, STEP, band_of

#: Of a hundred waits, those that a range leaves out at each end.
_TAIL = 10


@dataclass(frozen=True)
class Range:
    """Minutes from ``low`` to ``high``; ``high`` None: longer than anything counted apart."""

    low: int
    high: int | None


def range_of(steps: Mapping[int, int]) -> Range | None:
    """Return the range in which eight of ten waits lay (``steps``: step → how many); None for fewer than ENOUGH."""
    total = sum(steps.values())
    if total < ENOUGH:
        return None
    left_out = floor(total * _TAIL / 100)
    inside = [step for step, number in sorted(steps.items()) for _each in range(number)][left_out : total - left_out]
    last = inside[-1]
    return Range(inside[0] * STEP, None if last >= LAST_STEP else (last + 1) * STEP)


class Ranges:
    """The ranges of a house for halves of days like this one, by band of load."""

    def __init__(self, counted: Mapping[int, Mapping[int, int]]) -> None:
        """Take ``counted``: band → step → how many. A range is raised to that of every lower band: more before, never less."""
        self._by_band: dict[int, Range] = {}
        low, high = 0, 0
        for band in range(len(BANDS) + 1):
            own = range_of(counted.get(band, {}))
            if own is None:
                continue
            low, high = max(low, own.low), max(high, _as_number(own.high))
            self._by_band[band] = Range(low, None if high > LAST_STEP * STEP else high)

    def at(self, load: int | None) -> Range | None:
        """Return the range for ``load`` people before for each open table; None when it is not known yet, or no table can help."""
        return self._by_band.get(band_of(load)) if load is not None else None


def _as_number(high: int | None) -> int:
    return (LAST_STEP + 1) * STEP if high is None else high


def ranges_of(house: int, half: Half, today: datetime.date) -> Ranges:
    """Return the ranges of a house for this ``half`` of days, from the days before ``today``; one question."""
    rows = Wait.objects.filter(house=house, half=half, day__gte=today - LOOKED_BACK, day__lt=today).order_by()
    counted: dict[int, dict[int, int]] = {}
    for key, step, number in rows.exclude(key="").values_list("key", "step").annotate(total=Sum("number")):
        counted.setdefault(int(key), {})[step] = number
    return Ranges(counted)


def assumed_share() -> int:
    """Return of how many of ten people a range holds true."""
    return ceil((100 - 2 * _TAIL) / 10)
