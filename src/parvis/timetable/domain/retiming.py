"""Other times for the same pairs: a seeker's meetings are laid side by side, and whoever sat there takes the times that become free.

Only the two change, at one table each, so nothing else has to move; a day that is tried costs a few microseconds.
"""

from __future__ import annotations

from functools import cache
from itertools import permutations

import numpy as np

from parvis.timetable.domain.diary import NEVER, NOBODY, Day, Diary

_TRIED = 4  # meetings: up to here all orders are tried, above an assignment chooses one
_LITTLE = 1e-6

Order = tuple[int, ...]


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
        now = self._diary.now(self._seeker)
        for first in range(len(self._own) - many + 1):
            for order in self._orders(first):
                cost = sum(self._found[which][first + place][0] for place, which in enumerate(order)) - now
                if cost >= best:
                    continue
                chairs = [
                    (self._here[which], self._found[which][first + place][1]) for place, which in enumerate(order)
                ]
                cost += self._diary.cost(self._seeker, self._day(chairs))
                if cost < best:
                    best, chosen = cost, chairs
        return chosen

    def _day(self, chairs: list[tuple[int, int]]) -> Day:
        return {self._diary.slot[there]: there for _here, there in chairs}

    def _orders(self, first: int) -> tuple[Order, ...]:
        """Return the orders of the meetings worth trying in the slots from ``first``."""
        many = len(self._here)
        if many <= _TRIED:
            return _all_orders(many)
        from scipy.optimize import linear_sum_assignment

        costs = np.array([[min(row[first + place][0], 1e12) for place in range(many)] for row in self._found])
        meetings, places = linear_sum_assignment(costs)
        return (tuple(meetings[np.argsort(places)].tolist()),)


@cache
def _all_orders(many: int) -> tuple[Order, ...]:
    return tuple(permutations(range(many)))
