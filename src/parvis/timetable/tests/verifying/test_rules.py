"""Each rule of docs/timetable.md, broken once in a plan whose figures are right."""

from __future__ import annotations

from typing import Any

import pytest

from parvis.timetable.domain.verifying import verdict_on
from parvis.timetable.tests.verifying.made import Problem, certified, written


def day(**said: Any) -> Problem:
    """Two slots, two tables of two places, three seekers who may meet both."""
    problem: Problem = {
        "format": "parvis-meetings-1",
        "seed": 1,
        "slots": [{"start": "14:00", "end": "14:10"}, {"start": "14:10", "end": "14:20"}],
        "tables": [_table(f"t{number}") for number in range(2)],
        "seekers": [_seeker(f"s{number}") for number in range(3)],
    }
    for name, values in said.items():
        if name in {"kept", "held"}:
            problem[name] = values
        else:
            kind = "tables" if name[0] == "t" else "seekers"
            next(one for one in problem[kind] if one["id"] == name).update(values)
    return problem


def _table(name: str) -> dict[str, Any]:
    return {
        "id": name,
        "interviewers": 2,
        "slots": [0, 1],
        "languages": [],
        "offers": [],
        "at": None,
        "wants": [],
        "refuses": [],
    }


def _seeker(name: str) -> dict[str, Any]:
    empty: dict[str, Any] = {"languages": [], "needs": [], "wishes": [], "vetoes": [], "states": []}
    return {"id": name, "slots": [0, 1], "most": 2, "open": True, **empty}


def meets(seeker: str, table: str, slot: int, place: int = 1) -> dict[str, Any]:
    return {"seeker": seeker, "table": table, "slot": slot, "place": place}


def faults(problem: Problem, *meetings: dict[str, Any]) -> list[str]:
    """Return what is wrong, but for figures that a broken rule makes wrong as well."""
    plan = certified(problem, list(meetings), {one["id"]: [0, 0] for one in problem["tables"]})
    found = verdict_on(written(problem), written(plan)).faults
    return [fault for fault in found if not fault.startswith("plan.certificate")]


BROKEN = {
    "share no language": (day(t0={"languages": ["fr"]}, s0={"languages": ["nl"]}), [meets("s0", "t0", 0)]),
    "does not offer": (day(s0={"needs": ["quiet"]}), [meets("s0", "t0", 0)]),
    "seeker vetoes": (day(s0={"vetoes": ["t0"]}), [meets("s0", "t0", 0)]),
    "refuses": (day(t0={"refuses": ["level:3"]}, s0={"states": ["level:3"]}), [meets("s0", "t0", 0)]),
    "tables of the wishes": (day(s0={"wishes": ["t1"], "open": False}), [meets("s0", "t0", 0)]),
    "the table is not there": (day(t0={"slots": [1]}), [meets("s0", "t0", 0)]),
    "the seeker is not there": (day(s0={"slots": [1]}), [meets("s0", "t0", 0)]),
    "place 2 of a table with 1": (day(t0={"interviewers": 1}), [meets("s0", "t0", 0, 2)]),
    "places at once": (day(), [meets("s0", "t0", 0), meets("s0", "t1", 0)]),
    "sits 2 times": (day(), [meets("s0", "t0", 0), meets("s0", "t0", 1)]),
    "wants at most 1": (day(s0={"most": 1}), [meets("s0", "t0", 0), meets("s0", "t1", 1)]),
    "is taken 2 times": (day(), [meets("s0", "t0", 0), meets("s1", "t0", 0)]),
    "3 meetings in slot 0 and 2 places": (
        day(),
        [meets("s0", "t0", 0), meets("s1", "t0", 0, 2), meets("s2", "t0", 0, 2)],
    ),
    "promised and not in the plan": (
        day(kept=[{"seeker": "s0", "table": "t0", "slot": 1}]),
        [meets("s0", "t0", 0)],
    ),
    'is held for "quiet"': (
        day(held=[{"table": "t0", "slot": 0, "need": "quiet", "places": 1}]),
        [meets("s0", "t0", 0), meets("s1", "t0", 0, 2)],
    ),
}


@pytest.mark.parametrize("words", BROKEN)
def test_a_broken_rule_is_said(words: str) -> None:
    problem, meetings = BROKEN[words]
    assert any(words in fault for fault in faults(problem, *meetings)), faults(problem, *meetings)


