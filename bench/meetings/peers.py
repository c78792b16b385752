"""What a day is without a planner: a sign-up sheet, and rounds in which whoever has met fewest chooses.

Both keep every rule that a plan must keep, and get the crowd in an order drawn by the seed.
"""

from __future__ import annotations

import random

import numpy as np
from numpy.typing import NDArray

from parvis.timetable.domain.instant import Meetings, Sitting
from parvis.timetable.domain.market import Market

Bools = NDArray[np.bool_]


def sheet(market: Market, seed: int) -> Meetings:
    """First come, first served: each signs at the wished tables, the earliest time that is free; who wishes none or finds them full takes any table once."""
    sitting, problem = Sitting(market), market.problem
    for seeker in _arriving(market, seed):
        wishes = [problem.table_numbers[name] for name in sorted(problem.seekers[seeker].wishes)]
        random.Random(f"{seed} {seeker}").shuffle(wishes)
        for table in wishes:
            if sitting.many[seeker] < market.more[seeker]:
                _sign(sitting, seeker, market.seats.table == table)
        if not sitting.many[seeker] and market.more[seeker]:
            _sign(sitting, seeker, np.ones(len(market.seats), dtype=np.bool_))
    return sorted(sitting.meetings)


def rounds(market: Market, seed: int) -> Meetings:
    """Slot by slot: those who have met fewest go first and take the free place they like best."""
    sitting, order = Sitting(market), _arriving(market, seed)
    for slot in range(market.shape[2]):
        then = market.seats.slot == slot
        for seeker in sorted(order, key=lambda each: int(sitting.many[each])):
            if sitting.free[seeker, slot] and sitting.many[seeker] < market.more[seeker]:
                seats = np.flatnonzero(then & _usable(sitting, seeker))
                if len(seats):
                    worth = market.worth[seeker, market.seats.table[seats]]
                    sitting.sit(seeker, int(seats[np.argmax(worth)]))
    return sorted(sitting.meetings)


def _arriving(market: Market, seed: int) -> list[int]:
    order = list(range(market.shape[0]))
    random.Random(f"{seed} arriving").shuffle(order)
    return order


def _usable(sitting: Sitting, seeker: int) -> Bools:
    seats = sitting.market.seats
    found: Bools = sitting.open[seeker, seats.table] & sitting.free[seeker, seats.slot] & (sitting.left > 0)
    return found


def _sign(sitting: Sitting, seeker: int, among: Bools) -> None:
    seats = np.flatnonzero(among & _usable(sitting, seeker))
    if len(seats):
        sitting.sit(seeker, int(seats[np.argmin(sitting.market.seats.slot[seats])]))
