"""Who sits on which chair in which slot: a plan that can be changed by letting two chairs change who sits there.

A chair is one place of a table in one slot. Every change keeps the rules; what it costs is counted in waiting slots first, metres after.
"""

from __future__ import annotations

import math
from collections.abc import Iterable

import numpy as np

from parvis.timetable.domain.instant import Meetings
from parvis.timetable.domain.market import Bools, Floats, Ints, Market
from parvis.timetable.domain.places import holding, seated_plan

GAP = 1e6  # metres: more than anybody walks in a day
NOBODY = -1
NEVER = math.inf

#: A seeker's day: slot → chair.
Day = dict[int, int]


class Diary:
    """Chairs by number: ``table``, ``slot``, ``need`` ("" for everybody) and ``who`` sits there; ``days`` of the seekers.

    The same as arrays: ``sitting`` (chairs), ``busy`` (S × L), ``met`` (S × N), ``many`` meetings (S). ``fixed``: chairs of kept meetings.
    """

    def __init__(self, market: Market, meetings: Meetings) -> None:
        self.market = market
        problem = market.problem
        held = holding(problem)
        self.chairs: dict[tuple[int, int], range] = {}
        self.table: list[int] = []
        self.slot: list[int] = []
        self.need: list[str] = []
        for slot in range(market.shape[2]):  # chairs of one slot stand together
            for number, each in enumerate(problem.tables):
                if slot in each.slots:
                    first, needs = len(self.table), held.get((number, slot), ())
                    self.chairs[number, slot] = range(first, first + each.interviewers)
                    self.table += [number] * each.interviewers
                    self.slot += [slot] * each.interviewers
                    self.need += [*[""] * (each.interviewers - len(needs)), *needs]
        self.who = [NOBODY] * len(self.table)
        self.sitting: Ints = np.full(len(self.table), NOBODY, dtype=np.int64)
        self.busy: Bools = np.zeros((market.shape[0], market.shape[2]), dtype=np.bool_)
        self.met: Bools = np.zeros(market.shape[:2], dtype=np.bool_)
        self.many: Ints = np.zeros(market.shape[0], dtype=np.int64)
        self.days: list[Day] = [{} for _ in problem.seekers]
        self.own = [{slot: number for number, slot in enumerate(seeker.slots)} for seeker in problem.seekers]
        self.needs = [seeker.needs for seeker in problem.seekers]
        self.metres = _metres(market)
        for seeker, table, when, place in seated_plan(problem, meetings) or []:
            self._sit(seeker, self.chairs[table, when][place - 1])
        kept = {tuple(each) for each in market.kept.tolist()}
        self.fixed = {chair for chair, who in enumerate(self.who) if (who, self.table[chair], self.slot[chair]) in kept}

    def meetings(self) -> Meetings:
        """Return the meetings (numbers of seeker, table, slot)."""
        return sorted((who, self.table[chair], self.slot[chair]) for chair, who in enumerate(self.who) if who != NOBODY)

    def cost(self, seeker: int, day: Day) -> float:
        """Return what ``day`` costs: its waiting slots and its walks."""
        if len(day) < 2:
            return 0.0
        own, slots = self.own[seeker], sorted(day)
        found = GAP * (own[slots[-1]] - own[slots[0]] + 1 - len(day))
        before = self.table[day[slots[0]]]
        for slot in slots[1:]:
            after = self.table[day[slot]]
            found += self.metres[before][after]
            before = after
        return found

    def now(self, seeker: int) -> float:
        """Return what the day of ``seeker`` costs."""
        return self.cost(seeker, self.days[seeker])

    def may_sit(self, seeker: int, chair: int) -> bool:
        """Say whether the need that ``chair`` is held for, if any, is one of the seeker's."""
        return not self.need[chair] or self.need[chair] in self.needs[seeker]

    def moved(self, seeker: int, here: int, there: int) -> float:
        """Return what it costs when ``seeker`` gets up ``here`` and sits down ``there``, NEVER where that cannot be; NOBODY moves freely."""
        if seeker == NOBODY:
            return 0.0
        day, slot = self.days[seeker], self.slot[there]
        if slot not in self.own[seeker] or (slot in day and day[slot] != here) or not self.may_sit(seeker, there):
            return NEVER
        if len(day) == 1:
            return 0.0
        return self.cost(seeker, self._after(day, here, there)) - self.cost(seeker, day)

    def _after(self, day: Day, here: int, there: int) -> Day:
        after = dict(day)
        del after[self.slot[here]]
        after[self.slot[there]] = there
        return after

    def swap(self, pairs: Iterable[tuple[int, int]]) -> None:
        """Let who sits on each two chairs change places; all get up before anybody sits down."""
        pairs = list(pairs)
        sitting = [(self._rise(one), self._rise(other)) for one, other in pairs]
        for (one, other), (first, second) in zip(pairs, sitting, strict=True):
            self._sit(first, other)
            self._sit(second, one)

    def give(self, chair: int, seeker: int) -> None:
        """Let ``seeker`` have ``chair`` instead of who sits there."""
        self._rise(chair)
        self._sit(seeker, chair)

    def reseat(self, sitting: list[tuple[int, int]]) -> None:
        """Let everybody on these chairs get up, then sit down as told: (chair, who)."""
        for chair, _who in sitting:
            self._rise(chair)
        for chair, who in sitting:
            self._sit(who, chair)

    def _rise(self, chair: int) -> int:
        who = self.who[chair]
        if who != NOBODY:
            del self.days[who][self.slot[chair]]
            self._note(chair, who, sits=False)
        return who

    def _sit(self, seeker: int, chair: int) -> None:
        if seeker != NOBODY:
            self.days[seeker][self.slot[chair]] = chair
            self._note(chair, seeker, sits=True)

    def _note(self, chair: int, seeker: int, *, sits: bool) -> None:
        self.who[chair] = self.sitting[chair] = seeker if sits else NOBODY
        self.busy[seeker, self.slot[chair]] = sits
        self.met[seeker, self.table[chair]] = sits
        self.many[seeker] += 1 if sits else -1

    def waiting(self) -> list[int]:
        """Return the seekers who wait between two meetings."""
        return [seeker for seeker, day in enumerate(self.days) if len(day) > 1 and self.cost(seeker, day) >= GAP]


def _metres(market: Market) -> list[list[float]]:
    """Return the walk between every two tables (N × N)."""
    spots = np.array([table.at or (math.nan, math.nan) for table in market.problem.tables]).reshape(-1, 2)
    found: Floats = np.nan_to_num(np.abs(spots[:, None] - spots[None]).sum(axis=2), nan=0.0)
    rows: list[list[float]] = found.tolist()
    return rows
