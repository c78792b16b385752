"""Days for tests: one that may stand in a file, and small random ones."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from parvis.timetable.domain.greedy import greedy_plan
from parvis.timetable.domain.market import Market
from parvis.timetable.domain.reading import read_problem


def day(**changes: Any) -> dict[str, Any]:
    """Return the day that docs/timetable.md shows, with ``changes`` at the top."""
    told: dict[str, Any] = {
        "format": "parvis-meetings-1",
        "seed": 20261127,
        "slots": [{"start": "14:00", "end": "14:10"}, {"start": "14:10", "end": "14:20"}],
        "tables": [
            {
                "id": "t1",
                "interviewers": 2,
                "slots": [0, 1],
                "languages": ["fr", "nl"],
                "offers": ["step-free", "quiet", "interpreter:ar"],
                "at": [4, 12],
                "wants": ["level:3"],
                "refuses": ["rhythm:block"],
            }
        ],
        "seekers": [
            {
                "id": "s1",
                "slots": [0, 1],
                "languages": ["fr"],
                "needs": ["quiet"],
                "most": 4,
                "wishes": ["t1"],
                "vetoes": [],
                "open": True,
                "states": ["level:3"],
            },
            {"id": "s2", "slots": [1]},
        ],
        "kept": [{"seeker": "s1", "table": "t1", "slot": 0}],
        "held": [{"table": "t1", "slot": 1, "need": "quiet", "places": 1}],
    }
    return told | changes


LANGUAGES, NEEDS, FACTS = ("fr", "ar"), ("quiet", "step-free"), ("level:1", "level:2")


@st.composite
def small_days(draw: st.DrawFn, *, promises: bool = True) -> dict[str, Any]:
    """Draw a day small enough to try every plan of: up to 4 seekers, 3 tables, 3 slots."""
    count = draw(st.integers(1, 3))
    slots = [{"start": f"1{number}:00", "end": f"1{number}:10"} for number in range(count)]
    tables = [_table(draw, number, count) for number in range(draw(st.integers(1, 3)))]
    seekers = [_seeker(draw, number, count, len(tables)) for number in range(draw(st.integers(1, 4)))]
    told = day(seed=draw(st.integers(0, 3)), slots=slots, tables=tables, seekers=seekers, kept=[], held=[])
    if promises:
        told["held"] = _held(draw, tables)
        told["kept"] = _kept(draw, told)
    return told


def _some(draw: st.DrawFn, values: Any, smallest: int = 0) -> list[Any]:
    return draw(st.lists(st.sampled_from(list(values)), unique=True, min_size=smallest)) if values else []


def _table(draw: st.DrawFn, number: int, count: int) -> dict[str, Any]:
    return {
        "id": f"t{number}",
        "interviewers": draw(st.integers(1, 2)),
        "slots": sorted(_some(draw, range(count))),
        "languages": _some(draw, LANGUAGES),
        "offers": _some(draw, NEEDS),
        "at": draw(st.none() | st.tuples(st.integers(0, 9), st.integers(0, 9)).map(list)),
        "wants": _some(draw, FACTS),
        "refuses": draw(st.sampled_from([[], [], ["level:2"]])),
    }


def _seeker(draw: st.DrawFn, number: int, count: int, tables: int) -> dict[str, Any]:
    wishes = _some(draw, [f"t{each}" for each in range(tables)])
    vetoes = draw(st.sampled_from([[], [], ["t0"]]))
    return {
        "id": f"s{number}",
        "slots": sorted(_some(draw, range(count))),
        "languages": _some(draw, LANGUAGES),
        "needs": draw(st.sampled_from([[], [], ["quiet"], ["step-free"], ["quiet", "step-free"]])),
        "most": draw(st.integers(1, 4)),
        "wishes": wishes,
        "vetoes": [each for each in vetoes if each not in wishes],
        "open": draw(st.booleans()),
        "states": _some(draw, FACTS),
    }


def _held(draw: st.DrawFn, tables: list[dict[str, Any]]) -> list[dict[str, Any]]:
    held = []
    for table in tables:
        for slot in table["slots"]:
            left = table["interviewers"]
            for need in table["offers"]:
                places = draw(st.integers(0, left))
                left -= places
                if places:
                    held.append({"table": table["id"], "slot": slot, "need": need, "places": places})
    return held


def _kept(draw: st.DrawFn, told: dict[str, Any]) -> list[dict[str, Any]]:
    """Draw kept meetings that are possible together: those of a greedy plan of the day, some of them."""
    plan = greedy_plan(Market(read_problem(told)))
    names = [
        {"seeker": told["seekers"][seeker]["id"], "table": told["tables"][table]["id"], "slot": slot}
        for seeker, table, slot in plan
    ]
    return [each for each in names if draw(st.integers(0, 3)) == 0]
