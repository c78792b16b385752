"""Proofs by clauses: from below, no schedule has fewer breaks; from above, a better one (needs the extra `proofs`)."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from importlib.util import find_spec
from typing import Any, NamedTuple

from parvis.timetable.domain.b2b.event import Event, Schedule

#: Solvers for one question asked once, and for questions that follow each other; the first that this version has.
_ONCE = ("kissat404", "cadical195", "cadical153")
_AGAIN = ("cadical195", "cadical153")


class Proof(NamedTuple):
    """No schedule has fewer than ``least`` breaks (None: there is none at all); ``schedule`` has as many."""

    least: int | None
    schedule: Schedule | None


def can_prove() -> bool:
    """Say whether the extra `proofs` is installed."""
    return find_spec("pysat") is not None


def proofs_from_below(event: Event, known: Callable[[], int]) -> Iterator[Proof]:
    """Yield proof after proof until a schedule has as few breaks as there must be; ``known`` returns what others proved meanwhile."""
    from pysat.solvers import Solver

    from parvis.timetable.domain.b2b.clauses import Clauses

    clauses = Clauses(event)
    name = _installed(_ONCE)
    with Solver(name=name, bootstrap_with=clauses.clauses) as solver:
        if not solver.solve():
            yield Proof(None, None)
            return
    least = known()
    while True:
        wanted = clauses.at_most(clauses.breaks, least)
        with Solver(name=name, bootstrap_with=[*clauses.clauses, *wanted]) as solver:
            if solver.solve():
                yield Proof(least, clauses.schedule(solver.get_model()))
                return
        least = max(least + 1, known())
        yield Proof(least, None)


def better_by_clauses(event: Event, schedule: Schedule) -> Iterator[Schedule]:
    """Yield schedules with fewer and fewer breaks than ``schedule`` has, until there is none."""
    from pysat.card import ITotalizer
    from pysat.solvers import Solver

    from parvis.timetable.domain.b2b.clauses import Clauses

    clauses = Clauses(event)
    breaks = sum(event.breaks(schedule))
    with (
        ITotalizer(lits=clauses.breaks, ubound=breaks, top_id=clauses.top) as counted,
        Solver(name=_installed(_AGAIN), bootstrap_with=[*clauses.clauses, *counted.cnf.clauses]) as solver,
    ):
        while breaks:
            solver.add_clause([-counted.rhs[breaks - 1]])
            _begin_at(solver, clauses, schedule)
            if not solver.solve():
                return
            schedule = clauses.schedule(solver.get_model())
            breaks = sum(event.breaks(schedule))
            yield schedule


def _begin_at(solver: Any, clauses: Any, schedule: Schedule) -> None:
    """Have ``solver`` guess what ``schedule`` says first."""
    starts = clauses.starts.items()
    solver.set_phases([literal if schedule[meeting] == slot else -literal for (meeting, slot), literal in starts])


def _installed(names: tuple[str, ...]) -> str:
    from pysat.solvers import SolverNames

    return next(name for name in names if hasattr(SolverNames, name))
