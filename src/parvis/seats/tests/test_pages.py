import re

import pytest
import time_machine

from parvis.agenda.models import Session
from parvis.seats.models import Holding, Plan

from .made import HOUR, NOW, SOON, make_plan, make_session

pytestmark = pytest.mark.django_db
CODE = re.compile(r"\b[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}\b")


@pytest.fixture(autouse=True)
def _at_now():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def plan():
    return make_plan(5, walk_in_share=20)


def form(client, plan, language="en", **fields):
    page = client.get(f"/{language}/events/{plan.session.event.code}/seats/")
    once = re.search(r'name="once" value="([^"]+)"', page.content.decode())[1]
    return {"once": once, "session": plan.session.code, "seats": "2", **fields}


def take(client, plan, language="en", **fields):
    sent = form(client, plan, language, **fields)
    return client.post(f"/{language}/events/{plan.session.event.code}/seats/", sent)


def code_in(answer):
    return CODE.search(answer.content.decode())[0]


def test_a_visitor_takes_seats_types_the_code_back_and_gives_them_back(client, plan):
    page = client.get(f"/en/events/{plan.session.event.code}/seats/")
    assert "4 of 4 seats are free." in page.content.decode()
    assert "1 seat is kept for people who just come." in page.content.decode()
    answer = take(client, plan)
    assert answer.status_code == 200
    assert "2 seats are kept for you." in answer.content.decode()
    assert not answer.cookies
    assert answer["Cache-Control"] == "no-store"
    code = code_in(answer)
    typed = {"code": f" {code.lower().replace('-', ' ')} "}
    assert "2 seats are kept for you." in client.post("/en/seats/", typed).content.decode()
    assert (
        "1 seat is kept for you." in client.post("/en/seats/", typed | {"act": "change", "seats": "1"}).content.decode()
    )
    calendar = client.post("/en/seats/calendar.ics", typed)
    assert calendar["Content-Type"].startswith("text/calendar")
    assert code in calendar.content.decode().replace("\r\n ", "")
    assert "given back" in client.post("/en/seats/", typed | {"act": "release"}).content.decode()
    assert Holding.objects.get().state == "released"


def test_the_same_form_sent_twice_is_one_code(client, plan):
    sent = form(client, plan)
    where = f"/en/events/{plan.session.event.code}/seats/"
    assert code_in(client.post(where, sent)) == code_in(client.post(where, sent))
    assert Holding.objects.count() == 1


def test_who_waits_sees_the_place_and_says_yes_in_arabic(client, plan):
    first = code_in(take(client, plan, seats="4"))
    waits = take(client, plan, "ar", seats="3")
    assert Holding.objects.get(state="waiting").place == 1
    client.post("/en/seats/", {"code": first, "act": "release"})
    page = client.post("/ar/seats/", {"code": code_in(waits)})
    assert 'value="confirm"' in page.content.decode()
    client.post("/ar/seats/", {"code": code_in(waits), "act": "confirm"})
    assert Holding.objects.filter(state="held").count() == 1


def test_a_moved_date_says_so_and_a_cancelled_one_takes_nothing(client, plan):
    code = code_in(take(client, plan))
    Session.objects.update(starts=SOON + 24 * HOUR, ends=SOON + 26 * HOUR, state="moved")
    assert "This date was moved." in client.post("/en/seats/", {"code": code}).content.decode()
    Session.objects.update(state="cancelled")
    assert "This date is cancelled." in client.post("/en/seats/", {"code": code}).content.decode()
    assert take(client, plan).status_code == 422


def test_groups_leave_a_contact_and_nothing_typed_is_lost(client, plan):
    Plan.objects.update(seats=40)
    refused = take(client, plan, seats="24", group="1", contact="")
    assert refused.status_code == 422
    assert 'value="24"' in refused.content.decode()
    assert take(client, plan, seats="24", group="1", contact="school@school.example").status_code == 200
    assert b"school" not in bytes(Holding.objects.get().contact)


@pytest.mark.parametrize(
    "fields",
    [
        {"seats": "0"},
        {"seats": "7"},
        {"seats": "many"},
        {"seats": "٣" * 9},
        {"session": "zzzz"},
        {"session": ""},
        {"once": ""},
        {"once": "x:y:z"},
        {"contact": "x" * 300},
        {"contact": "a\0b"},
    ],
)
def test_what_cannot_be_read_gets_a_sentence(client, plan, fields):
    answer = take(client, plan, **fields)
    assert answer.status_code == 422
    assert "notice-warning" in answer.content.decode()
    assert not Holding.objects.exists()


@pytest.mark.parametrize("typed", ["", "x", "K7M2-9XQ4-TB5N", "0" * 12, "\u202e" * 9, "a" * 9999, "\0" * 12])
def test_a_code_that_is_none_gets_a_sentence(client, typed):
    for path in ("/en/seats/", "/ar/seats/calendar.ics"):
        answer = client.post(path, {"code": typed, "act": "release"})
        assert answer.status_code == 422
        assert "notice-warning" in answer.content.decode()


@pytest.mark.parametrize("number", [1, 20])
def test_a_page_costs_the_same_however_many_dates(client, django_assert_num_queries, number):
    one = make_session()
    make_plan(5, session=one)
    for day in range(number):
        make_plan(5, session=make_session(SOON + day * 24 * HOUR, event=one.event))
    with django_assert_num_queries(4):
        assert client.get(f"/fr/events/{one.event.code}/seats/").status_code == 200
