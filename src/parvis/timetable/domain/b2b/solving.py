"""Fewest breaks, and the proof: what searches and what proves work side by side, each in a process of its own.

Whoever is first ends it: the bound has reached the best schedule. Solvers that nobody can interrupt are simply ended with their process.
"""

from __future__ import annotations

import multiprocessing
import random
import signal
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing.connection import Connection, wait
from typing import Any, NamedTuple

from parvis.timetable.domain.b2b.checking import schedule_faults
from parvis.timetable.domain.b2b.event import Event, Schedule
from parvis.timetable.domain.b2b.programme import Bound, Programme
from parvis.timetable.domain.b2b.proving import better_by_clauses, can_prove, proofs_from_below
from parvis.timetable.domain.b2b.searching import better_schedules
from parvis.timetable.domain.b2b.starting import first_schedule

_SEED = 1
#: How long the search goes on before clauses take over from it, seconds.
_SEARCH = 20.0
_NO_SCHEDULE = -1
_LATE = 5.0  # seconds after the deadline
_DOUBT = 20.0  # seconds to find out whether there is a schedule at all


@dataclass(frozen=True)
class Answer:
    """``breaks`` of the best schedule found (None without one), ``bound`` that none passes; ``is_possible`` False when there is no schedule at all."""

    breaks: int | None
    bound: int
    schedule: Schedule | None
    seconds: float
    is_possible: bool = True

    @property
    def is_optimal(self) -> bool:
        """Whether it is proved that no schedule has fewer breaks."""
        return self.breaks is not None and self.breaks <= self.bound

    def as_json(self) -> dict[str, Any]:
        """Return what `parvis meetings b2b` prints."""
        return {
            "breaks": self.breaks,
            "bound": self.bound if self.is_possible else None,
            "optimal": self.is_optimal,
            "seconds": self.seconds,
        }


class Found(NamedTuple):
    """What a process tells: a schedule, or a bound (_NO_SCHEDULE: there is none at all)."""

    schedule: Schedule | None = None
    bound: int | None = None


Tell = Callable[[Found], None]


class Known(NamedTuple):
    """What a process may ask: the best bound so far, and when to end (monotonic)."""

    bound: Any
    deadline: float


Work = Callable[[Event, Known, Tell], None]


def solve(event: Event, seconds: float) -> Answer:
    """Return the best answer found in ``seconds``, earlier when it is proved; every schedule is checked apart."""
    started = time.monotonic()
    works: list[Work] = [_search, _relax, *([_prove] if can_prove() else [])]
    context = multiprocessing.get_context("spawn")
    known = Known(context.Value("i", 0), started + seconds)
    processes, pipes = [], []
    for work in works:
        ours, theirs = context.Pipe(duplex=False)
        process = context.Process(target=_run, args=(work, event, known, theirs), daemon=True)
        process.start()
        theirs.close()
        processes.append(process)
        pipes.append(ours)
    try:
        best, bound = _listen(event, pipes, known)
    finally:
        for process in processes:
            process.kill()
            process.join()
    breaks = None if best is None else sum(event.breaks(best))
    took = round(time.monotonic() - started, 2)
    return Answer(breaks, max(0, bound), best, took, is_possible=bound != _NO_SCHEDULE)


def _listen(event: Event, pipes: list[Connection], known: Known) -> tuple[Schedule | None, int]:
    """Return the best schedule and the best bound that the processes behind ``pipes`` tell."""
    best: Schedule | None = None
    least = None
    while pipes and (left := known.deadline - time.monotonic()) > 0:
        ready = wait(pipes, timeout=left)
        for pipe in [pipe for pipe in pipes if pipe in ready]:
            found = _received(pipe)
            if found is None:
                pipes.remove(pipe)
                continue
            if found.bound == _NO_SCHEDULE:
                return None, _NO_SCHEDULE
            known.bound.value = max(known.bound.value, found.bound or 0)
            if found.schedule is not None and next(schedule_faults(event, found.schedule), None) is None:
                breaks = sum(event.breaks(found.schedule))
                if least is None or breaks < least:
                    best, least = found.schedule, breaks
            if least is not None and least <= known.bound.value:
                return best, known.bound.value
    return best, known.bound.value


def _received(pipe: Connection) -> Found | None:
    """Return what the next message tells, None when the process has ended."""
    try:
        found: Found = pipe.recv()
    except EOFError:
        return None
    return found


def _run(work: Work, event: Event, known: Known, pipe: Connection) -> None:
    # Solvers hear no other signal; so they end even when whoever started them is gone.
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    signal.setitimer(signal.ITIMER_REAL, max(0.1, known.deadline - time.monotonic() + _LATE))
    with pipe, suppress(BrokenPipeError):
        work(event, known, pipe.send)


def _search(event: Event, known: Known, tell: Tell) -> None:
    dice = random.Random(_SEED)  # noqa: S311  a search, no secret  # nosec B311  a published seed, no secret
    best = first_schedule(event, dice, known.deadline)
    if best is None:
        return
    tell(Found(schedule=best))
    until = min(known.deadline, time.monotonic() + _SEARCH) if can_prove() else known.deadline
    for schedule in better_schedules(event, best, dice, until):
        best = schedule
        tell(Found(schedule=best))
    if can_prove():
        for schedule in better_by_clauses(event, best):
            tell(Found(schedule=schedule))


def _relax(event: Event, known: Known, tell: Tell) -> None:
    programme = Programme(event)
    bound: Bound | None = programme.loosened(_left(known))
    is_first = True
    while bound is not None:
        tell(Found(bound.schedule, bound.breaks if bound.is_possible else _NO_SCHEDULE))
        if bound.schedule is not None or not bound.is_possible or can_prove():
            return  # clauses prove the rest faster
        bound = programme.decided(int(known.bound.value), _left(known))
        if is_first and bound is not None and bound.schedule is None:
            is_first = False
            any_breaks = programme.decided(event.participants * event.slots, min(_DOUBT, _left(known)))
            if any_breaks is not None and any_breaks.schedule is None:
                bound = any_breaks._replace(is_possible=False)


def _left(known: Known) -> float:
    return known.deadline - time.monotonic()


def _prove(event: Event, known: Known, tell: Tell) -> None:
    for proof in proofs_from_below(event, lambda: int(known.bound.value)):
        tell(Found(proof.schedule, _NO_SCHEDULE if proof.least is None else proof.least))
