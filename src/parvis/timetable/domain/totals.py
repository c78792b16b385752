"""Who meets whom when times are left out: a flow from seekers to tables, whose best value no plan can pass.

A table's places of the whole day are one stock (a held need has a stock of its own), a seeker takes from it at most once. Such a programme has whole
answers, is small, and its prices are mostly those of the whole day: it shows the planner where to look.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from parvis.timetable.domain.linear import NEAR, Clock, Programme
from parvis.timetable.domain.market import NO, WORTHS, Bools, Floats, Ints, Market

FIRST, NEXT = 8, 5  # pairs of a seeker to begin with, pairs to add in a round
_BLOCK = 500  # seekers priced at a time


@dataclass(frozen=True)
class Totals:
    """``value`` of the best flow, its ``pairs`` (P × 2: seeker, table), and the ``price`` of a place for each row of seats."""

    value: float
    pairs: Ints
    price: Floats


@dataclass
class _Stocks:
    """Places of a table over the whole day that are alike: ``table``, ``need``, ``left``; ``of_seat`` tells the stock of each row of seats."""

    table: Ints
    need: Ints
    left: Floats
    of_seat: Ints


def totals_of(market: Market, clock: Clock) -> Totals:
    """Return the best flow; columns come in as their prices ask for them."""
    seekers, stocks = market.shape[0], _stocks(market)
    programme = Programme(clock)
    zeros = np.zeros(seekers)
    programme.add_rows(zeros, zeros)  # what a seeker meets is what the steps pay
    programme.add_rows(np.full(len(stocks.left), -np.inf), stocks.left)
    add_steps(programme, market)
    inside = np.zeros((seekers, len(stocks.left)), dtype=np.bool_)
    came: list[Ints] = []
    prices = np.zeros(len(stocks.left))
    fresh = _first(market, stocks)
    value, values = 0.0, np.zeros(0)
    while len(fresh):
        came.append(fresh)
        inside[fresh[:, 0], fresh[:, 1]] = True
        rows = fresh + np.array([0, seekers])
        programme.add_columns(market.worth[fresh[:, 0], stocks.table[fresh[:, 1]]].astype(np.float64), rows)
        values, duals = programme.solve()
        value = programme.value
        prices = np.maximum(0.0, duals[seekers:])
        fresh = _missing(market, stocks, duals, inside)
    pairs = np.concatenate(came) if came else np.zeros((0, 2), dtype=np.int64)
    taken = pairs[values[len(values) - len(pairs) :] > 0.5]
    met = np.unique(np.stack([taken[:, 0], stocks.table[taken[:, 1]]], axis=1), axis=0)
    return Totals(value, met, prices[stocks.of_seat])


def add_steps(programme: Programme, market: Market) -> None:
    """Add a column for each further meeting of each seeker, in the row of the seeker; their number is ``market.more.sum()``."""
    seekers = np.repeat(np.arange(market.shape[0]), market.more)
    first = np.repeat(np.cumsum(market.more) - market.more, market.more)
    number = np.arange(len(seekers)) - first + market.begun[seekers]
    programme.add_columns(WORTHS[number], seekers[:, None], sign=-1.0)


def blocks(count: int, size: int = _BLOCK) -> Iterator[tuple[int, int]]:
    """Yield from–to of every block of ``size`` of ``count``."""
    for start in range(0, count, size):
        yield start, min(count, start + size)


def _stocks(market: Market) -> _Stocks:
    seats = market.seats
    keys, of_seat = np.unique(np.stack([seats.table, seats.need], axis=1), axis=0, return_inverse=True)
    of_seat = of_seat.reshape(-1)
    return _Stocks(
        keys[:, 0], keys[:, 1], np.bincount(of_seat, seats.left, minlength=len(keys)).astype(np.float64), of_seat
    )


def _first(market: Market, stocks: _Stocks) -> Ints:
    """Return the pairs (seeker, stock) of most worth, spread over equals by turns, so that not all begin at the same tables."""
    count = len(stocks.table)
    spread = (np.arange(market.shape[0])[:, None] * 7919 + np.arange(count)[None] * 104_729) % 9973 / 9973 * 9.0
    return _best(market, stocks, market.worth[:, stocks.table] + spread, FIRST, 0)


def _missing(market: Market, stocks: _Stocks, duals: Floats, inside: Bools) -> Ints:
    """Return pairs outside the programme that its prices ask for, the best of each seeker."""
    found = []
    seekers = market.shape[0]
    for start, end in blocks(seekers):
        gains = market.worth[start:end, stocks.table] - duals[start:end, None] - duals[None, seekers:]
        gains[inside[start:end]] = -1.0
        found.append(_best(market, stocks, gains, NEXT, start))
    return np.concatenate(found) if found else np.zeros((0, 2), dtype=np.int64)


def _best(market: Market, stocks: _Stocks, gains: Floats, count: int, start: int) -> Ints:
    """Return the ``count`` best (seeker, stock) of each row with a gain; rows are seekers from ``start``."""
    rows = slice(start, start + len(gains))
    may = (market.worth[rows, stocks.table] != NO) & market.may_sit(rows, stocks.need)
    return best_of_rows(np.where(may, gains, -1.0), count, start)


def best_of_rows(gains: Floats, count: int, first: int = 0) -> Ints:
    """Return (row, column) of the ``count`` greatest gains of each row, those above nothing only; the rows are counted from ``first``."""
    if count < gains.shape[1]:
        columns = np.argpartition(-gains, count - 1, axis=1)[:, :count]
    else:
        columns = np.broadcast_to(np.arange(gains.shape[1]), gains.shape)
    rows, places = np.nonzero(np.take_along_axis(gains, columns, axis=1) > NEAR)
    return np.stack([rows + first, columns[rows, places]], axis=1).astype(np.int64)
