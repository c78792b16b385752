"""Small days, good plans of them, and a certificate counted by trying everything: a third way beside planner and verifier."""

from __future__ import annotations

import hashlib
import itertools
import json
import math
import random
from typing import Any

from hypothesis import strategies as st

STEPS = (10000, 1000, 400, 200, 100, 100, 100, 100)
Problem = dict[str, Any]
Plan = dict[str, Any]

WORDS = st.sampled_from(("a", "b", "c"))
SOME = st.lists(WORDS, max_size=2, unique=True)


@st.composite
def problems(draw: st.DrawFn) -> Problem:
    slots, tables, seekers = draw(st.integers(1, 4)), draw(st.integers(0, 4)), draw(st.integers(0, 5))
    times = st.lists(st.integers(0, slots - 1), unique=True, max_size=slots)
    names = st.lists(st.sampled_from([f"t{n}" for n in range(5)]), unique=True, max_size=3)
    place = st.one_of(st.none(), st.tuples(st.integers(0, 9), st.floats(0, 9)).map(list))
    problem: Problem = {
        "format": "parvis-meetings-1",
        "seed": draw(st.integers(0, 9)),
        "slots": [{"start": f"1{n}:00", "end": f"1{n}:10"} for n in range(slots)],
        "tables": [
            {
                "id": f"t{number}",
                "interviewers": draw(st.integers(1, 2)),
                "slots": draw(times),
                "languages": draw(st.one_of(st.just([]), SOME)),
                "offers": draw(SOME),
                "at": draw(place),
                "wants": draw(SOME),
                "refuses": draw(st.one_of(st.just([]), st.just([]), SOME)),
            }
            for number in range(tables)
        ],
        "seekers": [
            {
                "id": f"s{number}",
                "slots": draw(times),
                "languages": draw(st.one_of(st.just([]), SOME)),
                "needs": draw(st.one_of(st.just([]), st.just([]), SOME)),
                "most": draw(st.integers(1, 4)),
                "wishes": [name for name in draw(names) if int(name[1]) < tables],
                "vetoes": [name for name in draw(st.one_of(st.just([]), names)) if int(name[1]) < tables],
                "open": draw(st.booleans()),
                "states": draw(SOME),
            }
            for number in range(seekers)
        ],
    }
    if draw(st.booleans()):
        problem["held"] = [
            {
                "table": table["id"],
                "slot": slot,
                "need": draw(WORDS),
                "places": draw(st.integers(1, table["interviewers"])),
            }
            for table in problem["tables"]
            for slot in table["slots"][:1]
        ]
    return problem


def may_meet(table: dict[str, Any], seeker: dict[str, Any]) -> bool:
    shares = not table["languages"] or not seeker["languages"] or set(table["languages"]) & set(seeker["languages"])
    wished = table["id"] in seeker["wishes"] or seeker["open"] or not seeker["wishes"]
    return bool(
        shares
        and wished
        and set(seeker["needs"]) <= set(table["offers"])
        and table["id"] not in seeker["vetoes"]
        and not set(table["refuses"]) & set(seeker["states"])
        and set(table["slots"]) & set(seeker["slots"])
    )


def liking(table: dict[str, Any], seeker: dict[str, Any]) -> int:
    mine, theirs = table["id"] in seeker["wishes"], bool(set(table["wants"]) & set(seeker["states"]))
    return 40 if mine and theirs else 20 if mine else 10 if theirs else 0


def written(value: Any) -> bytes:
    return json.dumps(value).encode()


def some_plan(problem: Problem, dice: random.Random) -> Plan:
    """Seat people at random as long as the rules allow, and certify it with random prices."""
    meetings: list[dict[str, Any]] = []
    moves = [
        (table, seeker, slot)
        for table in problem["tables"]
        for seeker in problem["seekers"]
        if may_meet(table, seeker)
        for slot in set(table["slots"]) & set(seeker["slots"])
    ]
    dice.shuffle(moves)
    for table, seeker, slot in moves[: dice.choice((1, len(moves), len(moves)))]:
        mine = [one for one in meetings if one["seeker"] == seeker["id"]]
        taken = {one["place"] for one in meetings if (one["table"], one["slot"]) == (table["id"], slot)}
        place = next((place for place in places_for(problem, table, seeker, slot) if place not in taken), None)
        is_free = all(one["slot"] != slot and one["table"] != table["id"] for one in mine)
        if is_free and len(mine) < seeker["most"] and place:
            meetings.append({"seeker": seeker["id"], "table": table["id"], "slot": slot, "place": place})
    problem["kept"] = [
        {key: one[key] for key in ("seeker", "table", "slot")} for one in meetings if dice.random() < 0.2
    ]
    prices = {
        table["id"]: [dice.choice((0, 0, 5, 100, 1010.5, 20000)) for _ in problem["slots"]]
        for table in problem["tables"]
    }
    return certified(problem, meetings, prices, [dice.choice((0, 5, 100, 30000)) for _ in problem.get("held", ())])


def held_at(problem: Problem, table: dict[str, Any], slot: int) -> list[tuple[str, int]]:
    """Return need and number of each held place, in the order of the file."""
    return [
        (one["need"], number)
        for number, one in enumerate(problem.get("held", ()))
        if (one["table"], one["slot"]) == (table["id"], slot)
        for _ in range(one["places"])
    ]


