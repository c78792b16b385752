"""The bound that the prices prove: no plan can be worth more.

For any prices ≥ 0, a plan's value is at most what its seekers' schedules are worth when they pay, plus what they pay; they pay at most
price × places. So the sum of price × places over all places plus each seeker's best schedule is a bound (Lagrange). No price needs to be
trusted: a wrong one gives a bound too high, never too low.
"""

from __future__ import annotations

import math
from collections import defaultdict

import numpy as np

from parvis.timetable.domain.verifying.day import Day, Seeker, step
from parvis.timetable.domain.verifying.matching import Worths, best_worth

#: Every step and every liking is a multiple of it, so every value is.
GRAIN = 10


class Prices:
    """What is asked for the places of a day, slots × tables: general ones, and by need held ones where some are held (elsewhere infinity)."""

    def __init__(self, day: Day, general: dict[str, list[float]], held: list[float]) -> None:
        shape = day.slots, len(day.tables)
        self.general = np.zeros(shape)
        for name, of_slots in general.items():
            self.general[:, day.tables[name].number] = of_slots
        self.held: dict[str, Worths] = {}
        places = np.array([table.places for table in day.tables.values()], dtype=np.float64) * day.at_slot
        self.paid: list[float] = []
        for one, price in zip(day.held, held or [0.0] * len(day.held), strict=True):
            at = one["slot"], day.tables[one["table"]].number
            places[at] -= one["places"]
            self.paid.append(price * one["places"])
            of_need = self.held.setdefault(one["need"], np.full(shape, np.inf))
            of_need[at] = min(of_need[at], price)
        self.paid += (self.general * places).ravel().tolist()

    def asked_of(self, seeker: Seeker) -> Worths:
        """Return what ``seeker`` pays: the general price, or that of a place held for one of the needs where it is lower."""
        asked = self.general
        for need in seeker.needs & self.held.keys():
            asked = np.minimum(asked, self.held[need])
        return asked


def bound_of(day: Day, prices: Prices) -> float:
    """Return the bound that ``prices`` prove."""
    kept: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for one in day.kept:
        kept[one["seeker"]].append((one["slot"], day.tables[one["table"]].number))
    worths = (_best_schedule(day, prices, seeker, kept[name]) for name, seeker in day.seekers.items())
    return math.fsum([*prices.paid, *worths])


def _best_schedule(day: Day, prices: Prices, seeker: Seeker, kept: list[tuple[int, int]]) -> float:
    """Return the best worth of a schedule of ``seeker`` that holds the pairs (slot, table) of ``kept``."""
    allowed = np.flatnonzero(day.may_meet(seeker))
    if not len(allowed):
        return 0.0
    slots = sorted(seeker.slots)
    worths = (day.likings(seeker) - prices.asked_of(seeker))[slots][:, allowed]
    worths[~day.at_slot[slots][:, allowed]] = -np.inf
    sure = 0.0
    for number, (slot, table) in enumerate(kept):
        row, column = slots.index(slot), int(np.flatnonzero(allowed == table)[0])
        sure += step(number) + float(worths[row, column])
        worths[row, :] = worths[:, column] = -np.inf
    return sure + best_worth(worths, seeker.most - len(kept), len(kept))


def rounded_down(bound: float, tolerance: float) -> float:
    """Return the greatest value a plan can have under ``bound``, which may be ``tolerance`` too low."""
    return GRAIN * math.floor((bound + tolerance) / GRAIN)
