"""The bound that prices prove: what all places cost, plus what each seeker could gain at these prices if nobody else came.

Any prices do (Lagrange); good ones come from the programmes. A seeker's best schedule is found exactly: k meetings are k slots given to k tables, an
assignment; what k meetings are worth bends down in k.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from parvis.timetable.domain.market import NO, WORTHS, Floats, Ints, Market
from parvis.timetable.domain.problem import BOTH, GRAIN, STEPS
from parvis.timetable.domain.totals import blocks

SAFE = 1e-3  # how far sums of so many numbers may be off
_DIGITS = 3  # of a price
_NEVER = -1e9
_TOO_DEAR = float(STEPS[0] + BOTH + GRAIN)
_BLOCK = 200
_EQUAL = 1e-6


@dataclass(frozen=True)
class Prices:
    """``general`` (N × L): of a place for everybody; ``held``: of those in the problem's ``held``; what they prove: ``bound``."""

    general: Floats
    held: Floats
    bound: float


def proven(market: Market, price: Floats) -> Prices:
    """Return what ``price`` (of each row of seats) proves, rounded to a whole value that no plan passes."""
    seats, price = market.seats, _settled(market, price)
    general = np.zeros(market.shape[1:])
    general[_all_held(market)] = _TOO_DEAR
    everybody = seats.need == NO
    general[seats.table[everybody], seats.slot[everybody]] = price[everybody]
    held = np.zeros(len(market.problem.held))
    held[seats.held[~everybody]] = price[~everybody]
    total = float((price * seats.places).sum()) + _kept(market, general, held) + _schedules(market, general, held)
    return Prices(general, held, GRAIN * float(np.floor((total + SAFE) / GRAIN)))


def _settled(market: Market, price: Floats) -> Floats:
    """Return rounded prices that no programme decided otherwise: of places that kept meetings take whole, and of held ones dearer than general ones."""
    seats = market.seats
    found: Floats = np.asarray(np.round(np.maximum(price, 0.0), _DIGITS), dtype=np.float64)
    everybody = seats.need == NO
    taken = seats.left == 0
    found[taken & everybody] = _TOO_DEAR  # who is kept there pays it back; nobody else comes
    general = np.full(market.shape[1:], _TOO_DEAR)
    general[seats.table[everybody], seats.slot[everybody]] = found[everybody]
    beside = general[seats.table, seats.slot]
    found[~everybody] = np.where(taken, beside, np.minimum(found, beside))[~everybody]
    return found


def _all_held(market: Market) -> tuple[Ints, Ints]:
    """Return the tables and slots that have held places and no general ones."""
    seats = market.seats
    general = np.zeros(market.shape[1:], dtype=np.bool_)
    general[seats.table[seats.need == NO], seats.slot[seats.need == NO]] = True
    held = np.zeros(market.shape[1:], dtype=np.bool_)
    held[seats.table[seats.need != NO], seats.slot[seats.need != NO]] = True
    tables, slots = np.nonzero(held & ~general)
    return tables, slots


def _asked(market: Market, seekers: Ints, general: Floats, held: Floats) -> Floats:
    """Return what each of ``seekers`` pays for a place (seekers × N × L): the general price, or a held one's where it is lower."""
    found = np.broadcast_to(general, (len(seekers), *general.shape))
    seats = market.seats
    rows = np.flatnonzero(seats.need != NO)
    if not len(rows) or not market.needs[seekers].any():
        return found
    found = found.copy()
    for row in rows.tolist():
        mine = np.flatnonzero(market.needs[seekers, seats.need[row]])
        at = found[mine, seats.table[row], seats.slot[row]]
        found[mine, seats.table[row], seats.slot[row]] = np.minimum(at, held[seats.held[row]])
    return found


