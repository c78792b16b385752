"""The verifier passes good plans and sees every planted fault."""

from __future__ import annotations

import copy
import random
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from parvis.timetable.domain.verifying import verdict_on
from parvis.timetable.tests.verifying.made import Plan, Problem, problems, some_plan, written

Plant = Callable[[Problem, Plan, random.Random], object]


def faults(problem: Problem, plan: Plan) -> list[str]:
    return verdict_on(written(problem), written(plan)).faults


@given(problems(), st.randoms(use_true_random=False))
def test_a_good_plan_passes(problem: Problem, dice: random.Random) -> None:
    plan = some_plan(problem, dice)
    verdict = verdict_on(written(problem), written(plan))
    assert verdict.faults == []
    assert verdict.bound == pytest.approx(plan["certificate"]["bound"])
    assert (verdict.value, verdict.meetings) == (plan["certificate"]["value"], len(plan["meetings"]))


def pick(plan: Plan, dice: random.Random) -> dict[str, Any]:
    assume(plan["meetings"])
    return dice.choice(plan["meetings"])


def moves(problem: Problem, plan: Plan, dice: random.Random) -> None:
    """Move a meeting to a time at which somebody is not there."""
    meeting = pick(plan, dice)
    table = next(one for one in problem["tables"] if one["id"] == meeting["table"])
    seeker = next(one for one in problem["seekers"] if one["id"] == meeting["seeker"])
    away = [slot for slot in range(9) if slot not in table["slots"] or slot not in seeker["slots"]]
    meeting["slot"] = dice.choice(away)


def sits_elsewhere(problem: Problem, plan: Plan, dice: random.Random) -> None:
    """Give a meeting to a table that nobody knows."""
    pick(plan, dice)["table"] = "t9"


def is_a_stranger(_problem: Problem, plan: Plan, dice: random.Random) -> None:
    pick(plan, dice)["seeker"] = "s9"


def doubles(_problem: Problem, plan: Plan, dice: random.Random) -> None:
    plan["meetings"].append(copy.deepcopy(pick(plan, dice)))


def doubles_at_another_place(_problem: Problem, plan: Plan, dice: random.Random) -> None:
    again = copy.deepcopy(pick(plan, dice))
    again["place"] += 1
    plan["meetings"].append(again)


def drops(_problem: Problem, plan: Plan, dice: random.Random) -> None:
    plan["meetings"].remove(pick(plan, dice))


def takes_no_such_place(problem: Problem, plan: Plan, dice: random.Random) -> None:
    pick(plan, dice)["place"] = 3


def takes_place_nought(problem: Problem, plan: Plan, dice: random.Random) -> None:
    pick(plan, dice)["place"] = 0


def claims_more(_problem: Problem, plan: Plan, dice: random.Random) -> None:
    plan["certificate"]["value"] += dice.choice((10, 1000))


def claims_less(_problem: Problem, plan: Plan, _dice: random.Random) -> None:
    plan["certificate"]["value"] -= 10


def lowers_the_bound(_problem: Problem, plan: Plan, _dice: random.Random) -> None:
    assume(plan["certificate"]["bound"] >= 20)
    plan["certificate"]["bound"] -= 20
    certificate = plan["certificate"]
    certificate["gap"] = (certificate["bound"] - certificate["value"]) / (certificate["bound"] or 1)


def says_a_smaller_gap(_problem: Problem, plan: Plan, _dice: random.Random) -> None:
    assume(plan["certificate"]["gap"] > 0.001)
    plan["certificate"]["gap"] -= 0.0005


def asks_a_negative_price(_problem: Problem, plan: Plan, dice: random.Random) -> None:
    assume(plan["certificate"]["prices"])
    prices = dice.choice(list(plan["certificate"]["prices"].values()))
    prices[0] = -1


def asks_a_price_of_no_table(problem: Problem, plan: Plan, _dice: random.Random) -> None:
    plan["certificate"]["prices"]["t9"] = [0] * len(problem["slots"])


def asks_too_few_prices(_problem: Problem, plan: Plan, dice: random.Random) -> None:
    assume(plan["certificate"]["prices"])
    dice.choice(list(plan["certificate"]["prices"].values())).pop()


def asks_too_many_prices_of_held_places(_problem: Problem, plan: Plan, _dice: random.Random) -> None:
    plan["certificate"]["held_prices"].extend([0] * 9)


