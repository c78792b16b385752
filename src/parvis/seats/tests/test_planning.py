import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from parvis.accounts.models import StaffAct
from parvis.agenda.models import Event, Kind, Room
from parvis.seats.domain.sample import load_sample
from parvis.seats.domain.taking import Asked, take
from parvis.seats.models import Holding, Plan

from .made import HOUR, NOW, SOON, a_form, make_plan, make_session

pytestmark = pytest.mark.django_db
LIST = "/en/staff/houses/lyon/seats/"
TYPED = {
    "seats": "12",
    "walk_in_share": "25",
    "opens": "2026-11-27T09:00",
    "closes": "",
    "confirm_hours": "6",
    "has_line": "on",
}


@pytest.fixture(autouse=True)
def _at_now():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def session():
    return make_session()


@pytest.fixture
def team(session, signed_in):
    return signed_in("programme", session.event.house)


def said(answer):
    return answer.content.decode()


def test_the_team_gives_a_date_seats_and_visitors_see_them(team, client, session):
    Kind.objects.update(seats="needed")
    assert "1 date needs seats at" in said(team.get("/en/staff/"))
    assert "Needs seats: none are given yet." in said(team.get(LIST))
    assert team.post(f"{LIST}{session.code}/", TYPED).headers["Location"] == LIST
    plan = Plan.objects.get()
    assert (plan.seats, plan.walk_in_share, plan.confirm_hours, plan.has_line, plan.takes_groups) == (
        12,
        25,
        6,
        True,
        False,
    )
    assert plan.opens.isoformat() == "2026-11-27T08:00:00+00:00"  # typed on the clock of Lyon
    assert "9 of 9 seats are free. 3 seats are kept" in said(team.get(LIST))
    assert 'value="2026-11-27T09:00"' in said(team.get(f"{LIST}{session.code}/"))
    assert "needs seats" not in said(team.get("/en/staff/"))
    assert StaffAct.objects.get(what="seats.planned").code == session.code
    assert "9 of 9 seats are free." in said(client.get(f"/en/events/{session.event.code}/seats/"))


def test_who_waits_gets_what_a_bigger_plan_frees_and_nobody_loses_a_seat(team):
    plan = make_plan(4)
    first, second = (take(plan.pk, Asked(3), a_form(), NOW).holding for _ in range(2))
    where = f"{LIST}{plan.session.code}/"
    refused = team.post(where, TYPED | {"seats": "2", "walk_in_share": "0"})
    assert refused.status_code == 422
    assert "3 seats are taken already" in said(refused)
    assert 'value="2"' in said(refused)
    assert team.post(where, TYPED | {"seats": "6", "walk_in_share": "0"}).status_code == 302
    assert Holding.objects.get(pk=first.pk).state == "held"
    assert Holding.objects.get(pk=second.pk).state == "offered"


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"seats": "41"}, "The room holds 40 people."),
        ({"closes": "2026-11-27T08:00"}, "Seats must open before they close."),
        ({"opens": "2026-12-27T08:00"}, "Seats must open before the date begins."),
        ({"seats": "0"}, ""),
        ({"seats": "many"}, ""),
        ({"walk_in_share": "101"}, ""),
        ({"confirm_hours": ""}, ""),
        ({"opens": "yesterday"}, ""),
        ({"opens": "0001-01-01T00:00"}, ""),
        ({"closes": "9999-12-31T23:59"}, "This day is too far away."),
    ],
)
def test_what_cannot_be_is_refused_in_words(team, session, changed, sentence):
    session.room = Room.objects.create(house=session.event.house, code="big", name={"en": "Big"}, capacity=40)
    session.save()
    answer = team.post(f"{LIST}{session.code}/", TYPED | changed)
    assert answer.status_code == 422
    assert sentence in said(answer)
    assert not Plan.objects.exists()


def test_a_date_moved_to_a_room_too_small_for_its_seats_says_so(team, session):
    make_plan(12, session=session)
    assert "The room holds" not in said(team.get(LIST))
    session.room = Room.objects.create(house=session.event.house, code="nook", name={"en": "Nook"}, capacity=8)
    session.save()
    assert "The room holds 8 people." in said(team.get(LIST))
    Plan.objects.update(seats=8)
    assert "The room holds" not in said(team.get(LIST))


def test_a_group_that_waits_is_not_left_to_wait_for_ever(team):
    plan = make_plan(30)
    for _ in range(2):
        take(plan.pk, Asked(6), a_form(), NOW)
    from parvis.seats.domain.sealing import Contact

    take(plan.pk, Asked(24, Contact("school@school.example", "en"), is_group=True), a_form(), NOW)
    answer = team.post(f"{LIST}{plan.session.code}/", TYPED | {"seats": "20", "walk_in_share": "0"})
    assert "A group of 24 waits" in said(answer)


def test_a_date_that_is_over_and_one_of_another_house(team, session, signed_in):
    over = make_session(NOW - 9 * HOUR, event=session.event)
    assert "This date is over." in said(team.post(f"{LIST}{over.code}/", TYPED | {"opens": ""}))
    assert team.get(f"{LIST}zzzz/").status_code == 404
    assert signed_in("reception", session.event.house).get(LIST).status_code == 403


def test_the_list_costs_the_same_however_many_dates(team, session, django_assert_num_queries):
    make_plan(5, session=session)
    team.get(LIST)
    with CaptureQueriesContext(
        connection
    ) as one:  # what the navigation asks is counted too, and grows with other rooms
        team.get(LIST)
    for day in range(1, 20):
        make_plan(5, session=make_session(SOON + day * 24 * HOUR, event=session.event))
    with django_assert_num_queries(len(one)):
        assert team.get(LIST).status_code == 200


def test_sample_events_get_seats_once(session):
    Kind.objects.update(seats="needed")
    assert load_sample() == {}
    Event.objects.update(is_sample=True)
    over = make_session(SOON - 700 * 24 * HOUR, event=session.event)
    assert load_sample() == {"seats": 1, "dates with figures": 1}
    assert load_sample() == {}
    assert session.seat_plan.online == 10
    assert 0 < over.seat_plan.came_in_the_end <= over.seat_plan.taken_in_the_end <= over.seat_plan.seats
