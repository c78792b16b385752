"""Notes of a table about the slot that is going on: whom it called in vain is not sent to it again, and a slip is put right."""

import pytest

from parvis.meetings.domain.hall.acts import mark_seeker
from parvis.meetings.domain.hall.notes import read_notes, take_notes
from parvis.meetings.domain.hall.turns import call_slot
from parvis.meetings.enums import Presence
from parvis.meetings.models import Meeting

from .made import make_meeting
from .test_hall_turns import at, running

pytestmark = pytest.mark.django_db


def told(table, seeker, seen, number, slot=0):
    plain = [{"seeker": str(seeker.pk), "slot": slot, "number": number, "seen": seen}]
    return take_notes(table, read_notes(table, plain), at(0))


def states_of(seeker):
    return list(Meeting.objects.filter(seeker=seeker, slot=0).values_list("table__key", "state"))


@pytest.mark.parametrize("promised", [True, False])
def test_who_was_called_in_vain_is_not_called_again_in_that_slot(promised):
    day, (table,), (anna,) = running(tables=1, seekers=1)
    if promised:
        make_meeting(anna, table, promised=True)
    call_slot(day.pk, at(0))
    assert told(table, anna, "missed", 1).number == 1
    assert states_of(anna) == [(table.key, "missed")]
    assert told(table, anna, "missed", 1).number == 0
    assert states_of(anna) == [(table.key, "missed")]


@pytest.mark.parametrize("promised", [True, False])
def test_a_slip_is_called_again_on_the_same_row(promised):
    day, (table,), (anna,) = running(tables=1, seekers=1)
    if promised:
        make_meeting(anna, table, promised=True)
    call_slot(day.pk, at(0))
    told(table, anna, "missed", 1)
    assert told(table, anna, "nothing", 2).number == 1
    assert states_of(anna) == [(table.key, "called")]
    assert told(table, anna, "nothing", 2).number == 0
    assert told(table, anna, "met", 3).number == 1
    assert states_of(anna) == [(table.key, "held")]


def test_who_comes_after_all_is_called_on_the_same_row():
    day, (table,), (anna,) = running(tables=1, seekers=1)
    call_slot(day.pk, at(0))
    told(table, anna, "missed", 1)
    mark_seeker(day.pk, anna.pk, Presence.HERE, at(0))
    call_slot(day.pk, at(0))
    assert states_of(anna) == [(table.key, "called")]


def test_who_sat_elsewhere_in_that_slot_was_not_missing():
    day, (first, second), (anna,) = running(tables=2, seekers=1)
    make_meeting(anna, second, promised=True)
    call_slot(day.pk, at(0))
    assert states_of(anna) == [(second.key, "called")]
    told(first, anna, "missed", 1)
    assert sorted(states_of(anna)) == sorted([(first.key, "lost"), (second.key, "called")])