def test_held_places_are_filled_by_those_with_the_need() -> None:
    needs = {"needs": ["quiet", "step-free"]}
    offers = {"offers": ["quiet", "step-free"]}
    both = [meets("s0", "t0", 0), meets("s1", "t0", 0, 2)]
    held = [{"table": "t0", "slot": 0, "need": need, "places": 1} for need in ("quiet", "step-free")]
    assert faults(day(t0=offers, s0=needs, s1={"needs": ["step-free"]}, held=held), *both) == []
    assert faults(day(t0=offers, s0=needs, s1={"needs": ["quiet"]}, held=held), *both)
    assert faults(day(t0=offers, s1=needs, held=held[:1]), *both) == []


def test_a_closed_seeker_without_wishes_meets_anybody() -> None:
    assert faults(day(s0={"open": False}), meets("s0", "t0", 0)) == []


WRONG: dict[str, Any] = {
    "problem: not a text in UTF-8": b"\xff",
    "problem: not JSON as we read it": b'{"a": NaN}',
    "stands twice in one object": b'{"a": 1, "a": 2}',
    "problem: nested too deeply": b"[" * 100_000,
    "problem is [] and must be an object": b"[]",
    "problem lacks": b"{}",
    "the day has no slot 2": day(t0={"slots": [2]}),
    "problem.tables[0].slots holds something twice": day(t0={"slots": [1, 1]}),
    'problem.tables[1]: "t0" stands there twice': day(t1={"id": "t0"}),
    'problem.seekers[2]: "s1" stands there twice': day(s2={"id": "s1"}),
    'problem.seekers[0].wishes: no table is called "t7"': day(s0={"wishes": ["t7"]}),
    "problem.kept[0]: the seeker is not there in slot 5": day(kept=[{"seeker": "s1", "table": "t0", "slot": 5}]),
    'problem.kept: "s0" is in 2 places at once': day(
        kept=[{"seeker": "s0", "table": table, "slot": 0} for table in ("t0", "t1")]
    ),
    "no seeker is called": day(kept=[{"seeker": "s7", "table": "t0", "slot": 1}]),
    "no table is called": day(kept=[{"seeker": "s1", "table": "t7", "slot": 1}]),
    "problem.held[0]: no table is called": day(held=[{"table": "t7", "slot": 0, "need": "quiet", "places": 1}]),
    'the table "t0" is not there in slot 5': day(held=[{"table": "t0", "slot": 5, "need": "quiet", "places": 1}]),
    "more places are held": day(held=[{"table": "t0", "slot": 0, "need": "quiet", "places": 3}]),
    "problem.slots[1] starts before": {**day(), "slots": [{"start": "14:00", "end": "14:10"}] * 2},
    "problem.slots[0] ends before": {**day(), "slots": [{"start": "14:00", "end": "13:10"}] * 2},
    "must be a whole number": day(s0={"most": True}),
    "less than 1": day(s0={"most": 0}),
    "problem.seekers[0].id is empty": day(s0={"id": ""}),
    "is 81 characters long": day(s0={"id": "x" * 81}),
    "not of the form": {**day(), "slots": [{"start": "2 pm", "end": "3 pm"}]},
    "problem.slots holds 0, fewer than 1": {**day(), "slots": []},
    "problem.slots holds 97, more than 96": {**day(), "slots": [{"start": "14:00", "end": "14:10"}] * 97},
    "is none of what may stand there": day(t0={"at": "left"}),
    'problem["a b"] is no part of the format': {**day(), "a b": 1},
}


@pytest.mark.parametrize("words", WRONG)
def test_a_problem_that_cannot_be_is_said(words: str) -> None:
    content = WRONG[words]
    plan = written(certified(day(), [], {"t0": [0, 0], "t1": [0, 0]}))
    found = verdict_on(content if isinstance(content, bytes) else written(content), plan).faults
    assert any(words in fault for fault in found), found


def test_a_number_written_with_a_point_is_whole_when_it_is() -> None:
    problem = written(day())
    assert verdict_on(problem.replace(b'"seed": 1', b'"seed": 1.0'), b"{}").faults[0].startswith("plan lacks")


def test_a_bound_may_be_rounded_down_to_what_a_plan_can_be_worth() -> None:
    problem = day()
    prices = {"t0": [1.25, 0], "t1": [0, 0]}
    plan = certified(problem, [], prices)
    for bound, is_sound in ((33002.5, True), (33000, True), (32990, False), (34000, True)):
        plan["certificate"] |= {"bound": bound, "gap": 1.0}
        assert plan["certificate"]["value"] == 0
        assert (verdict_on(written(problem), written(plan)).faults == []) is is_sound


