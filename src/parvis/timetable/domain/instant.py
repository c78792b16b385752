"""The instant plan: slot by slot, the best assignment of free seekers to places; who has met fewest comes first."""

from __future__ import annotations

import numpy as np

from parvis.timetable.domain.market import NO, WORTHS, Bools, Floats, Ints, Market

Meetings = list[tuple[int, int, int]]


class Sitting:
    """What is planned so far.

    ``many`` (S): meetings a seeker has. ``open`` (S × N): pairs that may still meet. ``free`` (S × L). ``left``: places of each row of seats.
    """

    def __init__(self, market: Market) -> None:
        self.market = market
        self.many: Ints = market.begun.copy()
        self.open: Bools = market.worth != NO
        self.free = market.free.copy()
        self.left = market.seats.left.copy()
        self.meetings: Meetings = [tuple(each) for each in market.kept.tolist()]

    def wanting(self, slot: int) -> Ints:
        """Return who is free in ``slot`` and wants more meetings."""
        return np.flatnonzero(self.free[:, slot] & (self.many - self.market.begun < self.market.more))

    def sit(self, seeker: int, seat: int) -> None:
        """Add a meeting on a place of the row ``seat``."""
        table, slot = int(self.market.seats.table[seat]), int(self.market.seats.slot[seat])
        self.left[seat] -= 1
        self.many[seeker] += 1
        self.open[seeker, table] = False
        self.free[seeker, slot] = False
        self.meetings.append((seeker, table, slot))

    def gains(self, seekers: Ints, seats: Ints) -> Floats:
        """Return what one more meeting adds (seekers × seats, all of one slot), below 0 where it cannot be."""
        tables = self.market.seats.table[seats]
        found: Floats = WORTHS[self.many[seekers]][:, None] + self.market.worth[np.ix_(seekers, tables)]
        may = self.open[np.ix_(seekers, tables)] & self.market.may_sit(seekers, self.market.seats.need[seats])
        found[~may] = -1.0
        return found


def instant_plan(market: Market) -> Meetings:
    """Return meetings (numbers of seeker, table, slot), kept ones among them: every slot's best, given the slots before."""
    sitting = Sitting(market)
    tables = np.count_nonzero(market.worth != NO, axis=1) / max(1, market.shape[1])
    for slot in range(market.shape[2]):
        chances = np.count_nonzero(market.free[:, slot:], axis=1) * tables
        _fill(sitting, slot, chances)
    return sorted(sitting.meetings)


def _fill(sitting: Sitting, slot: int, chances: Floats) -> None:
    """Plan ``slot``; among equals who has few ``chances`` (S) left comes first."""
    from scipy.optimize import linear_sum_assignment

    seats = np.flatnonzero((sitting.market.seats.slot == slot) & (sitting.left > 0))
    seats = np.repeat(seats, sitting.left[seats])
    seekers = sitting.wanting(slot)
    gains = sitting.gains(seekers, seats)
    pressing = 9.0 / (1.0 + chances[seekers])  # less than a grain, so that nothing else is decided by it
    weights = np.where(gains >= 0, gains + pressing[:, None], 0.0)
    for row, column in zip(*linear_sum_assignment(weights, maximize=True), strict=True):
        if gains[row, column] >= 0:
            sitting.sit(int(seekers[row]), int(seats[column]))
