from __future__ import annotations

import json
import re

import pytest

from parvis.core.refusal import Refusal
from parvis.timetable.domain.reading import read_problem
from parvis.timetable.tests.days import day

TABLE = {"id": "t1", "slots": [0, 1]}
SEEKER = {"id": "s1", "slots": [0, 1]}
MET = {"seeker": "s1", "table": "t1", "slot": 0}


def test_the_day_of_the_page_is_read():
    problem = read_problem(json.dumps(day()))
    assert [table.id for table in problem.tables] == ["t1"]
    assert problem.seekers[1].most == 4
    assert problem.seekers[1].is_open
    assert problem.kept[0].slot == 0
    assert len(problem.digest) == 64


def test_text_bytes_and_values_are_the_same_day():
    text = json.dumps(day(), sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    assert read_problem(text) == read_problem(text.encode()) == read_problem(day())


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"format": "parvis-meetings-2"}, r"format: write “parvis-meetings-1” here"),
        ({"slots": []}, r"slots: without a slot nobody can meet"),
        ({"slots": [{"start": "14:00", "end": "13:00"}]}, r"slots\[0\]: it ends before"),
        ({"slots": [{"start": "25:00", "end": "26:00"}]}, r"slots\[0\]\.start: write a time"),
        (
            {"slots": [{"start": "14:00", "end": "14:10"}, {"start": "14:05", "end": "14:15"}]},
            r"slots\[1\]: it begins before",
        ),
        ({"tables": [TABLE, TABLE]}, r"tables\[1\]: two tables are called “t1”"),
        ({"tables": [TABLE | {"slots": [0, 2]}]}, r"tables\[0\]\.slots\[1\]: write a whole number from 0 to 1"),
        ({"tables": [TABLE | {"slots": [0, 0]}]}, r"tables\[0\]\.slots\[1\]: “0” stands here twice"),
        ({"tables": [TABLE | {"interviewers": True}]}, r"tables\[0\]\.interviewers: write a whole number"),
        ({"tables": [TABLE | {"at": [1]}]}, r"tables\[0\]\.at: write two numbers"),
        ({"tables": [TABLE | {"at": [1, 1e300]}]}, r"tables\[0\]\.at: write two numbers"),
        ({"tables": [{"id": "t1"}]}, r"tables\[0\]: “slots” is missing"),
        ({"tables": "t1"}, r"tables: write a list"),
        ({"tables": ["t1"]}, r"tables\[0\]: write an object"),
        ({"seekers": [SEEKER, SEEKER]}, r"seekers\[1\]: two seekers are called “s1”"),
        ({"seekers": [SEEKER | {"wishes": ["t9"]}]}, r"seekers\[0\]\.wishes\[0\]: no table is called “t9”"),
        ({"seekers": [SEEKER | {"wishes": ["t1"], "vetoes": ["t1"]}]}, r"seekers\[0\]\.vetoes: table “t1” is wished"),
        ({"seekers": [SEEKER | {"wishes": ["t1"] * 201}]}, r"seekers\[0\]\.wishes: 201 are too many"),
        ({"seekers": [SEEKER | {"wishes": ["x" * 200_000]}]}, r"seekers\[0\]\.wishes\[0\]: write 1 to 80 characters"),
        ({"seekers": [SEEKER | {"name": "Ada"}]}, r"seekers\[0\]: “name” is not known here"),
        ({"seekers": [SEEKER | {"open": 1}]}, r"seekers\[0\]\.open: write true or false"),
        ({"seekers": [SEEKER | {"most": 0}]}, r"seekers\[0\]\.most: write a whole number from 1 to 12"),
        ({"seekers": [SEEKER | {"id": "a\u202eb"}]}, r"seekers\[0\]\.id: .* cannot be printed"),
        ({"kept": [MET | {"seeker": "s9"}]}, r"kept\[0\]\.seeker: nobody and nothing is called “s9”"),
        ({"kept": [MET, MET]}, r"kept\[1\]\.slot: .* at another table then"),
        ({"kept": [MET, MET | {"slot": 1}]}, r"kept\[1\]\.table: .* twice"),
        ({"kept": [MET | {"seeker": "s2"}]}, r"kept\[0\]\.slot: .* not both there then"),
        ({"held": [], "tables": [TABLE]}, r"kept\[0\]: seeker “s1” and table “t1” may not meet"),
        ({"held": [{"table": "t1", "slot": 1, "need": "quiet", "places": 3}]}, r"held\[0\]\.places: .* so many places"),
        ({"held": [{"table": "t1", "slot": 1, "need": "calm", "places": 1}]}, r"held\[0\]\.need: .* does not offer"),
        ({"held": [{"table": "t1", "slot": 1, "need": "quiet", "places": 1}] * 2}, r"held\[1\]: .* twice"),
        ({"seed": 1.5}, r"seed: write a whole number"),
        ({"rooms": 1}, r"“rooms” is not known here"),
    ],
)
def test_what_cannot_be_planned_is_refused_with_its_place(changes, sentence):
    with pytest.raises(Refusal) as refused:
        read_problem(day(**changes))
    assert re.search(sentence, str(refused.value)), refused.value


def test_more_promises_than_places_are_refused():
    tables = [TABLE | {"interviewers": 1}]
    seekers = [SEEKER, SEEKER | {"id": "s2"}]
    with pytest.raises(Refusal, match=r"kept\[1\]: table “t1” has no place left then"):
        read_problem(day(tables=tables, seekers=seekers, kept=[MET, MET | {"seeker": "s2"}], held=[]))


def test_more_promises_than_wanted_are_refused():
    seekers = [SEEKER | {"most": 1}]
    kept = [MET, {"seeker": "s1", "table": "t2", "slot": 1}]
    with pytest.raises(Refusal, match=r"kept\[1\]: seeker “s1” wants fewer"):
        read_problem(day(tables=[TABLE, TABLE | {"id": "t2"}], seekers=seekers, kept=kept, held=[]))


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        (b"\xff\xfe", "not a JSON file"),
        ("[1", "not a JSON file"),
        ("[" * 100_000, "too deep"),
        ("[]", "write one object"),
        ('{"format": 1, "format": 2}', "“format” stands twice"),
        ('{"seed": NaN}', "“NaN” is not a number"),
        ('{"seed": ' + "9" * 10_000 + "}", "not a JSON file"),
    ],
)
def test_what_is_no_file_of_a_day_is_refused(text, sentence):
    with pytest.raises(Refusal, match=sentence):
        read_problem(text)


def test_too_many_pairs_are_refused():
    tables = [{"id": f"t{number}", "slots": [0]} for number in range(1001)]
    seekers = [{"id": f"s{number}", "slots": [0]} for number in range(20_000)]
    with pytest.raises(Refusal, match="Divide the day"):
        read_problem(day(tables=tables, seekers=seekers, kept=[], held=[]))
