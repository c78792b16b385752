"""The programme team's page of what comes in."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client

from parvis.accounts.models import StaffAct
from parvis.agenda.models import Calendar, Notice
from parvis.agenda.tests.making import make_house, make_kind

pytestmark = pytest.mark.django_db
PAGE = "/en/staff/houses/lyon/arrivals/"


@pytest.fixture
def team(signed_in: Callable[..., Client]) -> Client:
    make_kind("open-day")
    return signed_in("programme", make_house("lyon"))


def test_a_calendar_is_followed_and_left(team: Client) -> None:
    typed = {"address": "webcal://example.org/a.ics", "name": "The school", "kind": "open-day"}
    assert team.post(PAGE, typed).status_code == 302
    calendar = Calendar.objects.get()
    assert (calendar.url, calendar.name) == ("https://example.org/a.ics", "the-school")
    assert "https://example.org/a.ics" in team.get(PAGE).content.decode()
    again = team.post(PAGE, typed | {"name": "Other"}).content.decode()
    assert "follows this address already" in again
    assert 'value="Other"' in again
    team.post(f"{PAGE}calendars/{calendar.pk}/leave/")
    assert not Calendar.objects.exists()
    assert set(StaffAct.objects.values_list("what", flat=True)) == {"calendar.followed", "calendar.left"}


def test_what_is_no_address_is_told_and_nothing_typed_is_lost(team: Client) -> None:
    shown = team.post(PAGE, {"address": "file:///etc/passwd", "name": "x", "kind": "open-day"}).content.decode()
    assert "not a web address" in shown
    assert "file:///etc/passwd" in shown
    assert not Calendar.objects.exists()


def test_a_notice_waits_until_somebody_puts_it_aside(team: Client) -> None:
    house, other = make_house("lyon"), make_house("nice")
    mine = Notice.objects.create(house=house, reference="ENS.1:1", text="le 5 avril", reason="no_year")
    theirs = Notice.objects.create(house=other, reference="ENS.2:1", text="le 6 avril", reason="no_year")
    assert "1 notice to read" in team.get("/en/staff/").content.decode()
    shown = team.get(PAGE).content.decode()
    assert "It does not say which year." in shown
    assert "le 6 avril" not in shown
    assert team.post(f"{PAGE}notices/{theirs.pk}/read/").status_code == 404
    team.post(f"{PAGE}notices/{mine.pk}/read/")
    team.post(f"{PAGE}notices/{mine.pk}/read/")
    assert "le 5 avril" not in team.get(PAGE).content.decode()
    assert StaffAct.objects.filter(what="notice.read").count() == 1
