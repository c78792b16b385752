"""What tables noted without a network: merging knows no order, and what follows is possible."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from parvis.timetable.domain.day.notes import Note, Seen, merged, noted
from parvis.timetable.domain.day.state import Meeting

names, tables, slots = st.sampled_from("abc"), st.sampled_from(["t0", "t1"]), st.integers(0, 2)
logs = st.lists(st.builds(Note, tables, names, slots, st.integers(0, 3), st.sampled_from(Seen)), max_size=8)


@given(logs, logs, logs)
def test_merging_knows_no_order(one, other, third):
    assert merged(one, other) == merged(other, one)
    assert merged(merged(one, other), third) == merged(one, merged(other, third))
    assert merged(one, one) == merged(one)


@given(logs, st.lists(st.builds(Meeting, names, tables, slots), max_size=3))
def test_what_was_noted_is_possible(log, known):
    found = noted(log, known)
    assert len({(each.seeker, each.slot) for each in found.met}) == len(found.met)
    assert len({(each.seeker, each.table) for each in found.met}) == len(found.met)
    said = {Meeting(note.seeker, note.table, note.slot) for note in merged(log) if note.seen is Seen.MET}
    assert set(found.met) | set(found.doubtful) == said
    assert not set(found.met) & set(found.doubtful)
    assert not {(each.seeker, each.slot) for each in found.missed} & {(each.seeker, each.slot) for each in found.met}


def test_a_slip_is_taken_back():
    wrong, right = Note("t", "a", 0, 1, Seen.MET), Note("t", "a", 0, 2, Seen.NOTHING)
    assert noted([right, wrong]).met == ()
    assert noted([wrong]).met == (Meeting("a", "t", 0),)


def test_the_planned_table_is_believed():
    """Two tables say that they met one person in one slot: the planned one did, the other is asked about."""
    notes = [Note("t0", "a", 0, 1, Seen.MET), Note("t1", "a", 0, 1, Seen.MET)]
    found = noted(notes, known=[Meeting("a", "t1", 0)])
    assert found.met == (Meeting("a", "t1", 0),)
    assert found.doubtful == (Meeting("a", "t0", 0),)
