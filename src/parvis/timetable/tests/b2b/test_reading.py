"""Instances are read as they are published; what is none is said in a sentence."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parvis.timetable.domain.b2b.event import Event
from parvis.timetable.domain.b2b.reading import NotAnEvent, read_event
from parvis.timetable.tests.b2b.made import events, written


@given(events())
def test_what_is_written_is_read(event: Event) -> None:
    assert read_event(written(event)) == event


TEXT = """
/* a small one */ nBusiness = 3; nMeetings = 2; nTables = 1; nTotalSlots = 4; nMorningSlots = 2;
requested = array2d(1..2, 1..3, [1,2,3, 2,3,2]); meetingsxBusiness = [{1,2},{1,2,3},{1,3}];
forbidden = [{0}, {0, 2}, 3..4]; fixed = [0,0]; precedences = [{}, {1}];
"""


def test_other_ways_to_write_it() -> None:
    event = read_event(TEXT)
    assert event.meetings == ((0, 1), (1, 2))
    assert event.forbidden == (frozenset(), frozenset({1}), frozenset({2, 3}))
    assert event.before == (frozenset(), frozenset({0}))
    assert event.may_start(1) == set()
    assert read_event(TEXT.replace(" fixed = [0,0];", "").replace("precedences = [{}, {1}];", "")).fixed == (None, None)


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("nTables = 1;", "", "nTables is missing"),
        ("nTables = 1;", "nTables = -1;", "nTables is missing, or is no number"),
        ("nTables = 1;", "nTables = [1];", "nTables is missing, or is no number"),
        ("nTables = 1;", "nTables 1;", "“nTables” is followed by no value"),
        ("nTables = 1;", "nTables = 1, 2;", "does not end with “;”"),
        ("nTables = 1;", "nTables = ];", "stands where a number or a list should"),
        ("nTables = 1;", "nTables = #;", "Line 2 cannot be read"),
        ("[0,0]", "[0,0,1]", "fixed must hold 2 slots"),
        ("[0,0]", "[0,9]", "fixed must hold 2 slots"),
        ("[0,0]", "{{}}", "fixed is missing, or is no list of numbers"),
        ("[0,0]", "[0,0", "stands where a number"),
        ("3..4", "3..99999999", "A range from 3"),
        ("3..4", "3..5", "forbidden must hold 3 sets"),
        ("[{}, {1}]", "[{}, {3}]", "precedences must hold 2 sets"),
        ("[{}, {1}]", "[{}]", "precedences must hold 2 sets"),
        ("2,3,2", "2,2,2", "Meeting 2 is not of two participants"),
        ("2,3,2", "2,4,2", "Meeting 2 is not of two participants"),
        ("2,3,2", "2,3,4", "Meeting 2 is in the half 4"),
        ("2,3,2", "2,3", "requested holds 5 numbers"),
        (TEXT, "a = f();", "nBusiness is missing"),
        (TEXT, "a = " + "[" * 100_000, "nested too deeply"),
        (TEXT, "a = " + "9" * 10_000, "stands where a number"),
        (TEXT, "", "nBusiness is missing"),
        (TEXT, "nBusiness = [" * 50, "stands where a number"),
    ],
)
def test_what_is_no_instance_is_said(old: str, new: str, words: str) -> None:
    with pytest.raises(NotAnEvent, match=r"\.$") as error:
        read_event(TEXT.replace(old, new))
    assert words in str(error.value)


@given(st.text(alphabet="nBusiness=[]{}|();,.0123 \n", max_size=60))
def test_no_text_is_more_than_a_sentence(text: str) -> None:
    with pytest.raises(NotAnEvent):
        read_event(text)
