"""Other times for everybody at one table: somebody takes the time that ends their waiting, all others there make room as cheaply as they can."""

from __future__ import annotations

import numpy as np

from parvis.timetable.domain.diary import NEVER, Diary
from parvis.timetable.domain.market import Floats

_LITTLE = 1e-6
_DEAR = 1e12  # for what cannot be: an assignment takes no infinity


def rotate(diary: Diary, seeker: int) -> float:
    """Give ``seeker`` the best other time at one table, an assignment of all who sit there; return what was saved together."""
    best, chosen = _LITTLE, None
    for here in sorted(diary.days[seeker].values()):
        if here in diary.fixed:
            continue
        chairs = _chairs(diary, here)
        costs = _costs(diary, chairs)
        row = chairs.index(here)
        for column, there in enumerate(chairs):
            if costs[row, column] < -best and diary.slot[there] != diary.slot[here]:
                saved, order = _assigned(costs, row, column)
                if saved > best:
                    best, chosen = saved, (chairs, order)
    if chosen is None:
        return 0.0
    chairs, order = chosen
    who = [diary.who[chair] for chair in chairs]
    diary.reseat([(chairs[column], who[row]) for row, column in enumerate(order)])
    return best


def _chairs(diary: Diary, here: int) -> list[int]:
    """Return the chairs of the table of ``here`` that nobody is promised."""
    table = diary.table[here]
    slots = range(diary.market.shape[2])
    return [chair for slot in slots for chair in diary.chairs.get((table, slot), ()) if chair not in diary.fixed]


def _costs(diary: Diary, chairs: list[int]) -> Floats:
    """Return what it costs when who sits on one of ``chairs`` (row) takes another (column)."""
    return np.array([[min(diary.moved(diary.who[one], one, other), _DEAR) for other in chairs] for one in chairs])


def _assigned(costs: Floats, row: int, column: int) -> tuple[float, list[int]]:
    """Return what is saved when ``row`` takes ``column`` and the others the rest, and the column of each row."""
    from scipy.optimize import linear_sum_assignment

    forced = costs.copy()
    forced[row, :] = _DEAR
    forced[row, column] = costs[row, column]
    _rows, columns = linear_sum_assignment(forced)
    total = float(forced[np.arange(len(costs)), columns].sum())
    return (-NEVER if total >= _DEAR / 2 else -total), columns.tolist()
