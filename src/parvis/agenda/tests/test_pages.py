from __future__ import annotations

import datetime
import json
import re

import pytest
import time_machine
from django.test import Client
from icalendar import Calendar
from pytest_django import DjangoAssertNumQueries

from parvis.agenda.domain import documents, writing
from parvis.agenda.domain.sample import load_kinds, read_seed
from parvis.agenda.models import Kind
from parvis.agenda.tests.making import HOUR, NOW, make_event, make_house, only
from parvis.core.domain.notebook import Item, encode
from parvis.core.domain.notebook import Kind as Noted
from parvis.core.languages import INTERFACE_LANGUAGES
from parvis.occupations.models import Occupation
from parvis.occupations.tests.test_pages import make_trades

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("_now")]


@pytest.fixture
def _now():
    with time_machine.travel(NOW, tick=False):
        yield


def text(client: Client, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200, path
    return answer.content.decode()


@pytest.mark.parametrize("path", ["/en/events/", "/en/events/week/", "/en/events/month/"])
def test_an_event_stands_in_each_drawing(client: Client, path: str) -> None:
    event = make_event(starts=NOW + 3 * HOUR)
    make_event("A secret", is_published=False)
    shown = text(client, path)
    assert f"/en/events/{event.code}/" in shown
    assert "A secret" not in shown


def test_cancelled_and_moved_say_so_in_list_page_calendar_and_linked_data(client: Client) -> None:
    moved, cancelled = make_event("Bread"), make_event("Wood")
    session = only(moved)
    writing.move_session(session, session.starts + HOUR, session.ends + HOUR, None, {"en": "The oven is late."})
    writing.cancel_event(cancelled, {"en": "Nobody can come."})
    shown = text(client, "/en/events/")
    assert "New time. It was planned for" in shown
    assert "The oven is late." in shown
    assert "Cancelled" in shown
    page = text(client, f"/en/events/{cancelled.code}/")
    assert "This event is cancelled" in page
    assert "schema.org/EventCancelled" in page
    assert "schema.org/EventRescheduled" in text(client, f"/en/events/{moved.code}/")
    entries = {str(e["summary"]): e for e in Calendar.from_ical(client.get("/en/events/calendar.ics").content).events}
    assert entries["Cancelled: Wood"]["status"] == "CANCELLED"
    assert entries["New time: Bread"]["sequence"] > 1


def test_a_calendar_is_stable_and_reminds(client: Client) -> None:
    event = make_event()
    session = only(event)
    one = Calendar.from_ical(client.get(f"/fr/events/{event.code}/{session.code}.ics").content)
    two = Calendar.from_ical(client.get(f"/en/events/{event.code}/calendar.ics").content)
    assert one.events[0]["uid"] == two.events[0]["uid"]
    assert one.events[0].start == session.starts
    assert str(one.events[0].start.tzinfo) == session.time_zone
    assert len(one.events[0].alarms.times) == 2
    assert one.timezones


def test_a_notebook_is_a_calendar(client: Client) -> None:
    event = make_event("Bread")
    make_event("Wood")
    held = encode([Item(Noted.EVENT, event.code)])
    entries = Calendar.from_ical(client.get(f"/en/events/calendar.ics?n={held}").content).events
    assert [str(entry["summary"]) for entry in entries] == ["Bread"]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("house=lyon", {"Bread"}),
        ("house=nowhere", set()),
        ("language=ar", {"Wood"}),
        ("language=a", set()),
        ("audience=parents", {"Bread"}),
        ("access=lift", {"Wood"}),
        ("age=11", {"Wood"}),
        ("when=today", set()),
        ("when=week", {"Bread", "Wood"}),
        ("kind=demonstration&free=1", {"Bread", "Wood"}),
        ("kind=club", set()),
        ("town=Paris", {"Wood"}),
        ("town=%00&age=%D9%A1&when=x&page=-1&access=%27", {"Bread", "Wood"}),
    ],
)
def test_filters_are_links(client: Client, query: str, found: set[str]) -> None:
    make_event("Bread", audience=["parents"], min_age=12, languages=["fr"])
    paris = make_house("paris", latitude=48.85, longitude=2.35)
    make_event("Wood", paris, access=["lift"], languages=["ar", "fr"])
    shown = text(client, f"/en/events/?{query}")
    assert {title for title in ("Bread", "Wood") if f">{title}</a>" in shown} == found


