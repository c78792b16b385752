from __future__ import annotations

import json
from typing import Any

import pytest

from parvis.timetable.domain.planning import plan_of
from parvis.timetable.domain.reading import read_problem
from parvis.timetable.tests.days import day

TABLE = {"id": "t1", "slots": [0], "languages": ["fr"], "offers": ["quiet"], "refuses": ["level:1"]}
OTHER = {"id": "t2", "slots": [0, 1], "languages": ["nl"], "offers": ["step-free"]}
SEEKER = {"id": "s1", "slots": [0]}


def why(seeker: dict[str, Any], *tables: dict[str, Any], **more: Any) -> tuple[list[str], str]:
    """Return the reasons of the one seeker without a meeting, and the sentence."""
    seekers = [SEEKER | seeker, *more.pop("others", [])]
    told = day(tables=list(tables), seekers=seekers, kept=[], held=more.pop("held", []), **more)
    plan = plan_of(read_problem(json.dumps(told)))
    (one,) = (each for each in plan.unserved if each.seeker == "s1")
    return [reason["reason"] for reason in one.why], one.say


@pytest.mark.parametrize(
    ("seeker", "reasons", "sentence"),
    [
        ({"slots": []}, ["no-time"], "No time was given."),
        ({"languages": ["ar", "tr"]}, ["no-language"], "No table speaks one of these languages: ar, tr."),
        ({"needs": ["interpreter:lsfb"]}, ["no-support"], "No table offers this: interpreter:lsfb."),
        ({"needs": ["quiet", "step-free"]}, ["no-support"], "No table offers all of this at once: quiet, step-free."),
        ({"vetoes": ["t1", "t2"]}, ["all-vetoed"], "All tables are vetoed."),
        (
            {"vetoes": ["t1"], "languages": ["fr"]},
            ["nothing-fits"],
            "No table fits in everything: 1 speak no shared language; 1 are vetoed.",
        ),
        (
            {"wishes": ["t1"], "open": False, "states": ["level:1"]},
            ["wishes-only", "all-refuse"],
            "Only wished tables were to be met: “t1”. No table looks for this profile: level:1.",
        ),
        (
            {"wishes": ["t1"], "open": False, "slots": [1]},
            ["wishes-only", "times-apart"],
            "Only wished tables were to be met: “t1”. No table is there at these times.",
        ),
    ],
)
def test_who_may_meet_nobody_is_told_the_facts(seeker, reasons, sentence):
    assert why(seeker, TABLE, OTHER) == (reasons, sentence)


def test_without_tables_that_is_the_reason():
    assert why({}) == (["no-tables"], "There is no table.")


def test_more_people_than_places_are_counted():
    others = [{"id": f"s{number}", "slots": [0], "wishes": ["t1"]} for number in (2, 3)]
    reasons, sentence = why({}, {"id": "t1", "slots": [0]}, others=others)
    assert reasons == ["few-places", "worth-more-to-others"]
    assert "3 people can meet only these tables: “t1”. They have 1 places" in sentence
    assert "at “t1”, 10020 points, and 10000 here" in sentence


def test_a_table_wished_more_often_than_it_has_places_is_named():
    others = [{"id": f"s{number}", "slots": [0], "wishes": ["t1"], "states": ["a"]} for number in (2, 3, 4)]
    reasons, sentence = why(
        {"wishes": ["t1"]}, {"id": "t1", "slots": [0], "interviewers": 3, "wants": ["a"]}, others=others
    )
    assert reasons == ["few-places", "worth-more-to-others", "asked"]
    assert "Table “t1” is wished by 4 people and has 3 places." in sentence


def test_places_that_are_held_are_the_reason():
    held = [{"table": "t1", "slot": 0, "need": "quiet", "places": 1}]
    reasons, sentence = why({}, TABLE | {"refuses": []}, held=held)
    assert reasons[0] == "held"
    assert "held for people who need them: “t1”" in sentence


def test_places_taken_at_the_only_time_there_is():
    reasons, sentence = why({}, {"id": "t1", "slots": [0, 1]}, others=[{"id": "s2", "slots": [0], "wishes": ["t1"]}])
    assert reasons == ["taken", "worth-more-to-others"]
    assert "taken when there is time for them: “t1”" in sentence


def test_a_plan_without_time_says_so():
    told = day(
        tables=[{"id": "t1", "slots": [0]}],
        seekers=[SEEKER, {"id": "s2", "slots": [0]}, {"id": "s3", "slots": [1]}],
        kept=[],
        held=[],
    )
    plan = plan_of(read_problem(json.dumps(told)), seconds=0)
    assert plan.stopped
    assert all(one.say for one in plan.unserved)
