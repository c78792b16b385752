"""The best schedule of one seeker at given prices, exactly.

A schedule is a set of (slot, table) pairs, no slot and no table twice, at most ``most`` pairs; the pair number k (from 0) is worth ``step(first + k)``
beside the pair's own worth, which may be below zero. The best worth of exactly k pairs is concave in k (a matroid intersection), and so are the
steps; so pairs are added one at a time, each by the best alternating path, until one more is worth nothing.
"""

from __future__ import annotations

from itertools import accumulate

import numpy as np
from numpy.typing import NDArray

from parvis.timetable.domain.verifying.day import step

Worths = NDArray[np.float64]

_NO = -np.inf
_EQUAL = 1e-9  # of the worth of a schedule, at most some tens of thousands


def best_worth(worths: Worths, most: int, first: int = 0) -> float:
    """Return the best worth of ``most`` more pairs at most after ``first`` others; ``worths`` is slots × tables, minus infinity where nothing can be."""
    most = min(most, *worths.shape)
    if most <= 0:
        return 0.0
    above = min(_best_of(_top(worths.max(axis=1), most), first), _best_of(_top(worths.max(axis=0), most), first))
    if above <= 0.0:
        return 0.0
    below = _best_of(_greedy(worths, most), first)
    return above if above - below <= _EQUAL else _exact(_narrowed(worths, most), most, first)


def _top(best: Worths, count: int) -> list[float]:
    found: list[float] = np.sort(best)[::-1][:count].tolist()
    return found


def _best_of(gains: list[float], first: int) -> float:
    """Return the best sum of a beginning of ``gains``, each with its step."""
    return max(0.0, *accumulate(gain + step(number) for number, gain in enumerate(gains, first)))


def _greedy(worths: Worths, most: int) -> list[float]:
    """Return the worth of the best pair, of the best that goes with it, and so on: a schedule, perhaps not the best."""
    left = worths.copy()
    gains: list[float] = []
    for _ in range(most):
        slot, table = divmod(int(left.argmax()), left.shape[1])
        if left[slot, table] == _NO:
            break
        gains.append(float(left[slot, table]))
        left[slot, :] = _NO
        left[:, table] = _NO
    return gains


def _narrowed(worths: Worths, most: int) -> Worths:
    """Return only the tables that a best schedule may need: of each slot the ``most`` best.

    A schedule with a table that is not among them leaves one of them free, for it has at most ``most`` pairs.
    """
    if worths.shape[1] <= most:
        return worths
    needed = np.unique(np.argpartition(worths, -most, axis=1)[:, -most:])
    return worths[:, needed]


def _exact(worths: Worths, most: int, first: int) -> float:
    slots, tables = worths.shape
    table_of = np.full(slots, -1)
    slot_of = np.full(tables, -1)
    total = 0.0
    for number in range(first, first + min(most, slots, tables)):
        gain, path = _best_path(worths, table_of, slot_of)
        if gain + step(number) <= 0.0:
            break
        total += gain + step(number)
        for slot, table in path:
            table_of[slot], slot_of[table] = table, slot
    return total


def _best_path(
    worths: Worths, table_of: NDArray[np.int_], slot_of: NDArray[np.int_]
) -> tuple[float, list[tuple[int, int]]]:
    """Return the most that one more pair adds, and the pairs that change for it, the last table being free before.

    Bellman and Ford on slots: a free slot costs nothing to begin at; taking a table from its slot gives back what the two were worth.
    """
    reached = np.where(table_of < 0, 0.0, _NO)
    came_from = np.full(len(table_of), -1)
    taken = np.flatnonzero(slot_of >= 0)
    holders = slot_of[taken]
    for _ in range(len(table_of)):
        through = reached[:, None] + worths[:, taken]
        offered = through.max(axis=0) - worths[holders, taken] if len(taken) else np.empty(0)
        better = offered > reached[holders] + _EQUAL
        if not better.any():
            break
        reached[holders[better]] = offered[better]
        came_from[holders[better]] = through.argmax(axis=0)[better]
    ends = (reached[:, None] + worths)[:, slot_of < 0]
    if not ends.size:
        return _NO, []
    slot, column = divmod(int(ends.argmax()), ends.shape[1])
    gain, table = float(ends[slot, column]), int(np.flatnonzero(slot_of < 0)[column])
    path = []
    while slot >= 0:
        path.append((slot, table))
        slot, table = int(came_from[slot]), int(table_of[slot])
    return gain, path
