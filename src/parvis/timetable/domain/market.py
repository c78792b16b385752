"""A problem as arrays: who may meet whom and what it is worth beyond the seeker's step.

Shapes: S seekers, N tables, L slots, all in the order of the file.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from parvis.timetable.domain.places import seated_needs
from parvis.timetable.domain.problem import BOTH, MOST, SEEKER_ALONE, TABLE_ALONE, Problem, Seeker, step

Bools = NDArray[np.bool_]
Ints = NDArray[np.int64]
Worths = NDArray[np.int16]
Floats = NDArray[np.float64]

NO = -1  # worth of a pair that may not meet


@dataclass(frozen=True)
class Seats:
    """Places as rows that are alike, general and held apart: each has a table, a slot, a need (number, NO for general ones) and how many places there are.

    ``left``: how many of them kept meetings do not take. ``held``: the number in the problem's ``held`` (NO for general ones).
    """

    table: Ints
    slot: Ints
    need: Ints
    held: Ints
    places: Ints
    left: Ints

    def __len__(self) -> int:
        return len(self.table)


class Market:
    """Arrays of ``problem``: what is left to plan beside the kept meetings.

    ``worth`` (S × N): what a meeting is worth beyond its step, NO where the pair may not meet (any more). ``free`` (S × L): when a seeker can still sit
    down. ``more`` (S): meetings still wanted, never more than slots. ``begun`` (S): kept meetings. ``kept`` (K × 3): seeker, table, slot; ``kept_worth`` (K).
    ``needs`` (S × H): who has which of the needs that places are held for. ``may`` (S × N): who may meet whom, kept meetings included.
    """

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        self.shape = len(problem.seekers), len(problem.tables), len(problem.slots)
        self.free = _presence([seeker.slots for seeker in problem.seekers], self.shape[2])
        there = _presence([table.slots for table in problem.tables], self.shape[2])
        self.worth = _worth(problem)
        self.worth[self.free.astype(np.float32) @ there.T.astype(np.float32) == 0] = NO
        self.may: Bools = self.worth != NO
        kept = [
            (problem.seeker_numbers[each.seeker], problem.table_numbers[each.table], each.slot) for each in problem.kept
        ]
        self.kept: Ints = np.array(kept, dtype=np.int64).reshape(-1, 3)
        self.begun: Ints = np.bincount(self.kept[:, 0], minlength=self.shape[0]).astype(np.int64)
        most = np.array([seeker.most for seeker in problem.seekers], dtype=np.int64)
        self.more: Ints = np.minimum(most, self.free.sum(axis=1)) - self.begun
        self.kept_worth: Worths = self.worth[self.kept[:, 0], self.kept[:, 1]]
        self.worth[self.kept[:, 0], self.kept[:, 1]] = NO
        self.free[self.kept[:, 0], self.kept[:, 2]] = False
        names = sorted({held.need for held in problem.held})
        needs = [[name in seeker.needs for name in names] for seeker in problem.seekers]
        self.needs: Bools = np.array(needs, dtype=np.bool_).reshape(self.shape[0], len(names))
        self.seats = _seats(self, names, there)

    @property
    def eligible(self) -> Bools:
        """Return who (S) may meet at least one table."""
        return np.asarray(self.may.any(axis=1))

    def may_sit(self, seekers: Ints | slice, needs: Ints) -> Bools:
        """Return who of ``seekers`` may sit where ``needs`` (NO: for everybody) are asked (seekers × needs)."""
        having = self.needs[seekers]
        found = np.ones((len(having), len(needs)), dtype=np.bool_)
        asked = np.flatnonzero(needs != NO)
        found[:, asked] = having[:, needs[asked]]
        return found


def _seats(market: Market, names: list[str], there: Bools) -> Seats:
    problem = market.problem
    general = np.array([table.interviewers for table in problem.tables], dtype=np.int64)[:, None] * there
    rows = []
    for number, held in enumerate(problem.held):
        at = problem.table_numbers[held.table]
        general[at, held.slot] -= held.places
        rows.append((at, held.slot, names.index(held.need), number, held.places))
    rows = [(at, then, NO, NO, general[at, then]) for at, then in np.argwhere(general).tolist()] + rows
    table, slot, need, number_held, places = np.array(rows, dtype=np.int64).reshape(-1, 5).T
    taken: Counter[tuple[int, int, int]] = Counter()
    for _seeker, at, then, need_taken in seated_needs(problem, market.kept.tolist()):
        taken[at, then, names.index(need_taken) if need_taken else NO] += 1
    keys = zip(table.tolist(), slot.tolist(), need.tolist(), strict=True)
    left = places - np.array([taken[key] for key in keys], dtype=np.int64)
    return Seats(table, slot, need, number_held, places, left)


#: What the first, second, third … meeting of a seeker is worth.
WORTHS: Floats = np.array([step(number) for number in range(MOST + 1)], dtype=np.float64)


def _presence(slots: Iterable[tuple[int, ...]], count: int) -> Bools:
    rows = list(slots)
    found = np.zeros((len(rows), count), dtype=np.bool_)
    for number, row in enumerate(rows):
        found[number, list(row)] = True
    return found


def _rows(problem: Problem, words: Callable[[int], frozenset[str]]) -> dict[str, Bools]:
    """Return for each word which tables (N) say it."""
    found: dict[str, Bools] = {}
    for number in range(len(problem.tables)):
        for word in words(number):
            found.setdefault(word, np.zeros(len(problem.tables), dtype=np.bool_))[number] = True
    return found


def _any(rows: dict[str, Bools], words: frozenset[str], nothing: Bools) -> Bools:
    found = nothing.copy()
    for word in words:
        if word in rows:
            found |= rows[word]
    return found


class _Likes:
    """Who may meet whom by what is said, remembered by what is said: many seekers say the same."""

    def __init__(self, problem: Problem) -> None:
        tables = problem.tables
        self.nothing = np.zeros(len(tables), dtype=np.bool_)
        self.speaks = _rows(problem, lambda number: tables[number].languages)
        self.any_language = np.array([not table.languages for table in tables], dtype=np.bool_)
        self.offers = _rows(problem, lambda number: tables[number].offers)
        self.wants = _rows(problem, lambda number: tables[number].wants)
        self.refuses = _rows(problem, lambda number: tables[number].refuses)
        self._known: dict[tuple[frozenset[str], ...], tuple[Bools, Bools]] = {}

    def of(self, seeker: Seeker) -> tuple[Bools, Bools]:
        """Return which tables may be met by what ``seeker`` says, and which want it."""
        key = seeker.languages, seeker.needs, seeker.states
        if key not in self._known:
            self._known[key] = self._of(seeker)
        return self._known[key]

    def _of(self, seeker: Seeker) -> tuple[Bools, Bools]:
        may = ~_any(self.refuses, seeker.states, self.nothing)
        if seeker.languages:
            may &= self.any_language | _any(self.speaks, seeker.languages, self.nothing)
        for need in seeker.needs:
            may &= self.offers.get(need, self.nothing)
        return may, _any(self.wants, seeker.states, self.nothing)


def _worth(problem: Problem) -> Worths:
    likes = _Likes(problem)
    found = np.full((len(problem.seekers), len(problem.tables)), NO, dtype=np.int16)
    for number, seeker in enumerate(problem.seekers):
        may, wanted = likes.of(seeker)
        wishes = [problem.table_numbers[each] for each in seeker.wishes]
        row = np.where(wanted, TABLE_ALONE, 0).astype(np.int16)
        row[wishes] = np.where(wanted[wishes], BOTH, SEEKER_ALONE)
        if not seeker.is_open:
            closed = ~likes.nothing
            closed[wishes] = False
            row[closed] = NO
        row[~may] = NO
        row[[problem.table_numbers[each] for each in seeker.vetoes]] = NO
        found[number] = row
    return found
