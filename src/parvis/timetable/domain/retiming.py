"""Other times for the same pairs: a seeker's meetings are laid side by side, and whoever sat there takes the times that become free.

Only the two change, at one table each, so nothing else has to move; a day that is tried costs a few microseconds.
"""

from __future__ import annotations

from functools import cache
from itertools import permutations

import numpy as np

from parvis.timetable.domain.diary import NEVER, NOBODY, Diary
from parvis.timetable.domain.market import Ints

_TRIED = 5  # meetings: up to here all orders are tried, above an assignment chooses one
_LITTLE = 1e-6


def retime(diary: Diary, seeker: int, slack: float = 0.0) -> float:
    """Give ``seeker`` the best day side by side if all who change lose less than ``slack`` together; return what was gained."""
    options = _Options(diary, seeker)
    found = options.best(slack)
    if found is None:
        return 0.0
    pairs = [(here, there) for here, there in found if here != there]
    others = [diary.who[there] for _here, there in pairs if diary.who[there] != NOBODY]
    if len(set(others)) < len(others):  # somebody would have to move twice, and what that costs was not counted
        return 0.0
    before = sum(diary.now(each) for each in (seeker, *others))
    diary.swap(pairs)
    return before - sum(diary.now(each) for each in (seeker, *others))


class _Options:
    """For each meeting of a seeker and each slot of theirs: the chair at the same table that costs others least, and what."""

    def __init__(self, diary: Diary, seeker: int) -> None:
        self._diary, self._seeker = diary, seeker
        self._here = [chair for _slot, chair in sorted(diary.days[seeker].items())]
        self._own = list(diary.own[seeker])
        self._found = [[self._chair(chair, slot) for slot in self._own] for chair in self._here]

    def _chair(self, here: int, slot: int) -> tuple[float, int]:
        diary = self._diary
        if slot == diary.slot[here]:
            return 0.0, here
        best = (NEVER, here)
        if here in diary.fixed:
            return best
        for there in diary.chairs.get((diary.table[here], slot), ()):
            if there not in diary.fixed and diary.may_sit(self._seeker, there):
                best = min(best, (diary.moved(diary.who[there], there, here), there))
        return best

    def best(self, slack: float) -> list[tuple[int, int]] | None:
        """Return (chair now, chair then) of the best day side by side, None where it is no better than ``slack``."""
        many, best, chosen = len(self._here), slack - _LITTLE, None
        windows = len(self._own) - many + 1
        if windows < 1:
            return None
        orders = _orders(many) if many <= _TRIED else self._assigned(windows)
        others = np.array([[cost for cost, _chair in row] for row in self._found])
        places = np.arange(many)[:, None] + np.arange(windows)
        # What others lose: orders × windows. Walks come on top, so who is too dear already is not looked at.
        costs = others[orders[:, :, None], places[None]].sum(axis=1) - self._diary.now(self._seeker)
        for number in np.argsort(costs, axis=None, kind="stable").tolist():
            row, first = divmod(number, windows)
            if costs[row, first] >= best:
                break
            chairs = [
                (self._here[which], self._found[which][first + place][1]) for place, which in enumerate(orders[row])
            ]
            day = {self._diary.slot[there]: there for _now, there in chairs}
            cost = float(costs[row, first]) + self._diary.cost(self._seeker, day)
            if cost < best:
                best, chosen = cost, chairs
        return chosen

    def _assigned(self, windows: int) -> Ints:
        """Return one order for each window: the assignment of meetings to slots that costs others least."""
        from scipy.optimize import linear_sum_assignment

        many, found = len(self._here), []
        for first in range(windows):
            costs = [[min(row[first + place][0], 1e12) for place in range(many)] for row in self._found]
            meetings, places = linear_sum_assignment(np.array(costs))
            found.append(meetings[np.argsort(places)])
        return np.array(found, dtype=np.int64)


@cache
def _orders(many: int) -> Ints:
    return np.array(list(permutations(range(many))), dtype=np.int64).reshape(-1, many)
