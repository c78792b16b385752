"""The programme team writes an event, plans, previews, publishes, moves and cancels it."""

from __future__ import annotations

import datetime
from collections.abc import Callable

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from parvis.accounts.models import StaffAct
from parvis.agenda.enums import EventState, SessionState
from parvis.agenda.models import Event, Kind, Room, Session
from parvis.agenda.tests.making import HOUR, NOW, make_event, make_house, make_kind, make_room, only

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("_now")]
PAGE = "/en/staff/houses/lyon/programme/"
TYPED = {
    "kind": "demonstration",
    "title_en": "A day in the bakery",
    "body_fr": "Du pain.",
    "where": "room",
    "audience": ["pupils"],
    "languages": ["fr", "ar"],
}


@pytest.fixture
def _now():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def team(signed_in: Callable[..., Client]) -> Client:
    make_kind()
    return signed_in("programme", make_house())


def test_an_event_goes_from_a_thought_to_the_programme(team: Client) -> None:
    answer = team.post(f"{PAGE}new/", TYPED | {"title_fr": "Une journée au fournil"})
    event = Event.objects.get()
    assert answer.headers["Location"] == f"{PAGE}events/{event.code}/"
    assert (event.languages, event.audience, event.state) == (["fr", "ar"], ["pupils"], EventState.DRAFT)
    assert "Plan one session at least" in team.post(f"{PAGE}events/{event.code}/publish/").content.decode()
    when = {"day": "2026-12-01", "begins": "14:00", "ends": "16:00", "repeat": "once"}
    assert team.post(f"{PAGE}events/{event.code}/plan/", when).status_code == 302
    assert only(event).starts == datetime.datetime(2026, 12, 1, 13, tzinfo=datetime.UTC)
    assert "once it is published" in team.get(f"{PAGE}events/{event.code}/preview/").content.decode()
    assert team.get(f"/en/events/{event.code}/").status_code == 404
    assert team.post(f"{PAGE}events/{event.code}/publish/").status_code == 302
    assert "A day in the bakery" in team.get(f"/en/events/{event.code}/").content.decode()
    told = list(StaffAct.objects.order_by("pk").values_list("what", flat=True))
    assert told == ["event.written", "session.planned", "event.published"]


def test_nothing_typed_is_lost_when_it_is_refused(team: Client) -> None:
    typed = TYPED | {"title_en": "", "min_age": "30", "trades": "no such trade at all", "url": "nonsense here"}
    page = team.post(f"{PAGE}new/", typed).content.decode()
    assert "Nothing you typed is lost" in page
    assert "No trade is called" in page
    for kept in ("Du pain.", 'value="30"', "no such trade at all", 'value="nonsense here"'):
        assert kept in page
    page = team.post(f"{PAGE}new/", TYPED | {"title_en": ""}).content.decode()
    assert "Give the event a title" in page
    assert not Event.objects.exists()


@pytest.mark.parametrize(
    "bad",
    [
        {"kind": "nothing"},
        {"min_age": "20", "max_age": "10", "title_en": "X"},
        {"where": "elsewhere", "title_en": "X"},
        {"where": "moon"},
        {"min_age": "-1"},
        {"title_en": "x" * 161},
        {"title_en": "nul \x00"},
        {"partners": ["nobody"]},
        {"audience": ["nobody"]},
    ],
)
def test_bad_input_gets_a_sentence(team: Client, bad: dict[str, object]) -> None:
    answer = team.post(f"{PAGE}new/", TYPED | bad)
    assert answer.status_code == 200
    assert "not right yet" in answer.content.decode()
    assert not Event.objects.exists()


def test_a_repeat_is_shown_before_it_is_kept(team: Client) -> None:
    house = make_house()
    room = make_room(house)
    make_event("Wood", house, datetime.datetime(2026, 12, 8, 13, tzinfo=datetime.UTC), room)
    event = make_event("Bread", house, starts=NOW + 1000 * HOUR, is_published=False)
    address = f"{PAGE}events/{event.code}/plan/"
    when = {"day": "2026-12-01", "begins": "14:00", "ends": "16:00", "room": room.code, "repeat": "weekly"}
    assert "Say until which day" in team.post(address, when).content.decode()
    when |= {"until": "2026-12-15"}
    page = team.post(address, when).content.decode()
    assert "This makes 3 sessions" in page
    assert page.count("the room is taken") == 1
    assert event.sessions.count() == 1
    page = team.post(address, when | {"sure": "1"}).content.decode()
    assert "Room A is taken: “Wood” is there" in page
    assert event.sessions.count() == 3
    assert "is planned at this time already" in team.post(address, when | {"sure": "1"}).content.decode()
    assert "18 months" in team.post(address, when | {"until": "2036-01-01"}).content.decode()
    assert "ends before it begins" in team.post(address, when | {"ends": "13:00"}).content.decode()


