"""Why somebody has no meeting: facts where nobody fits, prices and counts where places are too few.

A reason is a code with parameters; `saying.py` puts it into words.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from typing import Any

import numpy as np

from parvis.timetable.domain.market import Bools
from parvis.timetable.domain.problem import Problem, Seeker, Table, step
from parvis.timetable.domain.solving import Solution

Reason = dict[str, Any]

SHOWN = 5  # tables that a reason names
_ASKED = 3  # tables of whose wishes it tells


def reasons_of(found: Solution) -> dict[int, list[Reason]]:
    """Return why, for every seeker (number) without a meeting."""
    market = found.market
    served = {seeker for seeker, _table, _slot in found.meetings}
    eligible = market.eligible
    places = _Places(found)
    why: dict[int, list[Reason]] = {}
    for number, seeker in enumerate(market.problem.seekers):
        if number not in served:
            why[number] = places.why(number) if eligible[number] else list(_facts(market.problem, seeker))
    return why


def _facts(problem: Problem, seeker: Seeker) -> Iterator[Reason]:
    """Yield why ``seeker`` may meet nobody."""
    if not problem.tables:
        yield {"reason": "no-tables"}
        return
    if not seeker.slots:
        yield {"reason": "no-time"}
        return
    tables = problem.tables
    if not seeker.is_open:
        tables = tuple(table for table in tables if table.id in seeker.wishes)
        yield {"reason": "wishes-only", "tables": sorted(table.id for table in tables)[:SHOWN], "count": len(tables)}
    left_out = {reason: [table.id for table in tables if not fits(seeker, table)] for reason, fits in _FITS.items()}
    alone = [reason for reason, out in left_out.items() if len(out) == len(tables)]
    for reason in alone:
        yield {"reason": reason, **_about(reason, seeker, tables)}
    if not alone:
        yield {"reason": "nothing-fits", "left_out": {reason: len(out) for reason, out in left_out.items() if out}}


def _speaks(seeker: Seeker, table: Table) -> bool:
    return not seeker.languages or not table.languages or not seeker.languages.isdisjoint(table.languages)


_FITS: dict[str, Callable[[Seeker, Table], bool]] = {
    "no-language": _speaks,
    "no-support": lambda seeker, table: seeker.needs <= table.offers,
    "all-vetoed": lambda seeker, table: table.id not in seeker.vetoes,
    "all-refuse": lambda seeker, table: seeker.states.isdisjoint(table.refuses),
    "times-apart": lambda seeker, table: not set(seeker.slots).isdisjoint(table.slots),
}


def _about(reason: str, seeker: Seeker, tables: tuple[Table, ...]) -> Reason:
    """Return the parameters of ``reason``, when it alone leaves out all ``tables``."""
    if reason == "no-language":
        return {"languages": sorted(seeker.languages)}
    if reason == "no-support":
        nobody = {need for need in seeker.needs if not any(need in table.offers for table in tables)}
        return {"needs": sorted(nobody or seeker.needs), "together": not nobody}
    if reason == "all-refuse":
        return {"states": sorted(seeker.states & frozenset[str]().union(*(table.refuses for table in tables)))}
    return {}


class _Places:
    """Who has which places, and who could have them instead."""

    def __init__(self, found: Solution) -> None:
        self._found, self._market = found, found.market
        market = self._market
        seekers, tables, slots = market.shape
        self._many = Counter(seeker for seeker, _table, _slot in found.meetings)
        self._sits: Bools = np.zeros((tables, seekers), dtype=np.bool_)
        taken = np.zeros((tables, slots), dtype=np.int64)
        for seeker, table, slot in found.meetings:
            self._sits[table, seeker] = True
            taken[table, slot] += 1
        places = np.zeros((tables, slots), dtype=np.int64)
        np.add.at(places, (market.seats.table, market.seats.slot), market.seats.places)
        self._places, self._taken = places, taken
        self._reach: Bools | None = None
        self._wishes: Counter[int] | None = None

    def why(self, seeker: int) -> list[Reason]:
        """Return why ``seeker``, who may meet somebody, has no place."""
        found, market = self._found, self._market
        mine = market.may[seeker]
        usable = mine[:, None] & market.free[seeker][None, :] & (self._places > 0)
        why = [self._group(mine)]
        if (usable & (self._taken < self._places)).any():
            why = [{"reason": "held" if market.problem.held else "not-found", **self._tables(usable.any(axis=1))}]
        why += self._dear(seeker, usable)
        why += self._asked(seeker)
        if not found.is_best:
            why.append({"reason": "not-proven", "stopped": found.stopped})
        return why

    def _group(self, mine: Bools) -> Reason:
        """Return who competes for the places of these tables, and of all that those sitting there may meet: more people than places."""
        tables = mine.copy()
        while True:
            wider = tables | self._may_change()[tables].any(axis=0)
            if (wider == tables).all():
                break
            tables = wider
        sitting = np.flatnonzero(self._sits[tables].any(axis=0))
        free = int((self._places - self._taken)[tables].sum())
        if free or any(self._many[seeker] > 1 for seeker in sitting.tolist()):
            return {"reason": "taken", **self._tables(mine), "places": int(self._places[mine].sum())}
        unserved = np.array([not self._many[seeker] for seeker in range(self._market.shape[0])])
        may = self._market.may
        waiting = unserved & may.any(axis=1) & ~may[:, ~tables].any(axis=1)
        people = len(sitting) + int(waiting.sum())
        return {
            "reason": "few-places",
            **self._tables(tables),
            "people": people,
            "places": int(self._places[tables].sum()),
        }

    def _may_change(self) -> Bools:
        """Return (N × N) whether somebody who sits at the one table may meet the other."""
        if self._reach is None:
            may = self._market.may.astype(np.float32)
            self._reach = self._sits.astype(np.float32) @ may > 0
        return self._reach

    def _tables(self, chosen: Bools) -> Reason:
        names = sorted(self._market.problem.tables[number].id for number in np.flatnonzero(chosen).tolist())
        return {"tables": names[:SHOWN], "count": len(names)}

    def _dear(self, seeker: int, usable: Bools) -> Iterator[Reason]:
        """Yield the place that is nearest to being worth it here, when none is: prices of places against what they would add."""
        market, prices = self._market, self._found.prices
        asked = prices.general.copy()
        seats = market.seats
        for row in np.flatnonzero(seats.need >= 0).tolist():
            if market.needs[seeker, seats.need[row]]:
                at = seats.table[row], seats.slot[row]
                asked[at] = min(asked[at], prices.held[seats.held[row]])
        gains = np.broadcast_to((step(0) + market.worth[seeker].astype(np.float64))[:, None], asked.shape)
        lacks = np.where(usable, asked - gains, np.inf)
        table, slot = np.unravel_index(int(lacks.argmin()), lacks.shape)
        if self._found.is_best and 0 <= lacks[table, slot] < np.inf:
            names = {"table": market.problem.tables[int(table)].id, "slot": int(slot)}
            price, gain = float(asked[table, slot]), int(gains[table, slot])
            yield {"reason": "worth-more-to-others", **names, "price": price, "gain": gain}

    def _asked(self, seeker: int) -> Iterator[Reason]:
        """Yield how often the wished tables are wished, where it is more often than they have places."""
        problem = self._market.problem
        rows = []
        for name in sorted(problem.seekers[seeker].wishes):
            table = problem.table_numbers[name]
            asked, places = self._wished()[table], int(self._places[table].sum())
            if self._market.may[seeker, table] and asked > places:
                rows.append((asked / max(1, places), name, asked, places))
        for _ratio, name, asked, places in sorted(rows, key=lambda row: (-row[0], row[1]))[:_ASKED]:
            yield {"reason": "asked", "table": name, "asked": asked, "places": places}

    def _wished(self) -> Counter[int]:
        """Return by how many people, who may meet it, each table is wished."""
        if self._wishes is None:
            problem, may = self._market.problem, self._market.may
            self._wishes = Counter(
                problem.table_numbers[name]
                for number, seeker in enumerate(problem.seekers)
                for name in seeker.wishes
                if may[number, problem.table_numbers[name]]
            )
        return self._wishes
