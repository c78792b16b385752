"""The plan of a day: from a problem to who meets whom, where and when, with its certificate."""

from __future__ import annotations

import time

from parvis.timetable.domain.instant import Meetings, instant_plan
from parvis.timetable.domain.market import Market
from parvis.timetable.domain.places import seated_plan
from parvis.timetable.domain.plan import Certificate, Meeting, Plan, Unserved, gaps_and_walk, value_of
from parvis.timetable.domain.problem import MOST, Problem, step


def plan_of(problem: Problem, *, seconds: float | None = None, seed: int | None = None) -> Plan:
    """Return the best plan found of ``problem``; the same for the same ``seed`` (its own when None) unless ``seconds`` end first."""
    started = time.monotonic()
    market = Market(problem)
    meetings = instant_plan(market)
    return Plan(
        seed=problem.seed if seed is None else seed,
        problem=problem.digest,
        meetings=_told(problem, meetings),
        certificate=_certificate(market, meetings),
        unserved=_unserved(problem, meetings),
        seconds=round(time.monotonic() - started, 3),
        stopped=seconds is not None and time.monotonic() - started > seconds,
    )


def _told(problem: Problem, meetings: Meetings) -> tuple[Meeting, ...]:
    seated = seated_plan(problem, meetings)
    if seated is None:
        message = "a plan seats more than there are places"
        raise RuntimeError(message)
    return tuple(
        Meeting(problem.seekers[seeker].id, problem.tables[table].id, slot, place)
        for seeker, table, slot, place in seated
    )


def _certificate(market: Market, meetings: Meetings) -> Certificate:
    problem = market.problem
    many = [0] * len(problem.seekers)
    for seeker, _table, _slot in meetings:
        many[seeker] += 1
    most = max((seeker.most for seeker in problem.seekers), default=1)
    gaps, walk = gaps_and_walk(problem, meetings)
    # Prices of nothing prove that nobody can have more than all they may have.
    bound = sum(sum(step(each) + 40 for each in range(int(most))) for most in market.most)
    return Certificate(
        value=value_of(problem, meetings),
        bound=float(bound),
        eligible=int(market.eligible().sum()),
        met=tuple(sum(each > number for each in many) for number in range(min(most, MOST))),
        gaps=gaps,
        walk=round(walk, 3),
        prices={table.id: (0.0,) * len(problem.slots) for table in problem.tables},
        held_prices=(0.0,) * len(problem.held),
    )


def _unserved(problem: Problem, meetings: Meetings) -> tuple[Unserved, ...]:
    served = {seeker for seeker, _table, _slot in meetings}
    return tuple(
        Unserved(seeker.id, ({"reason": "no-seat"},), "")
        for number, seeker in enumerate(problem.seekers)
        if number not in served
    )
