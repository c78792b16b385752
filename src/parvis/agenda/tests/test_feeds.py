"""The programme on other sites: Atom, a page to embed, oEmbed."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from urllib.parse import quote

import pytest
import time_machine
from django.conf import settings
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from parvis.agenda.domain import writing
from parvis.agenda.tests.making import HOUR, NOW, make_event, make_house

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("_now")]
ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture
def _now() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


def _entries(client: Client, query: str = "") -> dict[str, tuple[str, str]]:
    """Return id → (title, updated) of the entries of the feed."""
    answer = client.get(f"/en/events/feed.atom{query}")
    assert answer["Content-Type"].startswith("application/atom+xml")
    feed = ET.fromstring(answer.content)
    return {
        entry.findtext(f"{ATOM}id", ""): (entry.findtext(f"{ATOM}title", ""), entry.findtext(f"{ATOM}updated", ""))
        for entry in feed.iter(f"{ATOM}entry")
    }


def test_the_feed_says_what_changed_under_the_same_name(client: Client) -> None:
    """A cancelled event keeps its entry, says so first, and counts as newer."""
    event = make_event("Bread")
    make_event("A secret", is_published=False)
    before = _entries(client)
    writing.cancel_event(event, {"en": "No oven."})
    after = _entries(client)
    assert list(before) == list(after)
    [(title, updated)] = after.values()
    assert title.startswith("Cancelled: Bread")
    assert updated > next(iter(before.values()))[1]


def test_a_feed_answers_filters_and_holds_what_xml_cannot(client: Client) -> None:
    make_event("Bell \x07 & <b>", at=make_house("lyon"))
    make_event("Elsewhere", at=make_house("turin"))
    [(title, _updated)] = _entries(client, "?house=lyon").values()
    assert title.startswith("Bell   & <b>")
    assert _entries(client, "?house=nowhere") == {}


def test_the_embedded_page_may_be_framed_and_may_do_nothing(client: Client) -> None:
    """Only this page: no script, no form, no file of another origin; every other page stays closed."""
    event = make_event("Bread")
    answer = client.get("/en/events/embedded/")
    page = answer.content.decode()
    assert f"/en/events/{event.code}/" in page
    assert "<script" not in page
    assert "<form" not in page
    assert not re.search(r'(?:src|href)="(?:https?:)?//', page)
    assert "X-Frame-Options" not in answer
    policy = answer["Content-Security-Policy"]
    assert "frame-ancestors *" in policy
    assert "script-src 'none'" in policy
    other = client.get("/en/events/")
    assert other["X-Frame-Options"] == "DENY"
    assert "frame-ancestors 'none'" in other["Content-Security-Policy"]
    assert not answer.cookies


def test_oembed_says_what_to_write(client: Client) -> None:
    make_house("lyon")
    address = f"{settings.ORIGIN}/fr/events/?house=lyon&x=%22%3E%3Cscript%3E"
    told = client.get(f"/en/events/oembed.json?url={quote(address, safe='')}&maxwidth=300").json()
    assert (told["version"], told["type"], told["width"]) == ("1.0", "rich", 300)
    assert f'src="{settings.ORIGIN}/fr/events/embedded/?house=lyon"' in told["html"]
    assert "<script" not in told["html"]


@pytest.mark.parametrize(
    ("query", "status"),
    [
        ("", 404),
        ("?url=https://other.example/fr/events/", 404),
        ("?url=http://[", 404),
        (f"?url={settings.ORIGIN}/fr/nothing/", 404),
        (f"?url={settings.ORIGIN}/fr/staff/", 404),
        (f"?url={settings.ORIGIN}/fr/events/&format=xml", 501),
        (f"?url={settings.ORIGIN}/fr/events/&maxwidth=-1&maxheight=x", 200),
    ],
)
def test_oembed_of_other_addresses(client: Client, query: str, status: int) -> None:
    assert client.get(f"/en/events/oembed.json{query}").status_code == status


@pytest.mark.parametrize("path", ["/en/events/feed.atom", "/en/events/embedded/"])
def test_more_events_cost_no_more_questions(
    client: Client, path: str, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    make_event("One")
    for number in range(2):
        with django_assert_num_queries(3):
            client.get(path)
        for more in range(3):
            make_event(f"More {number}{more}", starts=NOW + (3 + more) * HOUR)
