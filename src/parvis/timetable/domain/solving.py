"""Who meets whom and when, as well as can be proven: the careful hand first, then programmes whose prices bound every plan."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from parvis.timetable.domain.bound import Prices, proven
from parvis.timetable.domain.greedy import greedy_plan
from parvis.timetable.domain.instant import Meetings
from parvis.timetable.domain.linear import Clock, OutOfTime
from parvis.timetable.domain.market import Ints, Market
from parvis.timetable.domain.plan import value_of
from parvis.timetable.domain.timed import Answer, Timed, seats_of_pairs
from parvis.timetable.domain.totals import totals_of

LARGE = 100_000  # columns; above, a plan this near to its bound is good enough
NEAR_ENOUGH = 1e-6  # of the bound
ALL = 20_000  # columns; below, all of them go into a search for the best whole answer
PART = 60_000  # the same for those seekers alone whose answer was not whole
NODES = 2_000


@dataclass
class Solution:
    """The best meetings so far (numbers of seeker, table, slot; kept ones among them), and the best bound."""

    market: Market
    meetings: Meetings
    prices: Prices
    value: int = 0
    stopped: bool = False

    def __post_init__(self) -> None:
        self.value = value_of(self.market.problem, self.meetings)

    @property
    def is_best(self) -> bool:
        """Say whether no plan can be better."""
        return self.value >= self.prices.bound

    def meet(self, meetings: Meetings) -> None:
        """Take ``meetings`` if they are better."""
        value = value_of(self.market.problem, meetings)
        if value > self.value:
            self.meetings, self.value = sorted(meetings), value

    def meet_also(self, meetings: Meetings) -> None:
        """Take ``meetings`` if they are no worse."""
        value = value_of(self.market.problem, meetings)
        if value >= self.value:
            self.meetings, self.value = sorted(meetings), value

    def prove(self, prices: Prices) -> None:
        """Take ``prices`` if they prove more."""
        if prices.bound < self.prices.bound:
            self.prices = prices


def solved(market: Market, clock: Clock) -> Solution:
    """Return the best meetings and bound there is time for."""
    found = Solution(market, greedy_plan(market), proven(market, np.zeros(len(market.seats))))
    try:
        if not found.is_best:
            _improve(found, clock)
    except OutOfTime:
        found.stopped = True
    return found


def _improve(found: Solution, clock: Clock) -> None:
    market = found.market
    totals = totals_of(market, clock)
    found.prove(proven(market, totals.price))
    if found.is_best:
        return
    timed = Timed(market, seats_of_pairs(market, totals.pairs), clock)
    while True:
        answer = timed.solve()
        if answer.is_whole:
            found.meet(_meetings(market, answer))
        if found.is_best or (len(timed) > LARGE and _is_near(found)):
            return
        if not timed.grow():
            break
    found.prove(proven(market, answer.price))
    if not answer.is_whole:
        _round(found, answer, clock)
    if not found.is_best:
        _search_all(found, clock)


def _is_near(found: Solution) -> bool:
    return found.prices.bound - found.value <= NEAR_ENOUGH * found.prices.bound


def _meetings(market: Market, answer: Answer) -> Meetings:
    """Return the kept meetings and those of ``answer``."""
    seeker, seat = answer.columns[answer.taken > 0.5].T
    chosen = zip(seeker.tolist(), market.seats.table[seat].tolist(), market.seats.slot[seat].tolist(), strict=True)
    return [*(tuple(each) for each in market.kept.tolist()), *chosen]


def _round(found: Solution, answer: Answer, clock: Clock) -> None:
    """Keep the days that are whole in ``answer`` and search for the best of all others on the places that are left."""
    market = found.market
    broken = np.abs(answer.taken - np.round(answer.taken)) > 1e-6
    seekers = np.unique(answer.columns[broken, 0])
    theirs = np.isin(answer.columns[:, 0], seekers)
    fixed = answer.columns[~theirs & (answer.taken > 0.5)]
    left = market.seats.left - np.bincount(fixed[:, 1], minlength=len(market.seats))
    columns = _columns_of(market, seekers)
    if len(columns) > PART:
        columns = answer.columns[theirs]
    whole = Timed(market, columns, clock, left=left, whole=True).search([], NODES)
    both = np.concatenate([fixed, whole.columns[whole.taken > 0.5]])
    found.meet(_meetings(market, Answer(both, np.ones(len(both)), answer.price, whole.value)))


def _search_all(found: Solution, clock: Clock) -> None:
    """Search among all columns, where there are not too many."""
    market = found.market
    columns = _columns_of(market, np.flatnonzero(market.more > 0))
    if len(columns) <= ALL:
        whole = Timed(market, columns, clock, whole=True).search(_seats_of(found), NODES)
        found.meet(_meetings(market, whole))


def _columns_of(market: Market, seekers: Ints) -> Ints:
    """Return all columns (seeker, row of seats) of ``seekers``."""
    rows, tables = np.nonzero(market.worth[seekers] >= 0)
    return seats_of_pairs(market, np.stack([seekers[rows], tables], axis=1))


def _seats_of(found: Solution) -> list[tuple[int, int]]:
    """Return (seeker, row of seats) of the meetings that are not kept: held places first where they may have them."""
    market, seats = found.market, found.market.seats
    left = seats.left.copy()
    rows: dict[tuple[int, int], list[int]] = {}
    for seat in np.argsort(-seats.need, kind="stable").tolist():
        rows.setdefault((int(seats.table[seat]), int(seats.slot[seat])), []).append(seat)
    kept = {tuple(each) for each in market.kept.tolist()}
    chosen = []
    for seeker, table, slot in found.meetings:
        if (seeker, table, slot) not in kept:
            may = [seat for seat in rows[table, slot] if left[seat] > 0 and _may(market, seeker, seat)]
            if may:
                left[may[0]] -= 1
                chosen.append((seeker, may[0]))
    return chosen


def _may(market: Market, seeker: int, seat: int) -> bool:
    need = market.seats.need[seat]
    return bool(need < 0 or market.needs[seeker, need])