def judged(problem: Problem, *meetings: dict[str, Any], **reason: Any) -> bool:
    """Say whether the verifier believes ``reason`` of the last seeker."""
    prices = {one["id"]: [10_000, 10_010] for one in problem["tables"]}
    plan = certified(problem, list(meetings), prices)
    plan["unserved"][-1]["why"] = [{**reason, "reason": reason["reason"].replace("_", "-")}]
    found = verdict_on(written(problem), written(plan)).faults
    assert all("plan.unserved" in fault for fault in found), found
    return not found


def only(**table: Any) -> Problem:
    """Return a day with one table of one place a slot; s0 and s1 can sit there, s2 waits."""
    problem = day(t0={"interviewers": 1, **table})
    problem["tables"].pop()
    return problem


TAKEN = [meets("s0", "t0", 0), meets("s1", "t0", 1)]


def test_reasons_of_places_are_counted_anew() -> None:
    told = {"tables": ["t0"], "count": 1, "places": 2}
    assert judged(only(), *TAKEN, reason="taken", **told)
    assert judged(only(), *TAKEN, reason="few-places", people=3, **told)
    assert not judged(only(), *TAKEN, reason="few-places", people=4, **told)
    assert not judged(only(), *TAKEN, reason="few-places", people=2, **told)
    assert not judged(only(), *TAKEN, reason="few-places", people="3", **told)
    assert not judged(only(), *TAKEN, reason="taken", **{**told, "places": 3})
    assert not judged(only(), *TAKEN, reason="taken", **{**told, "tables": ["t1"]})
    assert not judged(only(), *TAKEN[:1], reason="taken", **told)
    assert judged(only(), *TAKEN[:1], reason="not-found")
    assert not judged(only(), *TAKEN, reason="not-found")
    assert not judged(only(), *TAKEN[:1], reason="held")


def test_reasons_of_prices_and_wishes_are_counted_anew() -> None:
    told = {"reason": "worth-more-to-others", "table": "t0", "slot": 0, "price": 10_000, "gain": 10_000}
    assert judged(only(), *TAKEN, **told)
    assert not judged(only(), *TAKEN, **{**told, "price": 10_010})
    assert not judged(only(), *TAKEN, **{**told, "gain": 10_040})
    assert not judged(only(), *TAKEN, **{**told, "slot": 1, "price": 10_010})  # slot 0 is nearer
    assert not judged(only(), *TAKEN, **{**told, "slot": 9})
    problem = only()
    for seeker in problem["seekers"]:
        seeker["wishes"], seeker["open"] = ["t0"], True
    assert not judged(problem, *TAKEN, **{**told, "gain": 10_020})  # the place costs less than it would add
    problem = only()
    for seeker in problem["seekers"]:
        seeker["wishes"] = ["t0"]
    assert judged(problem, *TAKEN, reason="asked", table="t0", asked=3, places=2)
    assert not judged(problem, *TAKEN, reason="asked", table="t0", asked=4, places=2)
    assert not judged(only(), *TAKEN, reason="asked", table="t0", asked=0, places=2)
    assert not judged(problem, *TAKEN, reason="asked", table="t9", asked=3, places=2)


NOBODY: list[tuple[dict[str, Any], dict[str, Any], dict[str, Any]]] = [
    ({"languages": ["fr"]}, {"languages": ["nl"]}, {"reason": "no-language", "languages": ["nl"]}),
    ({}, {"needs": ["quiet"]}, {"reason": "no-support", "needs": ["quiet"], "together": False}),
    ({}, {"vetoes": ["t0"]}, {"reason": "all-vetoed"}),
    ({"refuses": ["a"]}, {"states": ["a"]}, {"reason": "all-refuse", "states": ["a"]}),
    ({"slots": [0]}, {"slots": [1]}, {"reason": "times-apart"}),
    ({}, {"slots": []}, {"reason": "no-time"}),
    ({}, {"wishes": ["t0"], "vetoes": ["t0"], "open": False}, {"reason": "wishes-only", "tables": ["t0"], "count": 1}),
]


@pytest.mark.parametrize(("table", "seeker", "reason"), NOBODY, ids=[row[2]["reason"] for row in NOBODY])
def test_a_reason_of_nobody_is_true_where_it_holds(
    table: dict[str, Any], seeker: dict[str, Any], reason: dict[str, Any]
) -> None:
    problem = only(**table)
    problem["seekers"][2].update(seeker)
    assert judged(problem, reason="not-proven", stopped=False) is False
    assert judged(problem, **reason)
    problem["seekers"][2].update(_seeker("s2"), needs=["step-free"])
    is_still_true = judged(problem, **reason)
    assert not is_still_true
