from __future__ import annotations

import datetime
import itertools

import pytest
import time_machine
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from parvis.agenda.domain import writing
from parvis.agenda.domain.conflicts import in_the_way
from parvis.agenda.enums import EventState, SessionState
from parvis.agenda.models import Session
from parvis.agenda.tests.making import HOUR, NOW, make_event, make_house, make_kind, make_room, only
from parvis.core.domain.revisions import revision_of
from parvis.core.refusal import Refusal

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("_now")]


@pytest.fixture
def _now():
    with time_machine.travel(NOW, tick=False):
        yield


def test_a_taken_room_is_refused_and_what_is_there_is_named() -> None:
    at = make_house()
    room = make_room(at)
    make_event("Bread", at, NOW + 24 * HOUR, room)
    with pytest.raises(Refusal, match=r"Room A is taken: “Bread” is there"):
        make_event("Wood", at, NOW + 25 * HOUR, room)
    assert only(make_event("Wood", at, NOW + 26 * HOUR, room)).room == room  # touching is no conflict


def test_a_cancelled_session_frees_its_room() -> None:
    at = make_house()
    room = make_room(at)
    writing.cancel_session(only(make_event("Bread", at, room=room)))
    make_event("Wood", at, room=room)


def test_a_session_does_not_stand_in_its_own_way() -> None:
    at = make_house()
    room = make_room(at)
    session = only(make_event("Bread", at, room=room))
    writing.move_session(session, session.starts + HOUR, session.ends + HOUR, room)
    session.refresh_from_db()
    assert session.state == SessionState.MOVED
    assert session.moved_from == NOW + 24 * HOUR
    assert session.sequence == 1
    writing.move_session(session, session.starts + HOUR, session.ends + HOUR, room)
    assert session.moved_from == NOW + 24 * HOUR  # where it was planned first


def test_a_room_of_another_house_is_refused() -> None:
    with pytest.raises(Refusal):
        make_event("Bread", make_house(), room=make_room(make_house("paris")))


def test_publishing_needs_a_session() -> None:
    event = writing.write_event(make_house(), make_kind(), writing.Facts(texts={"en": writing.Text("Bread")}))
    with pytest.raises(Refusal, match="Plan one session"):
        writing.publish(event)
    event.refresh_from_db()
    assert event.state == EventState.DRAFT


def test_an_event_needs_a_title_and_ages_in_order() -> None:
    with pytest.raises(Refusal):
        writing.write_event(make_house(), make_kind(), writing.Facts(texts={"en": writing.Text(" ")}))
    with pytest.raises(Refusal):
        make_event(min_age=18, max_age=12)


def test_cancelling_an_event_cancels_what_is_to_come_only() -> None:
    event = make_event()
    past = writing.plan_session(event, NOW - 5 * HOUR, NOW - 4 * HOUR)
    before = revision_of("agenda")
    writing.cancel_event(event, {"en": "The oven is broken."})
    past.refresh_from_db()
    coming = event.sessions.get(starts__gt=NOW)
    assert (past.state, coming.state, coming.sequence) == (SessionState.PLANNED, SessionState.CANCELLED, 1)
    assert revision_of("agenda") > before
    with pytest.raises(Refusal):
        writing.plan_session(event, NOW + HOUR, NOW + 2 * HOUR)


def test_what_is_over_is_neither_moved_nor_cancelled() -> None:
    session = only(make_event(starts=NOW - 5 * HOUR))
    with pytest.raises(Refusal):
        writing.cancel_session(session)
    with pytest.raises(Refusal):
        writing.move_session(session, NOW + HOUR, NOW + 2 * HOUR)


def test_making_sessions_anew_keeps_what_was_moved_and_cancelled() -> None:
    event = make_event(rule="FREQ=WEEKLY;COUNT=5", first_starts=NOW + 48 * HOUR, first_minutes=60)
    assert writing.make_sessions(event, NOW) == (5, [])
    made = list(event.sessions.filter(made_for__isnull=False).order_by("starts"))
    writing.cancel_session(made[1])
    writing.move_session(made[2], made[2].starts + HOUR, made[2].ends + HOUR)
    assert writing.make_sessions(event, NOW) == (0, [])
    made[1].refresh_from_db()
    assert made[1].state == SessionState.CANCELLED
    event.except_on = [made[3].starts.date().isoformat()]
    event.save()
    writing.make_sessions(event, NOW)
    made[3].refresh_from_db()
    assert made[3].state == SessionState.CANCELLED  # published: whoever noted it is told


def test_a_draft_loses_what_its_rule_no_longer_gives() -> None:
    event = make_event(is_published=False, rule="FREQ=WEEKLY;COUNT=5", first_starts=NOW + 48 * HOUR)
    writing.make_sessions(event, NOW)
    event.rule = "FREQ=WEEKLY;COUNT=2"
    event.save()
    writing.make_sessions(event, NOW)
    assert event.sessions.filter(made_for__isnull=False).count() == 2


@pytest.mark.usefixtures("_now")
class RoomsTest(TestCase):
    @settings(max_examples=40, deadline=None)
    @given(st.lists(st.tuples(st.integers(1, 60), st.integers(1, 8)), min_size=1, max_size=12))
    def test_no_two_sessions_ever_share_a_room(self, wishes: list[tuple[int, int]]) -> None:
        with time_machine.travel(NOW, tick=False):
            at = make_house()
            room = make_room(at)
            event = make_event(at=at, starts=NOW + 500 * HOUR)
            for begins, lasts in wishes:
                starts, ends = NOW + begins * HOUR, NOW + (begins + lasts) * HOUR
                is_free = in_the_way(room, starts, ends) is None
                try:
                    writing.plan_session(event, starts, ends, room)
                except Refusal:
                    assert not is_free
                else:
                    assert is_free
            held = list(Session.objects.filter(room=room).order_by("starts"))
            for one, next_one in itertools.pairwise(held):
                assert one.ends <= next_one.starts


def test_codes_are_read_back() -> None:
    event = make_event()
    assert len(event.code) == 6
    assert datetime.timedelta() < only(event).ends - only(event).starts
