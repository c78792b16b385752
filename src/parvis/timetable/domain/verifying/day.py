"""The day as the verifier sees it: tables and seekers by name, and who may meet whom as rows of truth over all tables.

Shapes: a row is a numpy array with one entry per table, in the order of the file.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

Row = NDArray[np.bool_]
Weights = NDArray[np.float64]

#: What the first, second, third … meeting of a seeker is worth (docs/timetable.md, “What is best”); the last goes on for ever.
_STEPS = (10_000, 1_000, 400, 200, 100)
_BOTH_WISH, _SEEKER_WISHES, _TABLE_WISHES = 40, 20, 10
_MOST = 4  # meetings of a seeker who does not say


@dataclass(frozen=True)
class Table:
    """A table of the file, with what is not said filled in."""

    number: int
    places: int
    slots: frozenset[int]
    languages: frozenset[str]
    offers: frozenset[str]
    at: tuple[float, float] | None
    wants: frozenset[str]
    refuses: frozenset[str]


@dataclass(frozen=True)
class Seeker:
    """A seeker of the file, with what is not said filled in."""

    slots: frozenset[int]
    languages: frozenset[str]
    needs: frozenset[str]
    most: int
    wishes: frozenset[str]
    vetoes: frozenset[str]
    is_open: bool
    states: frozenset[str]


def step(number: int) -> int:
    """Return what the meeting ``number`` (from 0) of a seeker is worth."""
    return _STEPS[min(number, len(_STEPS) - 1)]


def liking(*, seeker_wishes: bool, table_wishes: bool) -> int:
    """Return what a meeting is worth beside its step."""
    if seeker_wishes and table_wishes:
        return _BOTH_WISH
    if seeker_wishes:
        return _SEEKER_WISHES
    return _TABLE_WISHES if table_wishes else 0


class Day:
    """A problem without faults of shape or sense, ready for questions. ``at_slot`` (slots × tables): which tables are there."""

    def __init__(self, problem: dict[str, Any]) -> None:
        self.slots = len(problem["slots"])
        self.tables = {one["id"]: _table(number, one) for number, one in enumerate(problem["tables"])}
        self.seekers = {one["id"]: _seeker(one) for one in problem["seekers"]}
        self.kept: list[dict[str, Any]] = problem.get("kept", [])
        self.held: list[dict[str, Any]] = problem.get("held", [])
        tables = list(self.tables.values())
        self._none: Row = np.zeros(len(tables), dtype=np.bool_)
        self.at_slot = np.zeros((self.slots, len(tables)), dtype=np.bool_)
        for table in tables:
            self.at_slot[sorted(table.slots), table.number] = True
        self._any_language: Row = np.array([not table.languages for table in tables], dtype=np.bool_)
        self._speaks = self._rows((table.number, table.languages) for table in tables)
        self._offers = self._rows((table.number, table.offers) for table in tables)
        self._wants = self._rows((table.number, table.wants) for table in tables)
        self._refuses = self._rows((table.number, table.refuses) for table in tables)
        self._named = self._rows((table.number, frozenset((name,))) for name, table in self.tables.items())

    def _rows(self, said: Iterable[tuple[int, frozenset[str]]]) -> dict[str, Row]:
        rows: dict[str, Row] = defaultdict(self._none.copy)
        for number, words in said:
            for word in words:
                rows[word][number] = True
        return dict(rows)

    def _any(self, rows: dict[str, Row], words: frozenset[str]) -> Row:
        """Return at which tables one of ``words`` holds."""
        found = self._none.copy()
        for word in words & rows.keys():
            found |= rows[word]
        return found

    def may_meet(self, seeker: Seeker) -> Row:
        """Return which tables ``seeker`` may meet (docs/timetable.md, “Who may meet”)."""
        allowed = self.at_slot[sorted(seeker.slots)].any(axis=0)
        if seeker.languages:
            allowed &= self._any_language | self._any(self._speaks, seeker.languages)
        for need in seeker.needs:
            allowed &= self._offers.get(need, self._none)
        allowed &= ~self._any(self._named, seeker.vetoes)
        allowed &= ~self._any(self._refuses, seeker.states)
        if seeker.wishes and not seeker.is_open:
            allowed &= self._any(self._named, seeker.wishes)
        result: Row = allowed
        return result

    def likings(self, seeker: Seeker) -> Weights:
        """Return what a meeting of ``seeker`` at each table is worth beside its step."""
        wished = self._any(self._named, seeker.wishes)
        wanted = self._any(self._wants, seeker.states)
        worth: Weights = np.select(
            [wished & wanted, wished, wanted], [_BOTH_WISH, _SEEKER_WISHES, _TABLE_WISHES], 0
        ).astype(np.float64)
        return worth


def _table(number: int, one: dict[str, Any]) -> Table:
    at = one.get("at")
    return Table(
        number=number,
        places=one.get("interviewers", 1),
        slots=frozenset(one["slots"]),
        languages=frozenset(one.get("languages", ())),
        offers=frozenset(one.get("offers", ())),
        at=None if at is None else (at[0], at[1]),
        wants=frozenset(one.get("wants", ())),
        refuses=frozenset(one.get("refuses", ())),
    )


def _seeker(one: dict[str, Any]) -> Seeker:
    return Seeker(
        slots=frozenset(one["slots"]),
        languages=frozenset(one.get("languages", ())),
        needs=frozenset(one.get("needs", ())),
        most=one.get("most", _MOST),
        wishes=frozenset(one.get("wishes", ())),
        vetoes=frozenset(one.get("vetoes", ())),
        is_open=one.get("open", True),
        states=frozenset(one.get("states", ())),
    )
