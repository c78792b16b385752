"""The plan of a day: from a problem to who meets whom, where and when, with its certificate."""

from __future__ import annotations

import hashlib
from collections import Counter
from dataclasses import replace

from parvis.timetable.domain.easing import eased
from parvis.timetable.domain.linear import Clock
from parvis.timetable.domain.market import Market
from parvis.timetable.domain.places import seated_plan
from parvis.timetable.domain.plan import Certificate, Meeting, Plan, Unserved, gaps_and_walk
from parvis.timetable.domain.problem import Problem
from parvis.timetable.domain.reasons import reasons_of
from parvis.timetable.domain.saying import say
from parvis.timetable.domain.solving import Solution, solved


def plan_of(problem: Problem, *, seconds: float | None = None, seed: int | None = None) -> Plan:
    """Return the best plan found of ``problem``; the same for the same ``seed`` (its own when None) unless ``seconds`` end first."""
    clock, seed = Clock.of(seconds), problem.seed if seed is None else seed
    found = solved(Market(_drawn(problem, seed)), clock)
    found.meet_also(eased(found.market, found.meetings, seed, clock))
    return Plan(
        seed=seed,
        problem=problem.digest,
        meetings=_told(problem, found),
        certificate=_certificate(found),
        unserved=_unserved(problem, found),
        seconds=round(clock.passed, 3),
        stopped=found.stopped or not clock.left,
    )


def _drawn(problem: Problem, seed: int) -> Problem:
    """Return ``problem`` with seekers and tables in an order that the seed draws, whatever their order in the file: it decides between equals."""

    def lot(name: str) -> bytes:
        return hashlib.sha256(f"{seed} {name}".encode()).digest()

    return replace(
        problem,
        tables=tuple(sorted(problem.tables, key=lambda table: lot(table.id))),
        seekers=tuple(sorted(problem.seekers, key=lambda seeker: lot(seeker.id))),
    )


def _told(problem: Problem, found: Solution) -> tuple[Meeting, ...]:
    """Return the meetings with their places, in the order of the file."""
    drawn = found.market.problem
    seated = seated_plan(drawn, found.meetings)
    if seated is None:
        message = "a plan seats more than there are places"
        raise RuntimeError(message)
    meetings = (
        Meeting(drawn.seekers[seeker].id, drawn.tables[table].id, slot, place) for seeker, table, slot, place in seated
    )
    return tuple(sorted(meetings, key=lambda one: (problem.seeker_numbers[one.seeker], one.slot)))


def _certificate(found: Solution) -> Certificate:
    problem = found.market.problem
    many = Counter(seeker for seeker, _table, _slot in found.meetings)
    most = max((seeker.most for seeker in problem.seekers), default=1)
    gaps, walk = gaps_and_walk(problem, found.meetings)
    general, held = found.prices.general.tolist(), found.prices.held.tolist()
    return Certificate(
        value=found.value,
        bound=found.prices.bound,
        eligible=int(found.market.eligible.sum()),
        met=tuple(sum(each > number for each in many.values()) for number in range(most)),
        gaps=gaps,
        walk=round(walk, 3),
        prices={table.id: tuple(prices) for table, prices in zip(problem.tables, general, strict=True)},
        held_prices=tuple(held),
    )


def _unserved(problem: Problem, found: Solution) -> tuple[Unserved, ...]:
    """Return who has no meeting and why, in the order of the file."""
    drawn = found.market.problem
    why = {drawn.seekers[number].id: reasons for number, reasons in reasons_of(found).items()}
    return tuple(
        Unserved(seeker.id, tuple(why[seeker.id]), say(why[seeker.id]))
        for seeker in problem.seekers
        if seeker.id in why
    )
