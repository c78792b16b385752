"""Places held for needs: what uses them up, and what stays held."""

from __future__ import annotations

from dataclasses import replace

from parvis.timetable.domain.day.ground import ground_of
from parvis.timetable.domain.day.picture import picture_of
from parvis.timetable.domain.day.places import holds_of
from parvis.timetable.domain.day.state import Meeting, State
from parvis.timetable.domain.problem import Held, Seeker, Table
from parvis.timetable.tests.test_day_moves import everybody_here

NEEDS = frozenset({"quiet", "hearing"})
TABLE = Table("t", (0, 1, 2), offers=NEEDS, interviewers=2)
BOTH, SECOND = Seeker("both", (2,), needs=NEEDS), Seeker("second", (2,), needs=frozenset({"hearing"}))
EACH = (Held("t", 2, "quiet", 1), Held("t", 2, "hearing", 1))


def still_held(state: State, *held: Held) -> dict:
    ground = ground_of(replace(state.ground.problem, held=held))
    return holds_of(picture_of(replace(state, ground=ground), 0)).reserved


def test_one_person_with_two_needs_uses_up_one_place_that_is_held():
    """Two chairs, one held for each need: who has both sits on one of them, and the other is still held."""
    state = replace(everybody_here(TABLE, BOTH, SECOND, Seeker("other", (2,))), plan=(Meeting("both", "t", 2),))
    for one in EACH:
        assert still_held(state, one) == {}
    (left,) = still_held(state, *EACH).values()
    assert sum(left.values()) == 1
    plan = (*state.plan, Meeting("second", "t", 2))
    assert still_held(replace(state, plan=plan), *EACH) == {}, "who has one of them leaves the other to who has both"


def test_a_need_held_for_in_two_lines_is_their_sum():
    state = replace(everybody_here(TABLE, BOTH), plan=(Meeting("both", "t", 2),))
    twice = (Held("t", 2, "quiet", 1), Held("t", 2, "quiet", 1))
    assert still_held(state, *twice) == {(0, 2): {"quiet": 1}}
