import datetime

import pytest
import time_machine

from parvis.core.domain.once import issue_once, read_once
from parvis.meetings.domain.hall.turns import call_slot
from parvis.meetings.domain.saying import say_release
from parvis.meetings.domain.seekers.joining import join
from parvis.meetings.domain.seekers.stating import Stated
from parvis.meetings.enums import Presence
from parvis.meetings.models import Meeting, MeetingDay, Table

from .made import STARTS, make_day, make_meeting, make_seeker, make_table
from .test_joining_pages import SENT, field, text_of

pytestmark = pytest.mark.django_db
MINUTE = datetime.timedelta(minutes=1)


@pytest.fixture(autouse=True)
def _on_the_day():
    with time_machine.travel(STARTS, tick=False):
        yield


def walk_in(day, now=STARTS, once=None, **stated):
    return join(day.pk, Stated(**stated), once or read_once(issue_once()), now, at_reception=True).seeker


def running(**changes):
    day = make_day("running")
    return day, make_table(day, sign="Bread", presence=Presence.HERE, **changes)


def test_who_walks_in_is_called_at_once_to_a_free_chair_and_the_next_one_waits():
    day, table = running()
    call_slot(day.pk, STARTS)
    first = walk_in(day, STARTS + MINUTE)
    called = Meeting.objects.get(seeker=first, slot=0)
    assert (called.state, called.table, called.promised) == ("called", table, False)
    second = walk_in(day, STARTS + 2 * MINUTE)
    assert not Meeting.objects.filter(seeker=second, slot=0).exists()
    assert Meeting.objects.get(seeker=second).state == "planned"


def test_the_same_form_again_changes_no_call():
    day, _table = running()
    call_slot(day.pk, STARTS)
    once = read_once(issue_once())
    walk_in(day, once=once)
    version = MeetingDay.objects.get().version
    walk_in(day, once=once)
    assert Meeting.objects.filter(state="called").count() == 1
    assert MeetingDay.objects.get().version == version + 1


@pytest.mark.parametrize(("minutes", "is_called"), [(5, True), (6, False), (11, False)])
def test_a_meeting_is_not_used_up_for_the_last_minutes_of_a_slot(minutes, is_called):
    day, _table = running(slots=[0])
    call_slot(day.pk, STARTS)
    walk_in(day, STARTS + minutes * MINUTE)
    assert Meeting.objects.filter(state="called").exists() is is_called


def test_nobody_is_taken_from_a_promise_and_a_slot_that_nobody_called_is_called_first():
    day, table = running()
    anna = make_seeker(day, presence=Presence.HERE)
    make_meeting(anna, table, promised=True)
    seeker = walk_in(day, STARTS)
    assert MeetingDay.objects.get().reached == 0
    assert Meeting.objects.get(slot=0, state="called").seeker == anna
    assert not Meeting.objects.filter(seeker=seeker, slot=0).exists()


def test_vetoes_and_needs_of_who_walks_in_hold():
    day, _table = running(key="t1")
    make_table(day, "t2", presence=Presence.HERE, access=["quiet"])
    call_slot(day.pk, STARTS)
    walk_in(day, vetoes=("t1",), needs=("quiet",))
    assert Meeting.objects.get(state="called").table.key == "t2"


def test_the_slip_says_where_to_go_now_in_the_language_of_the_slip(signed_in):
    day, _table = running()
    call_slot(day.pk, STARTS)
    house = day.session.event.house
    path = f"/en/staff/houses/{house.slug}/meetings/{day.session.code}/slips/"
    desk = signed_in("reception", house)
    sent = {**SENT, "once": field(desk.get(path), "once"), "spoken": "en"}
    assert "Go to table \u2068Bread\u2069 now." in text_of(desk.post(path, sent))
    later = {**SENT, "once": field(desk.get(path), "once"), "spoken": "en"}
    assert "You may meet table \u2068Bread\u2069, " in text_of(desk.post(path, later))


def test_when_held_places_are_free_is_said_where_there_are_any(client, signed_in):
    day, table = running(access=["quiet"])
    held = [{"slot": 2, "need": "quiet", "places": 1}]
    Table.objects.filter(pk=table.pk).update(held=held)
    MeetingDay.objects.update(release_before=2)
    house = day.session.event.house
    staff = f"/en/staff/houses/{house.slug}/meetings/{day.session.code}/"
    team = signed_in("programme", house)
    pages = [client.get(f"/en/meetings/{day.session.code}/"), team.get(staff), team.get(f"{staff}reception/")]
    assert all("free for all 2 slots before theirs" in text_of(page) for page in pages)
    Table.objects.update(held=[])
    pages = [client.get(f"/en/meetings/{day.session.code}/"), team.get(staff), team.get(f"{staff}reception/")]
    assert not any("Places held for a need" in text_of(page) for page in pages)
    day.release_before, table.held = 0, held
    assert "stay held until their slot is called" in say_release(day, [table])
