"""Who meets whom and when: a linear programme over (seeker, row of seats), mostly whole by itself, grown from where its prices point.

Its columns come in by their prices. That a seeker is in one place at a time, and sits at a table once, is written down for those alone
who would break it: rows too come in as they are needed.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from parvis.timetable.domain.linear import NEAR, Clock, Programme
from parvis.timetable.domain.market import NO, Floats, Ints, Market
from parvis.timetable.domain.totals import add_steps, best_of_rows, blocks

NEXT = 10  # columns of a seeker to add in a round
_BLOCK = 250


@dataclass(frozen=True)
class Answer:
    """Columns (C × 2: seeker, row of seats), how much of each is taken, and the price of each row of seats."""

    columns: Ints
    taken: Floats
    price: Floats
    value: float

    @property
    def is_whole(self) -> bool:
        """Say whether every column is taken or not."""
        return bool((np.abs(self.taken - np.round(self.taken)) < NEAR).all())


class Timed:
    """The programme: seekers’ rows first, then one a row of seats, then those that forbid two places at a time and a table twice.

    ``left``: places of each row of seats, what the kept meetings leave when None. ``whole``: search for a whole answer.
    """

    def __init__(
        self, market: Market, columns: Ints, clock: Clock, *, left: Ints | None = None, whole: bool = False
    ) -> None:
        self.market = market
        self._programme = Programme(clock, whole=whole)
        seekers, tables, slots = market.shape
        self._programme.add_rows(np.zeros(seekers), np.zeros(seekers))
        places = (market.seats.left if left is None else left).astype(np.float64)
        self._programme.add_rows(np.full(len(places), -np.inf), places)
        add_steps(self._programme, market)
        self._columns: Ints = np.zeros((0, 2), dtype=np.int64)
        self._slot_row = np.full((seekers, slots), NO, dtype=np.int64)
        self._pair_row = np.full((seekers, tables), NO, dtype=np.int64)
        self._duals: Floats = np.zeros(0)
        self._add(columns)
        if whole:
            self._write_down(np.unique(columns[:, 0]))

    def __len__(self) -> int:
        return len(self._columns)

    def search(self, meetings: Iterable[tuple[int, int]], nodes: int) -> Answer:
        """Return the best whole answer that ``nodes`` of a search find; it begins at ``meetings`` (seeker, row of seats)."""
        known = {(seeker, seat): number for number, (seeker, seat) in enumerate(self._columns.tolist())}
        steps = self._programme.columns - len(self._columns)
        values = np.zeros(self._programme.columns)
        first = np.cumsum(self.market.more) - self.market.more
        for seeker, seat in meetings:
            values[steps + known[seeker, seat]] = 1.0
            values[first[seeker]] = 1.0
            first[seeker] += 1
        self._programme.start_at(values)
        self._programme.limit_nodes(nodes)
        return self.solve()

    def solve(self) -> Answer:
        """Return the best answer with the columns so far; nobody is in two places in it, nor at a table twice."""
        while True:
            values, self._duals = self._programme.solve()
            taken = values[len(values) - len(self._columns) :]
            if not self._forbid(taken):
                first = self.market.shape[0]
                price = np.maximum(0.0, self._duals[first : first + len(self.market.seats)])
                return Answer(self._columns, taken, price, self._programme.value)

    def grow(self) -> bool:
        """Add the columns that the prices ask for; say whether there were any. If not, no answer is better, whole or not."""
        found = [self._wanted(start, end) for start, end in blocks(self.market.shape[0], _BLOCK)]
        fresh = np.concatenate(found) if found else self._columns[:0]
        self._add(fresh)
        return len(fresh) > 0

    def _add(self, fresh: Ints) -> None:
        market, (seeker, seat) = self.market, fresh.T
        table, slot = market.seats.table[seat], market.seats.slot[seat]
        rows = [seeker, market.shape[0] + seat, self._slot_row[seeker, slot], self._pair_row[seeker, table]]
        self._programme.add_columns(market.worth[seeker, table].astype(np.float64), np.stack(rows, axis=1))
        self._columns = np.concatenate([self._columns, fresh])

    def _forbid(self, taken: Floats) -> bool:
        """Write down what is broken by ``taken``, for all slots and tables of who breaks anything; say whether there was any."""
        seeker = self._columns[:, 0]
        over = np.zeros(len(seeker), dtype=np.bool_)
        for keys in self._keys():
            over |= np.bincount(keys, taken)[keys] > 1 + NEAR
        self._write_down(np.unique(seeker[over]))
        return bool(over.any())

    def _keys(self) -> tuple[Ints, Ints]:
        """Return a number for the seeker and slot of each column, and one for its seeker and table."""
        seeker, seat = self._columns.T
        _, tables, slots = self.market.shape
        seats = self.market.seats
        return seeker * slots + seats.slot[seat], seeker * tables + seats.table[seat]

    def _write_down(self, seekers: Ints) -> None:
        """Add the rows of ``seekers``: one place in a slot, once at a table."""
        theirs = np.isin(self._columns[:, 0], seekers)
        for keys, rows in zip(self._keys(), (self._slot_row, self._pair_row), strict=True):
            new = np.unique(keys[theirs & (rows.reshape(-1)[keys] == NO)])
            rows.reshape(-1)[new] = self._programme.rows + np.arange(len(new))
            columns = np.flatnonzero(np.isin(keys, new))
            first = self._programme.columns - len(self._columns)
            numbers = np.searchsorted(new, keys[columns])
            self._programme.add_rows(np.full(len(new), -np.inf), np.ones(len(new)), columns + first, numbers)

    def _wanted(self, start: int, end: int) -> Ints:
        """Return columns of seekers from ``start`` to ``end`` that are worth more than they would pay."""
        market, seats = self.market, self.market.seats
        rows, duals = slice(start, end), np.append(self._duals, 0.0)  # row NO reads the last: nothing
        first = market.shape[0]
        pays = duals[first : first + len(seats)] + duals[start:end, None]
        slot_pays, pair_pays = duals[self._slot_row[rows]], duals[self._pair_row[rows]]
        by_pair = np.where(market.worth[rows] == NO, -np.inf, market.worth[rows] - pair_pays)
        by_slot = np.where(market.free[rows], -slot_pays, -np.inf)
        gains = by_pair[:, seats.table] + by_slot[:, seats.slot] - pays
        gains[~market.may_sit(rows, seats.need)] = -1.0
        mine = self._columns[(self._columns[:, 0] >= start) & (self._columns[:, 0] < end)]
        gains[mine[:, 0] - start, mine[:, 1]] = -1.0
        gains[:, seats.left == 0] = -1.0
        return best_of_rows(gains, NEXT, start)


def seats_of_pairs(market: Market, pairs: Ints) -> Ints:
    """Return (seeker, row of seats) for every pair (seeker, table) and every row of seats it can use."""
    seats = market.seats
    order = np.argsort(seats.table, kind="stable")
    begins = np.searchsorted(seats.table[order], np.arange(market.shape[1] + 1))
    many = begins[pairs[:, 1] + 1] - begins[pairs[:, 1]]
    seeker = np.repeat(pairs[:, 0], many)
    within = np.arange(len(seeker)) - np.repeat(np.cumsum(many) - many, many)
    seat = order[np.repeat(begins[pairs[:, 1]], many) + within]
    may = market.free[seeker, seats.slot[seat]] & (seats.left[seat] > 0)
    needs = seats.need[seat]
    asked = np.flatnonzero(needs != NO)
    may[asked] &= market.needs[seeker[asked], needs[asked]]
    return np.stack([seeker[may], seat[may]], axis=1)