def keeps_no_promise(_problem: Problem, plan: Plan, dice: random.Random) -> None:
    assume(_problem["kept"])
    kept = dice.choice(_problem["kept"])
    plan["meetings"] = [one for one in plan["meetings"] if one["seeker"] != kept["seeker"]]


def counts_eligible_wrongly(_problem: Problem, plan: Plan, _dice: random.Random) -> None:
    plan["certificate"]["eligible"] += 1


def counts_met_wrongly(_problem: Problem, plan: Plan, _dice: random.Random) -> None:
    plan["certificate"]["met"][0] += 1


def hides_a_gap(_problem: Problem, plan: Plan, _dice: random.Random) -> None:
    plan["certificate"]["gaps"] += 1


def walks_further(_problem: Problem, plan: Plan, _dice: random.Random) -> None:
    plan["certificate"]["walk"] += 0.5


def says_unserved_though_served(_problem: Problem, plan: Plan, dice: random.Random) -> None:
    name = pick(plan, dice)["seeker"]
    plan["unserved"].append({"seeker": name, "why": [{"reason": "full"}], "say": ""})


def forgets_an_unserved(_problem: Problem, plan: Plan, dice: random.Random) -> None:
    assume(plan["unserved"])
    plan["unserved"].remove(dice.choice(plan["unserved"]))


def names_an_unserved_twice(_problem: Problem, plan: Plan, dice: random.Random) -> None:
    assume(plan["unserved"])
    plan["unserved"].append(dice.choice(plan["unserved"]))


def names_an_unserved_stranger(_problem: Problem, plan: Plan, _dice: random.Random) -> None:
    plan["unserved"].append({"seeker": "s9", "why": [{"reason": "full"}], "say": ""})


def gives_a_false_reason(_problem: Problem, plan: Plan, dice: random.Random) -> None:
    assume(plan["unserved"])
    reason = dice.choice(plan["unserved"])["why"][0]
    if reason["reason"] == "not-proven":
        reason["stopped"] = True
    else:
        reason["left_out"]["no-language"] = 9


def gives_a_reason_of_others(_problem: Problem, plan: Plan, dice: random.Random) -> None:
    assume(plan["unserved"])
    why = dice.choice(plan["unserved"])["why"]
    why.append({"reason": "no-time"} if why[0]["reason"] == "not-proven" else {"reason": "held"})


def gives_no_reason(_problem: Problem, plan: Plan, dice: random.Random) -> None:
    assume(plan["unserved"])
    dice.choice(plan["unserved"])["why"].clear()


def is_of_another_problem(_problem: Problem, plan: Plan, _dice: random.Random) -> None:
    plan["problem"] = "0" * 64


def is_of_another_format(_problem: Problem, plan: Plan, _dice: random.Random) -> None:
    plan["format"] = "parvis-meetings-plan-2"


def says_more_than_the_format(_problem: Problem, plan: Plan, _dice: random.Random) -> None:
    plan["certificate"]["trust"] = "me"


def lacks_its_certificate(_problem: Problem, plan: Plan, _dice: random.Random) -> None:
    del plan["certificate"]


PLANTED = [
    moves,
    sits_elsewhere,
    is_a_stranger,
    doubles,
    doubles_at_another_place,
    drops,
    takes_no_such_place,
    takes_place_nought,
    claims_more,
    claims_less,
    lowers_the_bound,
    says_a_smaller_gap,
    asks_a_negative_price,
    asks_a_price_of_no_table,
    asks_too_few_prices,
    asks_too_many_prices_of_held_places,
    keeps_no_promise,
    counts_eligible_wrongly,
    counts_met_wrongly,
    hides_a_gap,
    walks_further,
    says_unserved_though_served,
    forgets_an_unserved,
    names_an_unserved_twice,
    names_an_unserved_stranger,
    gives_a_false_reason,
    gives_a_reason_of_others,
    gives_no_reason,
    is_of_another_problem,
    is_of_another_format,
    says_more_than_the_format,
    lacks_its_certificate,
]


@pytest.mark.parametrize("plant", PLANTED, ids=lambda plant: plant.__name__)
@settings(max_examples=15, suppress_health_check=[HealthCheck.filter_too_much])  # a day may have no meeting to bend
@given(problem=problems(), dice=st.randoms(use_true_random=False))
def test_a_planted_fault_is_seen(plant: Plant, problem: Problem, dice: random.Random) -> None:
    plan = some_plan(problem, dice)
    before = written(plan)
    plant(problem, plan, dice)
    assert written(plan) != before
    found = faults(problem, plan)
    assert found
    assert all(fault.startswith(("problem", "plan")) for fault in found)
