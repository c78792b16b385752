"""Cells of the globe: squares of degrees that a place stands in, so that a circle is asked of few lists instead of everything.

A circle is first asked as the cells its box touches, then as the box itself, then by true distance (engines/within.py).
"""

from __future__ import annotations

import math

from parvis.core.globe import box

#: Degrees of a side, finest first: 0.05° are 5.6 km from south to north.
SIDES = (0.05, 0.5)
#: More cells than these are not asked for: the box alone is then no dearer.
MOST = 64
_WIDTH, _LEVEL = 10_000, 100_000_000


def cells_at(latitude: float, longitude: float) -> list[int]:
    """Return the cell of each size in which a place stands."""
    return [_cell(level, *_steps(latitude, longitude, side)) for level, side in enumerate(SIDES)]


def cells_around(latitude: float, longitude: float, km: float) -> list[int]:
    """Return cells of one size that together hold everything within ``km``; empty when there would be more than ``MOST``."""
    south, west, north, east = box(latitude, longitude, km)
    spans = [(west, east)] if west <= east else [(west, 180.0), (-180.0, east)]
    for level, side in enumerate(SIDES):
        first, last = _steps(south, 0.0, side)[0], _steps(north, 0.0, side)[0]
        across = [range(_steps(0.0, start, side)[1], _steps(0.0, end, side)[1] + 1) for start, end in spans]
        if (last - first + 1) * sum(map(len, across)) <= MOST:
            return [_cell(level, up, along) for up in range(first, last + 1) for span in across for along in span]
    return []


def _steps(latitude: float, longitude: float, side: float) -> tuple[int, int]:
    return math.floor((latitude + 90) / side), math.floor((longitude + 180) / side)


def _cell(level: int, up: int, along: int) -> int:
    return level * _LEVEL + up * _WIDTH + along
