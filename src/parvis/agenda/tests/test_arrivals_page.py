"""The programme team's page of what comes in."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client

from parvis.accounts.models import StaffAct
from parvis.agenda.domain import arrivals_links
from parvis.agenda.domain.following import follow
from parvis.agenda.importers.icalendar import following as fetching
from parvis.agenda.importers.opendays.notices import glimpsed
from parvis.agenda.models import Calendar, Event, Kind, Notice
from parvis.agenda.tests.making import make_house, make_kind
from parvis.core.domain.fetching import Fetched

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


def test_a_notice_becomes_an_event_with_what_is_known_of_it(team: Client) -> None:
    text = "Les 5 et 6 avril 2027 (entrée par la cour)"
    notice = Notice.objects.create(
        house=make_house("lyon"),
        reference="ENS.1:2",
        text=text,
        reason="no_hours",
        source="jpo.json",
        place="CFA",
        town="Lyon",
    )
    address = f"{PAGE}notices/{notice.pk}/event/"
    assert address in team.get(PAGE).content.decode()
    page = team.get(address)
    assert text in page.content.decode()
    shown = page.context["form"].initial
    assert (shown["title_fr"], shown["place"], shown["town"]) == ("Portes ouvertes : CFA", "CFA", "Lyon")
    assert [str(shown["day_0"]), str(shown["day_1"])] == ["2027-04-05", "2027-04-06"]
    typed = {
        "kind": "open-day", "where": "elsewhere", "place": "CFA", "title_fr": "Portes ouvertes", "languages": ["fr"],
        "day_0": "2027-04-05", "begins_0": "09:00", "ends_0": "12:00", "day_1": "2027-04-06", "begins_1": "14:00",
    }  # fmt: skip
    half = team.post(address, typed).content.decode()
    assert "This field is required." in half
    assert 'value="09:00"' in half
    late = team.post(address, typed | {"ends_1": "13:00"}).content.decode()
    assert "It ends before it begins" in late
    assert not Event.objects.exists()
    assert team.post(address, typed | {"ends_1": "17:00"}).status_code == 302
    event = Event.objects.get()
    assert (event.state, event.reference, event.source) == ("draft", "notice:ENS.1:2", "jpo.json")
    assert [f"{one.starts:%d %H:%M}" for one in event.sessions.all()] == ["05 07:00", "06 12:00"]
    notice.refresh_from_db()
    assert notice.is_done
    again = team.post(address, typed | {"ends_1": "17:00"})
    assert again.headers["Location"].endswith(f"/programme/events/{event.code}/")
    assert Event.objects.count() == 1
    assert "made an event of a notice" in str(arrivals_links.ACT_WORDS[StaffAct.objects.first().what])


@pytest.mark.parametrize(
    ("text", "days", "hours"),
    [
        ("Le samedi 5 avril de 9h à 12h30", [], ("09:00", "12:30")),
        ("Du 3 au 5 avril, puis le 9 avril 2027 et le 10/04/2027", ["2027-04-09", "2027-04-10"], None),
        ("Le 3 avril 2027 sauf empêchement, de 9h à 12h et de 14h à 17h", ["2027-04-03"], None),
        ("Dates de l'année précédente : le 3 avril 2025 de 9h à 12h", [], ("09:00", "12:00")),
        ("Le 31 avril 2027 de 17h à 9h, de 99h à 100h", [], None),
        ("", [], None),
    ],
)
def test_what_an_unclear_notice_lets_see(text: str, days: list[str], hours: tuple[str, str] | None) -> None:
    found, span = glimpsed(text)
    assert [str(day) for day in found] == days
    assert (span and tuple(f"{one:%H:%M}" for one in span)) == hours


def test_a_notice_that_is_put_aside_makes_no_event(team: Client) -> None:
    other = Notice.objects.create(house=make_house("nice"), reference="ENS.2:1", text="le 6 avril", reason="no_year")
    done = Notice.objects.create(
        house=make_house("lyon"), reference="ENS.1:1", text="le 5 avril", reason="no_year", is_done=True
    )
    for each in (other, done):
        assert team.get(f"{PAGE}notices/{each.pk}/event/").status_code == 404


def test_a_calendar_is_fetched_now_and_the_page_says_what_came(team: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    calendar = follow(make_house("lyon"), Kind.objects.get(), "https://127.0.0.1/a.ics", "school")
    address = f"{PAGE}calendars/{calendar.pk}/fetch/"
    assert "is not on the open internet" in team.post(address).content.decode()
    body = b"\r\n".join(
        (b"BEGIN:VCALENDAR", b"VERSION:2.0", b"PRODID:-//x//y//EN", b"BEGIN:VEVENT", b"UID:one", b"SUMMARY:The bakery",
         b"DTSTART:20361201T140000", b"DTEND:20361201T160000", b"END:VEVENT", b"END:VCALENDAR", b"")
    )  # fmt: skip
    answers = iter((Fetched(body, "", "one"), Fetched(b"", "", "one", is_unchanged=True)))
    monkeypatch.setattr(fetching, "fetch", lambda *_args, **_more: next(answers))
    assert "New drafts: 1. Changed: 0." in team.post(address).content.decode()
    assert Event.objects.get().state == "draft"
    assert "nothing has changed" in team.post(address).content.decode()
    assert team.get(address).headers["Location"] == PAGE
    assert StaffAct.objects.filter(what="calendar.fetched").count() == 3