def test_a_session_is_moved_and_cancelled_with_a_sentence(team: Client) -> None:
    event = make_event()
    session = only(event)
    address = f"{PAGE}sessions/{session.code}/"
    assert 'value="2026-11-27"' in team.get(address).content.decode()
    moved = {"day": "2026-11-28", "begins": "10:00", "ends": "12:00"}
    page = team.post(address, moved).content.decode()
    assert 'value="2026-11-28"' in page
    team.post(address, moved | {"why": "The oven arrives later."})
    assert only(event).state == SessionState.MOVED
    assert "The oven arrives later." in team.get(f"/en/events/{event.code}/").content.decode()
    assert team.post(f"{address}cancel/", {}).status_code == 200
    team.post(f"{address}cancel/", {"cancel-why": "The oven is broken."})
    assert only(event).state == SessionState.CANCELLED
    assert "The oven is broken." in team.get(f"{PAGE}events/{event.code}/").content.decode()


def test_a_whole_event_is_cancelled_and_says_so(team: Client) -> None:
    event = make_event()
    address = f"{PAGE}events/{event.code}/"
    assert team.post(f"{address}cancel/", {"why": ""}).status_code == 200
    team.post(f"{address}cancel/", {"why": "No flour."})
    assert "Cancelled" in team.get(f"{PAGE}?list=published").content.decode()
    assert team.post(f"{address}cancel/", {"why": "Again"}).status_code in {200, 302}
    event.refresh_from_db()
    assert event.state == EventState.CANCELLED


def test_another_house_cannot_touch_it(team: Client, signed_in: Callable[..., Client]) -> None:
    event = make_event()
    other = signed_in("programme", make_house("nice"))
    theirs = "/en/staff/houses/nice/programme/"
    for path in (f"events/{event.code}/", f"events/{event.code}/write/", f"sessions/{only(event).code}/"):
        assert other.get(theirs + path).status_code == 404
        assert other.get(PAGE + path).status_code == 403
    assert other.post(f"{theirs}events/{event.code}/cancel/", {"why": "x"}).status_code == 404


def test_writing_again_keeps_every_language_and_the_machine_mark(team: Client) -> None:
    event = make_event()
    event.texts.create(language="pl", title="Chleb", is_machine=True)
    page = team.get(f"{PAGE}events/{event.code}/write/").content.decode()
    assert 'value="Chleb"' in page
    team.post(f"{PAGE}events/{event.code}/write/", TYPED | {"title_pl": "Chleb", "title_fr": "Pain"})
    assert event.texts.get(language="pl").is_machine
    team.post(f"{PAGE}events/{event.code}/write/", TYPED | {"title_pl": "Chleb i bułki"})
    assert not event.texts.get(language="pl").is_machine


def test_rooms_and_kinds(team: Client) -> None:
    page = f"{PAGE}furnishing/"
    assert "Give the room a name" in team.post(f"{page}rooms/new/", {"capacity": "20"}).content.decode()
    assert 'value="many"' in team.post(f"{page}rooms/new/", {"name_en": "A", "capacity": "many"}).content.decode()
    team.post(f"{page}rooms/new/", {"name_en": "Oven room", "capacity": "20", "access": ["lift"]})
    room = Room.objects.get()
    assert 'value="Oven room"' in team.get(f"{page}rooms/{room.code}/").content.decode()
    team.post(f"{page}rooms/{room.code}/", {"name_en": "Oven room", "is_closed": "on"})
    room.refresh_from_db()
    assert (room.capacity, room.is_closed) == (None, True)
    kind = {"name_en": "Night of trades", "pictogram": "star", "tone": "plum", "seats": "none", "minutes": "90"}
    for _each in range(2):
        assert team.post(f"{page}kinds/new/", kind).status_code == 302
    assert set(Kind.objects.filter(house__slug="lyon").values_list("key", flat=True)) == {
        "lyon-night-of-trades",
        "lyon-night-of-trades-2",
    }
    assert "Night of trades" in team.get(page).content.decode()
    assert team.get(f"{page}kinds/demonstration/").status_code == 404


@pytest.mark.parametrize("path", ["?list=published", "?list=drafts", "furnishing/"])
def test_pages_ask_as_often_for_many(team: Client, path: str) -> None:
    def ask() -> int:
        with CaptureQueriesContext(
            connection,
        ) as asked:
            assert team.get(PAGE + path).status_code == 200
        return len(asked)

    def more(number: int) -> None:
        for each in range(number):
            make_event(f"Bread {number} {each}", starts=NOW + HOUR)
            make_event(f"Wood {number} {each}", is_published=False)
            Room.objects.create(house=make_house(), code=f"r{number}{each}", name={"en": "R"})

    more(1)
    first = ask()
    more(3)
    assert ask() == first
    assert Session.objects.count() == 8