def places_for(problem: Problem, table: dict[str, Any], seeker: dict[str, Any], slot: int) -> list[int]:
    held = held_at(problem, table, slot)
    general = table["interviewers"] - len(held)
    mine = [general + number for number, (need, _) in enumerate(held, 1) if need in seeker["needs"]]
    return [*range(1, general + 1), *mine]


def certified(
    problem: Problem,
    meetings: list[dict[str, Any]],
    prices: dict[str, list[float]],
    held_prices: list[float] | None = None,
) -> Plan:
    tables = {one["id"]: one for one in problem["tables"]}
    seekers = {one["id"]: one for one in problem["seekers"]}
    value, gaps, walk = 0, 0, 0.0
    schedules = {name: sorted((one for one in meetings if one["seeker"] == name), key=by_slot) for name in seekers}
    for name, schedule in schedules.items():
        value += sum(STEPS[: len(schedule)])
        value += sum(liking(tables[one["table"]], seekers[name]) for one in schedule)
        for before, after in itertools.pairwise(schedule):
            gaps += sum(before["slot"] < slot < after["slot"] for slot in seekers[name]["slots"])
            here, there = tables[before["table"]].get("at"), tables[after["table"]].get("at")
            walk += abs(here[0] - there[0]) + abs(here[1] - there[1]) if here and there else 0
    held_prices = held_prices or [0.0] * len(problem.get("held", ()))
    bound = sum(price * one["places"] for price, one in zip(held_prices, problem.get("held", ()), strict=True))
    for name, table in tables.items():
        general = (table["interviewers"] - len(held_at(problem, table, slot)) for slot in table["slots"])
        bound += sum(prices[name][slot] * places for slot, places in zip(table["slots"], general, strict=True))
    bound += sum(best_by_trying(problem, seeker, prices, held_prices) for seeker in seekers.values())
    unserved = [name for name, schedule in schedules.items() if not schedule]
    return {
        "format": "parvis-meetings-plan-1",
        "seed": problem["seed"],
        "problem": hashlib.sha256(written(problem)).hexdigest(),
        "meetings": meetings,
        "certificate": {
            "value": value,
            "bound": bound,
            "gap": (bound - value) / bound if bound else 0,
            "eligible": sum(any(may_meet(table, one) for table in tables.values()) for one in seekers.values()),
            "met": [sum(len(one) > k for one in schedules.values()) for k in range(4)],
            "gaps": gaps,
            "walk": walk,
            "prices": prices,
            "held_prices": held_prices,
        },
        "unserved": [{"seeker": name, "why": [why_not(problem, seekers[name])], "say": ""} for name in unserved],
        "seconds": 0.1,
        "stopped": False,
    }


def why_not(problem: Problem, seeker: dict[str, Any]) -> dict[str, Any]:
    """Return a reason that is always true: nothing is proven, or what each table lacks."""
    if any(may_meet(table, seeker) for table in problem["tables"]):
        return {"reason": "not-proven", "stopped": False}
    is_closed = seeker["wishes"] and not seeker["open"]
    tables = [one for one in problem["tables"] if not is_closed or one["id"] in seeker["wishes"]]
    asks, needs, states = set(seeker["languages"]), set(seeker["needs"]), set(seeker["states"])
    out = {
        "no-language": [one for one in tables if asks and one["languages"] and not asks & set(one["languages"])],
        "no-support": [one for one in tables if needs - set(one["offers"])],
        "all-vetoed": [one for one in tables if one["id"] in seeker["vetoes"]],
        "all-refuse": [one for one in tables if states & set(one["refuses"])],
        "times-apart": [one for one in tables if not set(one["slots"]) & set(seeker["slots"])],
    }
    return {"reason": "nothing-fits", "left_out": {name: len(which) for name, which in out.items() if which}}


def by_slot(meeting: dict[str, Any]) -> int:
    return int(meeting["slot"])


def best_by_trying(
    problem: Problem, seeker: dict[str, Any], prices: dict[str, list[float]], held_prices: list[float]
) -> float:
    """Return the best schedule of ``seeker`` with the kept meetings, paying ``prices``, by trying all of them."""
    kept = {(one["table"], one["slot"]) for one in problem.get("kept", ()) if one["seeker"] == seeker["id"]}

    def asked(table: dict[str, Any], slot: int) -> float:
        held = held_at(problem, table, slot)
        return min([prices[table["id"]][slot], *(held_prices[n] for need, n in held if need in seeker["needs"])])

    def best(tables: list[dict[str, Any]], schedule: dict[str, int], worth: float) -> float:
        if not tables:
            return worth if kept <= set(schedule.items()) else -math.inf
        first, *others = tables
        found = best(others, schedule, worth)
        if len(schedule) < seeker["most"]:
            for slot in set(first["slots"]) & set(seeker["slots"]) - set(schedule.values()):
                more = STEPS[len(schedule)] + liking(first, seeker) - asked(first, slot)
                found = max(found, best(others, {**schedule, first["id"]: slot}, worth + more))
        return found

    return best([one for one in problem["tables"] if may_meet(one, seeker)], {}, 0.0)
