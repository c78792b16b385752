import json

import pytest
import time_machine

from parvis.agenda.domain.apart import plan_apart, write_apart
from parvis.agenda.enums import SessionState
from parvis.agenda.models import Session
from parvis.core.domain.once import Once
from parvis.seats.domain.door import Mark, known_prints
from parvis.seats.domain.planning import plan_single
from parvis.seats.domain.taking import Asked, take
from parvis.seats.models import Holding

from .made import HOUR, NOW, a_form, make_plan, make_session

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _at_now():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def plan():
    return make_plan(10, session=make_session(NOW + HOUR))


@pytest.fixture
def door(plan, signed_in):
    return signed_in("reception", plan.session.event.house)


def where(plan, tail=""):
    return f"/en/staff/houses/lyon/door/{plan.session.code}/{tail}"


def send(door, plan, **told):
    body = {"page": "page-one-", "number": 0, "turn": 0, "marks": [], **told}
    return door.post(where(plan, "marks/"), json.dumps(body), content_type="application/json")


def test_the_door_sees_valid_used_and_not_valid_and_no_list(door, plan):
    code = take(plan.pk, Asked(2), a_form(), NOW).code
    assert where(plan) in door.get("/en/staff/houses/lyon/door/").content.decode()
    page = door.get(where(plan)).content.decode()
    assert code.reveal() not in page
    assert "Valid: come in" in door.post(where(plan), {"code": code.reveal().lower()}).content.decode()
    again = door.post(where(plan), {"code": code.reveal()}).content.decode()
    assert '<p class="lead" role="status" id="seen">Already used</p>' in again
    assert door.post(where(plan), {"code": "nonsense"}).status_code == 422
    counted = door.post(where(plan), {"act": "count", "step": "1"}).content.decode()
    assert '<strong id="inside">3</strong>' in counted


def test_slots_that_nobody_took_do_not_flood_the_door(door, plan):
    at = plan.session.event.house
    plans = []
    for number, link in enumerate(("", "", "", "https://video.example/room")):
        event = write_apart(at, {"en": "How do I find work?"}, ["fr"], link)
        (session,) = plan_apart(event, [(NOW + HOUR, NOW + HOUR * 2)])
        plan_single([session])
        plans.append(session.seat_plan)
        if number:
            take(plans[-1].pk, Asked(1), Once(str(number).encode()), NOW)
    Session.objects.filter(pk=plans[2].session_id).update(state=SessionState.CANCELLED)
    page = door.get("/en/staff/houses/lyon/door/").content.decode()
    assert [where(each) in page for each in plans] == [False, True, False, False]
    assert where(plan) in page.partition("<details>")[0]
    assert where(plans[1]) in page.partition("<details>")[2]
    assert page.count("How do I find work?") == 1


def test_notes_from_off_the_line_are_entered_once(door, plan):
    code = take(plan.pk, Asked(2), a_form(), NOW).code
    mark = Mark.of(code, plan.pk, "note-0001")
    assert list(known_prints(plan)) == [mark.print]
    note = {"print": mark.print, "entry": mark.entry}
    told = [send(door, plan, marks=[note], number=3, turn=2).json() for _ in range(3)]
    assert told[0] == told[1] == told[2]
    assert told[0]["seen"] == {"note-0001": "valid"}
    assert told[0]["inside"] == 5
    other = send(door, plan, marks=[{"print": mark.print, "entry": "note-0002"}], page="page-two-").json()
    assert other["seen"] == {"note-0002": "used"}
    assert Holding.objects.get().came == 2


@pytest.mark.parametrize("body", [b"", b"[]", b"{}", b'{"marks": [1]}', b"\xff", b'{"marks": [], "page": 1}'])
def test_notes_that_cannot_be_read_are_refused(door, plan, body):
    assert door.post(where(plan, "marks/"), body, content_type="application/json").status_code == 400


def test_another_house_has_no_door_here(signed_in, plan):
    from parvis.network.tests.made import house

    stranger = signed_in("reception", house("geneve"))
    assert stranger.get(where(plan)).status_code == 403
    assert stranger.get(f"/en/staff/houses/geneve/door/{plan.session.code}/").status_code == 404
