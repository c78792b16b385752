"""The history of an event: what each change changed, an earlier version brought back, and sessions that stay as they are."""

from __future__ import annotations

from collections.abc import Callable

import pytest
import time_machine
from django.test import Client

from parvis.accounts.models import Staff, StaffAct
from parvis.agenda.domain.event_data import data_of, history_of
from parvis.agenda.domain.restoring import bring_back
from parvis.agenda.domain.writing import cancel_session, move_session, plan_session, write_event
from parvis.agenda.enums import SessionState
from parvis.agenda.models import Event
from parvis.agenda.tests.making import HOUR, NOW, make_event, make_house, make_kind
from parvis.network.models import Image

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("_now")]
PAGE = "/en/staff/houses/lyon/programme/events/"
TYPED = {"kind": "demonstration", "title_en": "A night in the bakery", "where": "room", "min_age": "16"}


@pytest.fixture
def _now():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def team(signed_in: Callable[..., Client]) -> Client:
    make_kind()
    return signed_in("programme", make_house())


@pytest.fixture
def event(team: Client) -> Event:
    """A published event with three sessions, of which one is moved and one is cancelled; then its words are changed."""
    event = make_event(languages=["fr", "ar"])
    for day in (2, 3):
        plan_session(event, NOW + 24 * day * HOUR, NOW + (24 * day + 1) * HOUR)
    first, second, _third = event.sessions.order_by("starts")
    move_session(first, first.starts + HOUR, first.ends + HOUR, None, {"en": "The oven is late."})
    cancel_session(second, {"en": "No flour."})
    assert team.post(f"{PAGE}{event.code}/write/", TYPED).status_code == 302
    return event


def page(client: Client, address: str, typed: dict[str, object] | None = None, status: int = 200) -> str:
    answer = client.get(address) if typed is None else client.post(address, typed)
    assert answer.status_code == status
    return answer.content.decode()


def sessions(event: Event) -> list[tuple[object, ...]]:
    return list(event.sessions.order_by("pk").values_list("starts", "ends", "state", "moved_from", "note", "sequence"))


def test_what_was_changed_is_told_field_by_field(team: Client, event: Event) -> None:
    shown = page(team, f"{PAGE}{event.code}/versions/2/")
    for change in (
        "<del>A day in the bakery</del>",
        "<ins>A night in the bakery</ins>",
        "<ins>16</ins>",
        "<del>French, Arabic</del>",
    ):
        assert change in shown
    assert "Bring it back as a draft" not in shown
    assert "Version 1" in page(team, f"{PAGE}{event.code}/")
    page(team, f"{PAGE}{event.code}/versions/9/", status=404)
    assert make_event("Wood").versions.count() == 0, "an event that nobody changed has no history"


def test_an_earlier_version_comes_back_and_no_session_does(team: Client, client: Client, event: Event) -> None:
    before, told = sessions(event), data_of(Event.objects.get())
    page(team, f"{PAGE}{event.code}/versions/1/", {}, 302)
    assert data_of(Event.objects.get()) == told, "a draft changes nothing"
    assert "Sessions stay as they are" in page(team, f"{PAGE}{event.code}/")
    page(team, f"{PAGE}{event.code}/draft/", {"act": "say"}, 302)
    shown = page(client, f"/en/events/{event.code}/")
    assert "A day in the bakery" in shown
    assert "No flour." in shown
    assert sessions(event) == before
    assert [each[2] for each in before] == [SessionState.MOVED, SessionState.CANCELLED, SessionState.PLANNED]
    now = Event.objects.get()
    assert (now.languages, now.min_age, now.state) == (["fr", "ar"], None, event.state)
    assert now.texts.count() == 2
    acts = list(StaffAct.objects.order_by("pk").values_list("what", flat=True))
    assert acts == ["event.changed", "event.brought-back", "event.changed"]
    assert [each.data["min_age"] for each in now.versions.order_by("number")][-1] is None


def test_a_draft_that_was_overtaken_takes_up_what_changed(team: Client, event: Event) -> None:
    page(team, f"{PAGE}{event.code}/versions/1/", {}, 302)
    assert "There is a draft already" in page(team, f"{PAGE}{event.code}/versions/1/", {})
    team.post(f"{PAGE}{event.code}/write/", TYPED | {"town": "Lyon 3e"})
    assert "Take up what changed first" in page(team, f"{PAGE}{event.code}/draft/", {"act": "say"})
    page(team, f"{PAGE}{event.code}/draft/", {"act": "take-up"}, 302)
    page(team, f"{PAGE}{event.code}/draft/", {"act": "say"}, 302)
    assert data_of(Event.objects.get())["town"] == "Lyon 3e"
    assert Event.objects.get().texts.get(language="en").title == "A day in the bakery"
    page(team, f"{PAGE}{event.code}/draft/", {"act": "nonsense"})
    assert "Somebody was faster" in page(team, f"{PAGE}{event.code}/draft/", {"act": "set-aside"})


def test_what_is_gone_since_is_left_out(team: Client, event: Event) -> None:
    image = Image.objects.create(
        house=event.house, code="im1", digest="0" * 32, widths=[400], width=400, height=300, alt={"en": "A"}, credit="C"
    )
    team.post(f"{PAGE}{event.code}/write/", TYPED | {"image": "im1"})
    assert "/images/" + "0" * 32 in page(team, f"{PAGE}{event.code}/preview/")
    data = page(team, f"/en/events/{event.code}/").split("application/ld+json")[1]
    assert '"image":["http' in data
    team.post(f"{PAGE}{event.code}/write/", TYPED)
    image.delete()
    page(team, f"{PAGE}{event.code}/versions/3/", {}, 302)
    assert "a picture that is gone" in page(team, f"{PAGE}{event.code}/")
    assert "Nothing differs" not in page(team, f"{PAGE}{event.code}/draft/", {"act": "say"}, 302)


def test_a_file_that_changes_an_event_leaves_a_version(team: Client, event: Event) -> None:
    from parvis.agenda.domain.restoring import facts_of

    data = data_of(event)
    write_event(event.house, event.kind, facts_of(event, data | {"town": "Elsewhere"}), event=event)
    assert event.versions.count() == 3
    write_event(event.house, event.kind, facts_of(event, data | {"town": "Elsewhere"}), event=event)
    assert event.versions.count() == 3


def test_a_draft_is_begun_of_what_the_event_says_once_nobody_else_writes(team: Client, event: Event) -> None:
    waiting = Event.objects.get()
    team.post(f"{PAGE}{event.code}/write/", TYPED | {"town": "Lyon 3e"})
    bring_back(waiting, 1, by=Staff.objects.get())
    assert history_of(event).live().data["town"] == "Lyon 3e"