@pytest.mark.parametrize("day", ["2026-13-45", "9999-12-31", "0001-01-01", "x", "%00"])
def test_a_day_nobody_can_read_is_today(client: Client, day: str) -> None:
    make_event("Bread", starts=NOW + HOUR)
    assert "Bread" in text(client, f"/en/events/week/?day={day}")
    assert "Bread" in text(client, f"/en/events/month/?day={day}")


def test_an_unknown_event_helps_on(client: Client) -> None:
    assert client.get("/en/events/zzzzzz/").status_code == 404
    assert client.get("/en/events/zzzzzz/calendar.ics").status_code == 404
    assert client.get("/en/events/zzzzzz/zzzzzz.ics").status_code == 404
    draft = make_event(is_published=False)
    assert client.get(f"/en/events/{draft.code}/").status_code == 404
    event = make_event()
    assert client.get(f"/en/events/{event.code.upper()}/").status_code == 301


def test_a_page_in_another_language_falls_back_visibly(client: Client) -> None:
    event = make_event("Bread")
    assert "Bread (fr)" in text(client, f"/fr/events/{event.code}/")
    assert 'lang="en"' in text(client, f"/de/events/{event.code}/")
    for language in INTERFACE_LANGUAGES:
        text(client, f"/{language}/events/{event.code}/")


def test_linked_data_is_json(client: Client) -> None:
    page = text(client, f"/en/events/{make_event('</script>').code}/")
    data = json.loads(re.findall(r'<script type="application/ld\+json">(.*?)</script>', page)[0])
    assert (data["@type"], data["name"]) == ("Event", "</script>")
    assert datetime.datetime.fromisoformat(data["startDate"]) == NOW + 24 * HOUR


@pytest.mark.parametrize("number", [1, 12])
@pytest.mark.parametrize(
    ("path", "questions"),
    [("/fr/events/", 4), ("/fr/events/week/", 4), ("/fr/events/month/", 4), ("/fr/events/calendar.ics", 2)],
)
def test_many_cost_as_much_as_one(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries, path: str, questions: int, number: int
) -> None:
    for place in range(number):
        make_event(f"Event {place}", starts=NOW + (place + 1) * HOUR)
    with django_assert_num_queries(questions):
        text(client, path)


def test_the_seed_speaks_ten_languages() -> None:
    assert load_kinds() == 13
    assert load_kinds() == 0
    for kind in Kind.objects.order_by("pk"):
        assert set(kind.name) == set(INTERFACE_LANGUAGES)
    seed = read_seed("sample.toml")
    assert len(seed["event"]) == 41
    for texts in seed["texts"].values():
        assert set(texts) == set(INTERFACE_LANGUAGES)
        assert all(len(said) == 2 and len(said[0]) <= 160 for said in texts.values())


def test_the_rest_of_the_house_knows_of_it(client: Client) -> None:
    make_trades(1)
    trade = Occupation.objects.get()
    event = make_event("Bread", relations={"trades": [trade]})
    address = f"/en/events/{event.code}/"
    for path in ("/en/", f"/en/trades/{trade.code}/", f"/en/notebook/?n={encode([Item(Noted.EVENT, event.code)])}"):
        assert address in text(client, path), path
    assert client.get("/api/v1/events?lang=en").json()[0]["title"] == "Bread"
    found = list(documents.documents())
    assert [(document.id, document.titles["fr"]) for document in found] == [(event.code, "Bread (fr)")]
    writing.cancel_event(event)
    for path in ("/en/", f"/en/trades/{trade.code}/", f"/en/notebook/?n={encode([Item(Noted.EVENT, event.code)])}"):
        assert "Cancelled" in text(client, path), path
    assert client.get("/api/v1/events").json()[0]["state"] == "cancelled"
