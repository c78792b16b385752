"""Are the reasons true that the plan gives to those without a meeting? (docs/timetable.md, the table of reasons)"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from parvis.timetable.domain.verifying.bound import Prices
from parvis.timetable.domain.verifying.day import Day, Row, Seeker, Table, step
from parvis.timetable.domain.verifying.keeping import Meeting
from parvis.timetable.domain.verifying.schema import said

Reason = dict[str, Any]
Counts = NDArray[np.int64]

_TOLERANCE = 1e-6

#: Why a table alone cannot be met; the code of a reason that holds for all of them.
_ALONE: dict[str, Callable[[Seeker, str, Table], bool]] = {
    "no-language": lambda seeker, _name, table: bool(
        seeker.languages and table.languages and not seeker.languages & table.languages
    ),
    "no-support": lambda seeker, _name, table: not seeker.needs <= table.offers,
    "all-vetoed": lambda seeker, name, _table: name in seeker.vetoes,
    "all-refuse": lambda seeker, _name, table: bool(seeker.states & table.refuses),
    "times-apart": lambda seeker, _name, table: not seeker.slots & table.slots,
}


class Reasons:
    """What is needed to judge reasons: who may meet whom, which places are taken, what they cost."""

    def __init__(self, day: Day, meetings: list[Meeting], prices: Prices, *, stopped: bool) -> None:
        self._day, self._prices, self._stopped = day, prices, stopped
        taken = np.zeros((day.slots, len(day.tables)), dtype=np.int64)
        for meeting in meetings:
            taken[meeting.slot, day.tables[meeting.table].number] += 1
        places = np.array([table.places for table in day.tables.values()], dtype=np.int64) * day.at_slot
        self._places: Counts = places
        self._free: Counts = places - taken
        self._of_nobody: dict[str, Callable[[Seeker, Reason], bool]] = {
            "no-tables": lambda _seeker, _reason: not day.tables,
            "no-time": lambda seeker, _reason: not seeker.slots,
            "wishes-only": lambda seeker, _reason: bool(seeker.wishes) and not seeker.is_open,
            "nothing-fits": self._nothing_fits,
            **dict.fromkeys(_ALONE, self._holds_for_all),
        }
        self._of_places: dict[str, Callable[[Seeker, Reason], bool]] = {
            "few-places": self._few_places,
            "taken": self._taken,
            "held": lambda seeker, _reason: bool(day.held) and self._has_free(seeker),
            "not-found": lambda seeker, _reason: self._has_free(seeker),
            "worth-more-to-others": self._worth_more,
            "asked": self._asked,
            "not-proven": lambda _seeker, reason: reason.get("stopped") is self._stopped,
        }

    def faults_of(self, place: str, seeker: Seeker, why: list[Reason]) -> Iterator[str]:
        """Yield each reason of ``why`` that is none, or not true of ``seeker``; ``place`` is where they stand."""
        is_eligible = bool(self._day.may_meet(seeker).any())
        judges = self._of_places if is_eligible else self._of_nobody
        for number, reason in enumerate(why):
            judge = judges.get(reason["reason"])
            where = f"{place}.why[{number}]"
            if judge is None:
                whom = "may meet somebody" if is_eligible else "may meet nobody"
                yield f"{where}: {said(reason['reason'])} is no reason for somebody who {whom}"
            elif not self._is_true(judge, seeker, reason):
                yield f"{where}: {said(reason)} is not so"

    @staticmethod
    def _is_true(judge: Callable[[Seeker, Reason], bool], seeker: Seeker, reason: Reason) -> bool:
        """Say whether ``judge`` agrees; parameters that are missing or of another kind are not so either."""
        try:
            return judge(seeker, reason)
        except (KeyError, IndexError, TypeError, ValueError, AttributeError):
            return False

    def _considered(self, seeker: Seeker) -> list[tuple[str, Table]]:
        named = seeker.wishes if seeker.wishes and not seeker.is_open else self._day.tables.keys()
        return [(name, table) for name, table in self._day.tables.items() if name in named]

    def _holds_for_all(self, seeker: Seeker, reason: Reason) -> bool:
        tables, rule = self._considered(seeker), _ALONE[reason["reason"]]
        if not tables or not all(rule(seeker, *each) for each in tables):
            return False
        if reason["reason"] == "no-language":
            return set(reason["languages"]) == seeker.languages
        if reason["reason"] == "no-support":
            nobody = {need for need in seeker.needs if not any(need in table.offers for _, table in tables)}
            return set(reason["needs"]) == (nobody or seeker.needs) and reason["together"] is not bool(nobody)
        return True

    def _nothing_fits(self, seeker: Seeker, reason: Reason) -> bool:
        tables = self._considered(seeker)
        counts = {name: sum(rule(seeker, *each) for each in tables) for name, rule in _ALONE.items()}
        is_each_out = all(any(rule(seeker, *each) for rule in _ALONE.values()) for each in tables)
        return is_each_out and reason["left_out"] == {name: count for name, count in counts.items() if count}

    def _usable(self, seeker: Seeker) -> Row:
        """Return (slots × tables) the places that ``seeker`` could sit on if they were free."""
        usable = self._day.at_slot & self._day.may_meet(seeker)
        usable[[slot for slot in range(self._day.slots) if slot not in seeker.slots]] = False
        return np.asarray(usable)

    def _has_free(self, seeker: Seeker) -> bool:
        return bool((self._free[self._usable(seeker)] > 0).any())

    def _is_counted(self, reason: Reason, tables: Row) -> bool:
        """Say whether ``reason`` counts ``tables``, names the first of them, and counts their places."""
        names = sorted(name for name, table in self._day.tables.items() if tables[table.number])
        shown = list(reason["tables"])
        places = int(self._places[:, tables].sum())
        return reason["count"] == len(names) and shown == names[: len(shown)] and reason["places"] == places

    def _taken(self, seeker: Seeker, reason: Reason) -> bool:
        return not self._has_free(seeker) and self._is_counted(reason, self._day.may_meet(seeker))

    def _few_places(self, seeker: Seeker, reason: Reason) -> bool:
        """More people than places, none of whom may meet another table. Not all tables may be named: then the seeker's own are among them."""
        shown = list(reason["tables"])
        if self._has_free(seeker) or reason["people"] <= reason["places"]:
            return False
        if reason["count"] > len(shown):
            return bool(reason["count"] >= self._day.may_meet(seeker).sum())
        tables = np.zeros(len(self._day.tables), dtype=np.bool_)
        tables[[self._day.tables[name].number for name in shown]] = True
        only_here = self._allowed.any(axis=1) & ~self._allowed[:, ~tables].any(axis=1)
        is_mine = not bool(self._day.may_meet(seeker)[~tables].any())
        return is_mine and self._is_counted(reason, tables) and bool(reason["people"] <= only_here.sum())

    @cached_property
    def _allowed(self) -> Row:
        """Who (rows) may meet which table."""
        rows = [self._day.may_meet(seeker) for seeker in self._day.seekers.values()]
        return np.asarray(rows, dtype=np.bool_).reshape(len(rows), len(self._day.tables))

    def _worth_more(self, seeker: Seeker, reason: Reason) -> bool:
        """No usable place costs less than it would add, and none is nearer to it than the one that is named."""
        asked = self._prices.asked_of(seeker)
        gains = step(0) + self._day.likings(seeker)
        lacks = np.where(self._usable(seeker), asked - gains, np.inf)
        slot, table = reason["slot"], self._day.tables[reason["table"]].number
        least = float(lacks.min())
        is_named = abs(reason["price"] - asked[slot, table]) <= _TOLERANCE and reason["gain"] == gains[table]
        return bool(least >= -_TOLERANCE and lacks[slot, table] <= least + _TOLERANCE < np.inf and is_named)

    def _asked(self, seeker: Seeker, reason: Reason) -> bool:
        name = reason["table"]
        number = self._day.tables[name].number
        wish = np.array([name in one.wishes for one in self._day.seekers.values()], dtype=np.bool_)
        asked = int((wish & self._allowed[:, number]).sum())
        return name in seeker.wishes and (reason["asked"], reason["places"]) == (asked, self._places[:, number].sum())
