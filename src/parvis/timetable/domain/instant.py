"""The instant plan: slot by slot, the best assignment of free seekers to places; who has met fewest comes first."""

from __future__ import annotations

import numpy as np

from parvis.timetable.domain.market import NO, Bools, Floats, Ints, Market, steps
from parvis.timetable.domain.problem import MOST

Meetings = list[tuple[int, int, int]]


class Sitting:
    """What is planned so far.

    ``many`` (S): meetings a seeker has. ``open`` (S × N): pairs that may still meet. ``free`` (S × L). ``left``: places of each row of seats.
    """

    def __init__(self, market: Market) -> None:
        self.market = market
        self.many: Ints = np.bincount(market.kept[:, 0], minlength=market.shape[0])
        self.open: Bools = market.worth != NO
        self.free = market.free.copy()
        self.left = market.seats.left.copy()
        self.meetings: Meetings = []
        for seeker, table, slot in market.kept.tolist():
            self._meet(seeker, table, slot)

    def sit(self, seeker: int, seat: int) -> None:
        """Add a meeting on a place of the row ``seat``."""
        self.left[seat] -= 1
        self.many[seeker] += 1
        self._meet(seeker, int(self.market.seats.table[seat]), int(self.market.seats.slot[seat]))

    def _meet(self, seeker: int, table: int, slot: int) -> None:
        self.open[seeker, table] = False
        self.free[seeker, slot] = False
        self.meetings.append((seeker, table, slot))

    def gains(self, seekers: Ints, seats: Ints) -> Floats:
        """Return what one more meeting adds (seekers × seats, all of one slot), below 0 where it cannot be."""
        market = self.market
        tables, needs = market.seats.table[seats], market.seats.need[seats]
        found: Floats = steps(MOST)[self.many[seekers]][:, None] + market.worth[np.ix_(seekers, tables)]
        may = self.open[np.ix_(seekers, tables)]
        for column in np.flatnonzero(needs != NO).tolist():
            may[:, column] &= market.needs[seekers, needs[column]]
        found[~may] = -1.0
        return found


def instant_plan(market: Market) -> Meetings:
    """Return meetings (numbers of seeker, table, slot), kept ones among them: every slot's best, given the slots before."""
    sitting = Sitting(market)
    chances = _chances(market)
    for slot in range(market.shape[2]):
        _fill(sitting, slot, chances)
        chances -= market.free[:, slot]
    return sorted(sitting.meetings)


def _chances(market: Market) -> Floats:
    """Return how often (S) a seeker can be seated: free slots, fewer where few tables may be met."""
    tables = np.count_nonzero(market.worth != NO, axis=1)
    found: Floats = np.count_nonzero(market.free, axis=1) * np.minimum(1.0, tables / max(1, market.shape[1]))
    return found


def _fill(sitting: Sitting, slot: int, chances: Floats) -> None:
    from scipy.optimize import linear_sum_assignment

    market = sitting.market
    seats = np.flatnonzero((market.seats.slot == slot) & (sitting.left > 0))
    seats = np.repeat(seats, sitting.left[seats])
    seekers = np.flatnonzero(sitting.free[:, slot] & (sitting.many < market.most))
    gains = sitting.gains(seekers, seats)
    # Among equals who has few chances left comes first; less than a grain, so that nothing else is decided by it.
    pressing = np.where(gains >= 0, 9.0 / (1.0 + np.maximum(0.0, chances[seekers]))[:, None], 0.0)
    for row, column in zip(*linear_sum_assignment(np.maximum(gains, 0.0) + pressing, maximize=True), strict=True):
        if gains[row, column] >= 0:
            sitting.sit(int(seekers[row]), int(seats[column]))
