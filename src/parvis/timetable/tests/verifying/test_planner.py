"""What the planner writes, the verifier reads: whatever the day, the plan is sound."""

from __future__ import annotations

import random

from hypothesis import given, settings
from hypothesis import strategies as st

from parvis.core.refusal import Refusal
from parvis.timetable.domain.planning import plan_of
from parvis.timetable.domain.reading import read_problem
from parvis.timetable.domain.verifying import verdict_on
from parvis.timetable.tests.verifying.made import Problem, problems, some_plan, written


@settings(max_examples=30)
@given(problems(), st.randoms(use_true_random=False))
def test_a_plan_is_sound(problem: Problem, dice: random.Random) -> None:
    some_plan(problem, dice)  # makes promises
    for seeker in problem["seekers"]:
        seeker["vetoes"] = [name for name in seeker["vetoes"] if name not in seeker["wishes"]]
    try:
        read = read_problem(written(problem))
    except Refusal:
        return  # a promise that cannot be kept, a need that no table offers
    assert verdict_on(written(problem), written(plan_of(read).as_json())).faults == []
