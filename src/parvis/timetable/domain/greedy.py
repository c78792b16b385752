"""The plain greedy plan: round by round, everybody in turn takes the best free place. It proves nothing; it is what a careful hand would do."""

from __future__ import annotations

import numpy as np

from parvis.timetable.domain.instant import Meetings, Sitting
from parvis.timetable.domain.market import Market
from parvis.timetable.domain.problem import MOST


def greedy_plan(market: Market) -> Meetings:
    """Return meetings (numbers of seeker, table, slot), kept ones among them; who may meet fewest tables chooses first."""
    sitting = Sitting(market)
    order = np.argsort((market.worth >= 0).sum(axis=1) * market.free.sum(axis=1), kind="stable").tolist()
    for number in range(MOST):
        for seeker in order:
            if sitting.many[seeker] == number and number - market.begun[seeker] < market.more[seeker]:
                _take(sitting, seeker)
    return sorted(sitting.meetings)


def _take(sitting: Sitting, seeker: int) -> None:
    """Let ``seeker`` take the best place left, of equals the one with the most places left, then the earliest."""
    market, seats = sitting.market, sitting.market.seats
    worth = np.where(sitting.open[seeker], market.worth[seeker], -1)[seats.table]
    may = (worth >= 0) & sitting.free[seeker, seats.slot] & (sitting.left > 0)
    may &= market.may_sit(slice(seeker, seeker + 1), seats.need)[0]
    if may.any():
        best = np.flatnonzero(may & (worth == worth[may].max()))
        room = np.bincount(seats.table, sitting.left, minlength=market.shape[1])[seats.table[best]]
        sitting.sit(seeker, int(best[np.argmax(room)]))
