"""The bound that the prices prove: no plan can be worth more.

For any prices ≥ 0, a plan's value is at most what its seekers' schedules are worth when they pay, plus what they pay; they pay at most
price × places. So the sum of price × places over all slots plus each seeker's best schedule is a bound (Lagrange). Prices of nobody's making
are trusted: wrong ones give a bound too high, never too low.
"""

from __future__ import annotations

import math

import numpy as np

from parvis.timetable.domain.verifying.day import Day
from parvis.timetable.domain.verifying.matching import best_worth

#: Every step and every liking is a multiple of it, so every value is.
GRAIN = 10


def bound_of(day: Day, prices: dict[str, list[float]]) -> float:
    """Return the bound that ``prices`` (by table, one a slot; a table that is not named is free) prove."""
    asked = np.zeros((day.slots, len(day.tables)))
    for name, of_slots in prices.items():
        asked[:, day.tables[name].number] = of_slots
    places = np.array([table.places for table in day.tables.values()], dtype=np.float64)
    paid = (asked * places).ravel().tolist()
    worths = []
    for seeker in day.seekers.values():
        allowed = np.flatnonzero(day.may_meet(seeker))
        if not len(allowed):
            continue
        slots, present = day.present(seeker)
        likings = day.likings(seeker)[allowed]
        there = present[:, allowed]
        worths.append(best_worth(np.where(there, likings - asked[slots][:, allowed], -np.inf), seeker.most))
    return math.fsum(paid) + math.fsum(worths)


def rounded_down(bound: float, tolerance: float) -> float:
    """Return the greatest value a plan can have under ``bound``, which may be ``tolerance`` too low."""
    return GRAIN * math.floor((bound + tolerance) / GRAIN)
