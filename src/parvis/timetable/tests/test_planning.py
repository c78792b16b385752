from __future__ import annotations

import json
import random
from typing import Any

from hypothesis import given, settings

from parvis.timetable.domain.easing import eased
from parvis.timetable.domain.greedy import greedy_plan
from parvis.timetable.domain.instant import instant_plan
from parvis.timetable.domain.linear import Clock
from parvis.timetable.domain.market import Market
from parvis.timetable.domain.places import seated_plan
from parvis.timetable.domain.plan import Plan, gaps_and_walk, value_of
from parvis.timetable.domain.planning import plan_of
from parvis.timetable.domain.reading import read_problem
from parvis.timetable.domain.verifying import verdict_on
from parvis.timetable.tests.days import day, small_days
from parvis.timetable.tests.trying import best_value


def planned(told: dict[str, Any]) -> Plan:
    return plan_of(read_problem(json.dumps(told)))


def faults(told: dict[str, Any], plan: Plan) -> list[str]:
    return list(verdict_on(json.dumps(told).encode(), json.dumps(plan.as_json()).encode()).faults)


@settings(max_examples=60, deadline=None)
@given(small_days())
def test_no_other_plan_of_a_small_day_is_better(told):
    plan = planned(told)
    best = best_value(told)
    assert plan.certificate.value == best <= plan.certificate.bound
    assert faults(told, plan) == []


@settings(max_examples=30, deadline=None)
@given(small_days())
def test_the_quick_plans_keep_every_rule_and_promise(told):
    problem = read_problem(json.dumps(told))
    market, best = Market(problem), best_value(told)
    for meetings in (greedy_plan(market), instant_plan(market)):
        assert value_of(problem, meetings) <= best
        assert {tuple(each) for each in market.kept.tolist()} <= set(meetings)
        assert len({(seeker, slot) for seeker, _table, slot in meetings}) == len(meetings)
        assert len({(seeker, table) for seeker, table, _slot in meetings}) == len(meetings)


@settings(max_examples=30, deadline=None)
@given(small_days())
def test_easing_loses_no_value_and_no_promise_and_adds_no_waiting(told):
    problem = read_problem(json.dumps(told))
    market = Market(problem)
    before = greedy_plan(market)
    after = eased(market, before, 1, Clock.of(None))
    assert value_of(problem, after) >= value_of(problem, before)
    assert {tuple(each) for each in market.kept.tolist()} <= set(after)
    assert seated_plan(problem, after) is not None
    assert gaps_and_walk(problem, after) <= gaps_and_walk(problem, before) or len(after) > len(before)


def test_a_plan_is_the_same_again_and_in_another_order_of_the_file():
    told = crowded(3)
    plan = planned(told)
    assert planned(told).meetings == plan.meetings
    random.Random(1).shuffle(told["seekers"])
    random.Random(2).shuffle(told["tables"])
    assert sorted(planned(told).meetings) == sorted(plan.meetings)


def test_the_seed_decides_between_equals():
    winners = {planned(day(kept=[], held=[], seed=seed, **rivals())).meetings[0].seeker for seed in range(12)}
    assert winners == {"s1", "s2"}


def rivals() -> dict[str, Any]:
    """Two seekers, alike, for one place."""
    seekers = [{"id": name, "slots": [0]} for name in ("s1", "s2")]
    return {"tables": [{"id": "t1", "slots": [0]}], "seekers": seekers}


def crowded(seed: int) -> dict[str, Any]:
    """A day of 6 tables and 40 seekers with more wishes than places."""
    chance = random.Random(seed)
    slots = [{"start": f"{hour}:00", "end": f"{hour}:10"} for hour in range(10, 16)]
    tables = [
        {"id": f"t{number}", "interviewers": 1 + number % 2, "slots": chance.sample(range(6), 5)} for number in range(6)
    ]
    seekers = [
        {
            "id": f"s{number}",
            "slots": chance.sample(range(6), chance.randint(2, 6)),
            "wishes": chance.sample([f"t{each}" for each in range(6)], 3),
            "open": number % 3 == 0,
            "most": 3,
        }
        for number in range(40)
    ]
    return day(slots=slots, tables=tables, seekers=seekers, kept=[], held=[], seed=seed)


def test_a_crowded_day_is_proven():
    told = crowded(5)
    plan = planned(told)
    assert plan.certificate.gap == 0
    assert faults(told, plan) == []


def test_a_crowded_day_has_nobody_waiting():
    gaps = [planned(crowded(seed)).certificate.gaps for seed in range(5)]
    meetings = [len(planned(crowded(seed)).meetings) for seed in range(5)]
    assert sum(gaps) <= sum(meetings) / 100


def test_kept_meetings_stay_when_a_day_is_planned_again():
    told = crowded(7)
    before = planned(told).meetings
    told["kept"] = [{"seeker": one.seeker, "table": one.table, "slot": one.slot} for one in before[::2]]
    told["seekers"].append({"id": "late", "slots": [3, 4, 5]})
    after = planned(told)
    kept = {(one.seeker, one.table, one.slot) for one in before[::2]}
    assert kept <= {(one.seeker, one.table, one.slot) for one in after.meetings}
    assert faults(told, after) == []


def test_nobody_and_nothing_is_a_plan_too():
    plan = planned(day(tables=[], seekers=[], kept=[], held=[]))
    assert (plan.meetings, plan.certificate.value, plan.certificate.bound) == ((), 0, 0)
    plan = planned(day(tables=[], seekers=[{"id": "s1", "slots": [0]}], kept=[], held=[]))
    assert [one.seeker for one in plan.unserved] == ["s1"]


def test_a_plan_without_time_is_stopped_and_keeps_the_rules():
    told = crowded(9)
    plan = plan_of(read_problem(json.dumps(told)), seconds=0)
    assert plan.stopped
    assert plan.certificate.value < plan.certificate.bound
    assert faults(told, plan) == []