def _kept(market: Market, general: Floats, held: Floats) -> float:
    """Return what kept meetings are worth less what they pay."""
    total = float(market.kept_worth.sum())
    total += float(sum(WORTHS[: int(begun)].sum() for begun in market.begun[market.begun > 0]))
    for start, end in blocks(len(market.kept), _BLOCK):
        seeker, table, slot = market.kept[start:end].T
        asked = _asked(market, seeker, general, held)
        total -= float(asked[np.arange(len(seeker)), table, slot].sum())
    return total


def _schedules(market: Market, general: Floats, held: Floats) -> float:
    """Return what all seekers could gain beside their kept meetings."""
    total = 0.0
    there = np.zeros(market.shape[1:], dtype=np.bool_)
    there[market.seats.table, market.seats.slot] = True
    wanting = np.flatnonzero((market.more > 0) & (market.worth != NO).any(axis=1))
    for start, end in blocks(len(wanting), _BLOCK):
        seekers = wanting[start:end]
        gains = market.worth[seekers][:, :, None] - _asked(market, seekers, general, held)
        may = (market.worth[seekers] != NO)[:, :, None] & market.free[seekers][:, None, :] & there
        gains[~may] = _NEVER
        total += _best(gains, market.more[seekers], market.begun[seekers])
    return total


def _best(gains: Floats, more: Ints, begun: Ints) -> float:
    """Return the sum of the best schedules at ``gains`` (seekers × N × L): by a bound that a greedy choice reaches, else exactly."""
    most = min(int(more.max()), *gains.shape[1:])
    worths = np.where(
        np.arange(most) < more[:, None], WORTHS[np.minimum(begun[:, None] + np.arange(most), len(WORTHS) - 1)], _NEVER
    )
    by_slot = _sums(_top(gains.max(axis=1), most), worths)
    by_table = _sums(_top(gains.max(axis=2), most), worths)
    above = np.minimum(by_slot, by_table)
    below = _sums(_greedy(gains, most), worths)
    total = float(below[above - below < _EQUAL].sum())
    for row in np.flatnonzero(above - below >= _EQUAL).tolist():
        total += _exact(gains[row], worths[row])
    return total


def _top(best: Floats, most: int) -> Floats:
    return -np.sort(-best, axis=1)[:, :most]


def _sums(gains: Floats, worths: Floats) -> Floats:
    """Return the best sum of a beginning of each row."""
    found: Floats = np.maximum(0.0, np.cumsum(gains + worths, axis=1).max(axis=1))
    return found


def _greedy(gains: Floats, most: int) -> Floats:
    """Return the gains (seekers × most) of the best place, of the best that goes with it, and so on."""
    left = gains.copy()
    rows = np.arange(len(left))
    found = np.empty((len(left), most))
    for number in range(most):
        flat = left.reshape(len(left), -1).argmax(axis=1)
        table, slot = np.divmod(flat, left.shape[2])
        found[:, number] = left[rows, table, slot]
        left[rows, table, :] = _NEVER
        left[rows, :, slot] = _NEVER
    return found


def _exact(gains: Floats, worths: Floats) -> float:
    """Return the best value of a schedule at ``gains`` (N × L): k tables get k slots, for growing k while it pays."""
    from scipy.optimize import linear_sum_assignment

    most = int((worths > _NEVER).sum())
    slots = gains.shape[1]
    # With at most `most` meetings no slot needs more than its best tables: one of them is always left.
    needed = np.unique(np.argsort(-gains, axis=0, kind="stable")[:most])
    near = gains[needed].T
    best, before = 0.0, 0.0
    for count in range(1, min(most, *near.shape) + 1):
        rest = np.full((slots, slots - count), -_NEVER)  # as many slots stay empty, whatever it costs
        weights = np.concatenate([near, rest], axis=1)
        rows, columns = linear_sum_assignment(weights, maximize=True)
        real = columns < near.shape[1]
        now = float(near[rows[real], columns[real]].sum()) + float(worths[:count].sum())
        if now <= before:
            break
        best, before = now, now
    return best
