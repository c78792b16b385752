"""A partner proposes, the house reviews by the charter, a visitor finds it."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable
from dataclasses import replace

import pytest
import time_machine
from django.db import connection
from django.db.models import F
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext

from parvis.accounts.models import StaffAct
from parvis.agenda.domain import balance, teaming
from parvis.agenda.enums import Check, EventState
from parvis.agenda.models import Event, Proposal
from parvis.agenda.tests.making import HOUR, NOW, make_event, make_house, make_kind
from parvis.core.refusal import Refusal
from parvis.network.domain.keeping import write_partner
from parvis.network.models import House, Partner, Partnership
from parvis.network.tests.made import OFFICE

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("_now")]
OURS = "/en/staff/partners/bakers/proposals/"
HOUSE = "/en/staff/houses/lyon/programme/"
TYPED = {
    "kind": "federation-session",
    "title_en": "A day in the bakery",
    "where": "room",
    "languages": ["fr"],
    "wish": "A Tuesday afternoon, and a large table.",
}
YES = {f"yes_{check.value}": "yes" for check in Check}


@pytest.fixture
def _now():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def bakers(db: None) -> Partner:
    write_partner(replace(OFFICE, slug="bakers", name={"en": "Bakers’ federation"}))
    partner = Partner.objects.get(slug="bakers")
    make_kind("federation-session")
    Partnership.objects.create(house=make_house(), partner=partner)
    return partner


@pytest.fixture
def editor(signed_in: Callable[..., Client], bakers: Partner) -> Client:
    return signed_in("editor", partner=bakers)


@pytest.fixture
def team(signed_in: Callable[..., Client], bakers: Partner) -> Client:
    return signed_in("programme", make_house())


def answer(team: Client, event: Event, **typed: str) -> HttpResponse:
    """Press a button on a page of the review that was opened just now."""
    address = f"{HOUSE}events/{event.code}/review/"
    read = re.search(r'name="read" value="(\d+)"', team.get(address).content.decode())
    return team.post(address, typed | ({"read": read[1]} if read else {}))


def propose(editor: Client, **more: str) -> Event:
    assert editor.post(f"{OURS}to/lyon/", TYPED | more).status_code == 302
    return Event.objects.latest("pk")


def test_a_federation_proposes_the_house_reviews_and_a_visitor_finds_it(
    editor: Client, team: Client, client: Client
) -> None:
    event = propose(editor)
    assert event.state == EventState.PROPOSED
    assert "1 proposal to review" in team.get("/en/staff/").content.decode()
    assert client.get(f"/en/events/{event.code}/").status_code == 404
    page = team.get(f"{HOUSE}events/{event.code}/review/").content.decode()
    assert "A Tuesday afternoon" in page
    change = {
        "verdict": "change",
        "answer": "Name the other schools too.",
        "yes_others": "no",
        "why_others": "One only.",
    }
    assert answer(team, event, **change).status_code == 302
    assert "asks for a change" in editor.get("/en/staff/").content.decode()
    page = editor.get(f"{OURS}{event.code}/").content.decode()
    assert "Name the other schools too." in page
    assert "One only." in page
    assert editor.post(f"{OURS}{event.code}/", TYPED | {"body_en": "Three schools are there."}).status_code == 302
    assert answer(team, event, **YES, verdict="accept").status_code == 302
    assert "1 accepted proposal" in team.get("/en/staff/").content.decode()
    when = {"day": "2026-12-01", "begins": "14:00", "ends": "16:00", "repeat": "once"}
    team.post(f"{HOUSE}events/{event.code}/plan/", when)
    team.post(f"{HOUSE}events/{event.code}/publish/")
    assert "A day in the bakery" in client.get("/en/events/?partner=bakers").content.decode()
    assert "Bakers’ federation" in client.get(f"/en/events/{event.code}/").content.decode()
    assert "proposal" not in team.get("/en/staff/").content.decode().split("<main")[1].split("<h2>")[1].lower()
    told = list(StaffAct.objects.order_by("pk").values_list("what", flat=True))
    assert told == [
        "proposal.sent",
        "proposal.change",
        "proposal.sent",
        "proposal.accept",
        "session.planned",
        "event.published",
    ]


def test_accepting_needs_every_point_and_nothing_typed_is_lost(editor: Client, team: Client) -> None:
    event = propose(editor)
    page = answer(team, event, verdict="accept", answer="Lovely.").content.decode()
    assert "Answer every point" in page
    assert "Lovely." in page
    page = answer(team, event, **YES | {"yes_free": "no"}, verdict="accept").content.decode()
    assert "what is missing" in page
    page = answer(team, event, **YES | {"yes_free": "no", "why_free": "5 euros"}, verdict="accept").content.decode()
    assert "is not met" in page
    assert 'value="5 euros"' in page
    assert "Tell the partner why" in answer(team, event, verdict="decline").content.decode()
    assert answer(team, event, verdict="burn").status_code == 200
    event.refresh_from_db()
    assert event.state == EventState.PROPOSED


def test_notes_are_kept_and_the_partner_cannot_change_meanwhile(editor: Client, team: Client) -> None:
    event = propose(editor)
    answer(team, event, verdict="keep", yes_free="yes", answer="Thinking.")
    assert "Thinking." in team.get(f"{HOUSE}events/{event.code}/review/").content.decode()
    assert "Thinking." not in editor.get(f"{OURS}{event.code}/").content.decode(), "notes are not an answer"
    assert "cannot be changed now" in editor.post(f"{OURS}{event.code}/", TYPED).content.decode()


def test_what_the_partner_changed_since_is_not_accepted_unread(editor: Client, team: Client) -> None:
    event = propose(editor)
    address = f"{HOUSE}events/{event.code}/review/"
    opened = {"read": str(event.version), "verdict": "accept", "answer": "Lovely."}
    assert f'name="read" value="{event.version}"' in team.get(address).content.decode()
    assert editor.post(f"{OURS}{event.code}/", TYPED | {"title_en": "Buy our course"}).status_code == 302
    page = team.post(address, YES | opened).content.decode()
    assert "was changed while you read it" in page
    assert "Buy our course" in page
    assert "Lovely." in page, "what was typed stays"
    assert "was changed" in team.post(address, YES | {"verdict": "accept"}).content.decode(), "a form without it"
    event.refresh_from_db()
    assert event.state == EventState.PROPOSED
    assert answer(team, event, **YES, verdict="accept").status_code == 302


def test_what_is_in_review_or_declined_cannot_be_published(editor: Client, team: Client) -> None:
    event = propose(editor)
    with pytest.raises(Refusal):
        teaming.publish(event, by=team.staff)
    answer(team, event, verdict="decline", answer="It sells a course.")
    event.refresh_from_db()
    assert event.state == EventState.DECLINED
    assert "It sells a course." in editor.get(OURS).content.decode()
    with pytest.raises(Refusal):
        teaming.publish(event, by=team.staff)


def test_the_proposer_stays_when_the_team_changes_the_words(editor: Client, team: Client) -> None:
    event = propose(editor)
    team.post(f"{HOUSE}events/{event.code}/write/", {k: v for k, v in TYPED.items() if k != "wish"})
    assert event.parts.get().is_proposer


def test_a_partner_proposes_only_where_it_has_a_tie_and_sees_only_its_own(
    editor: Client, signed_in: Callable[..., Client], bakers: Partner
) -> None:
    make_house("nice")
    assert editor.get(f"{OURS}to/nice/").status_code == 404
    event = propose(editor)
    write_partner(replace(OFFICE, slug="other"))
    other = signed_in("editor", partner=Partner.objects.get(slug="other"))
    assert other.get(f"/en/staff/partners/other/proposals/{event.code}/").status_code == 404
    nice = signed_in("programme", make_house("nice"))
    assert nice.get(f"/en/staff/houses/nice/programme/events/{event.code}/review/").status_code == 404
    Partnership.objects.update(since=datetime.date(2020, 1, 1), until=datetime.date(2021, 1, 1))
    assert editor.get(f"{OURS}to/lyon/").status_code == 404
    assert "no tie to this house" in editor.post(f"{OURS}{event.code}/", TYPED).content.decode()


def test_houses_to_propose_to_stand_by_name_with_their_town(editor: Client, bakers: Partner) -> None:
    for slug, name in (("zug", "Aix"), ("aix", "Zug")):
        Partnership.objects.create(house=make_house(slug), partner=bakers)
        House.objects.filter(slug=slug).update(name=name, town=f"Town of {name}")
    House.objects.filter(slug="lyon").update(name="Lyon")
    page = editor.get(OURS).content.decode()
    assert [page.index(f"{OURS}to/{slug}/") for slug in ("zug", "lyon", "aix")] == sorted(
        page.index(f"{OURS}to/{slug}/") for slug in ("zug", "lyon", "aix")
    )
    assert "Town of Aix" in page


def test_a_kind_without_review_is_accepted_at_once(editor: Client) -> None:
    make_kind("club", is_reviewed=False)
    assert propose(editor, kind="club").state == EventState.ACCEPTED


def test_bad_input_keeps_what_was_typed(editor: Client) -> None:
    page = editor.post(f"{OURS}to/lyon/", TYPED | {"title_en": "", "kind": "none"}).content.decode()
    assert "A Tuesday afternoon" in page
    assert not Proposal.objects.exists()


def asked(client: Client, address: str) -> int:
    with CaptureQueriesContext(connection) as queries:
        assert client.get(address).status_code == 200
    return len(queries)


def test_pages_ask_as_often_for_many(editor: Client, team: Client) -> None:
    pages = ((editor, OURS), (team, f"{HOUSE}?list=proposals"), (team, "/en/staff/"), (editor, "/en/staff/"))
    propose(editor)
    Event.objects.update(state=EventState.CHANGES)
    first = [asked(*page) for page in pages]
    for _each in range(3):
        propose(editor)
    Event.objects.update(state=EventState.CHANGES)
    assert [asked(*page) for page in pages] == first


BALANCE = f"{HOUSE}balance/"


def test_shares_over_a_time_beside_what_is_expected(team: Client, bakers: Partner) -> None:
    for each in range(3):
        make_event(f"Bread {each}", starts=NOW + (24 + each) * HOUR, relations={"partners": [bakers]})
    make_event("Next year", starts=NOW + 9000 * HOUR)
    make_event("Draft", is_published=False)
    page = team.get(BALANCE).content.decode()
    assert "3 sessions in this time" in page
    assert "more than expected" not in page, "blank is not judged"
    typed = {"level-local": "20", "level-european": "30", "kind-demonstration": "100"}
    assert team.post(BALANCE, typed).status_code == 302
    page = team.get(BALANCE).content.decode()
    assert [page.count(f"{words} than expected") for words in ("more", "less")] == [1, 1]
    assert page.count("<td>as expected</td>") == 1
    assert 'width="100" height="6"' in page
    assert "0 sessions" in team.get(f"{BALANCE}?first=2025-01-01&last=2025-12-31").content.decode()


def test_a_partner_has_a_share_of_the_time_only_beside_what_is_expected_of_it(team: Client, bakers: Partner) -> None:
    write_partner(replace(OFFICE, slug="school", name={"en": "A school"}))
    Partnership.objects.create(house=make_house(), partner=(school := Partner.objects.get(slug="school")))
    make_event("Bread", relations={"partners": [bakers, school]})
    make_event("Wood", relations={"partners": [school]})
    make_event("Stone")
    show = make_event("Show", relations={"partners": [bakers]})
    show.sessions.update(ends=F("starts") + datetime.timedelta(days=1, hours=4))

    def rows() -> dict[str, tuple[int | None, int | None, str]]:
        told = balance.tables(make_house(), NOW.date(), NOW.date() + datetime.timedelta(days=2), "en")[-1]
        return {part.key: (part.sessions, part.percent, part.verdict) for part in told.parts}

    assert rows() == {"bakers": (None, None, ""), "school": (None, None, "")}
    assert team.post(BALANCE, {"partner-bakers": "20"}).status_code == 302
    # Bread 2 h and two days of the show, 8 h each, of 22 h.
    assert rows() == {"bakers": (None, 82, "more than expected"), "school": (None, None, "")}
    page = team.get(BALANCE).content.decode().split('id="balance-partner"')[1]
    assert "82 %" in page
    assert page.count(" %</td>") == 1
    assert ">Sessions<" not in page


@pytest.mark.parametrize("bad", [{"level-local": "many"}, {"level-local": "101"}, {"level-local": "-1"}])
def test_a_share_that_is_none_is_refused(team: Client, bad: dict[str, str]) -> None:
    page = team.post(BALANCE, bad).content.decode()
    assert "Nothing you typed is lost" in page
    assert f'value="{bad["level-local"]}"' in page


def test_shares_add_up_to_a_hundred_at_most(team: Client) -> None:
    page = team.post(BALANCE, {"level-local": "60", "level-national": "50"}).content.decode()
    assert "add up to 110" in page
    assert 'value="60"' in page


@pytest.mark.parametrize(
    "query", ["first=x&last=y", "first=2026-12-31&last=2026-01-01", "first=0001-01-01&last=9999-12-31"]
)
def test_a_time_that_is_none_gets_a_sentence(team: Client, query: str) -> None:
    page = team.get(f"{BALANCE}?{query}")
    assert page.status_code == 200
    assert "errorlist" in page.content.decode() or "comes before" in page.content.decode()


def test_the_balance_asks_as_often_for_many(team: Client, bakers: Partner) -> None:
    make_event("Bread", relations={"partners": [bakers]})
    first = asked(team, BALANCE)
    for each in range(3):
        make_event(f"Bread {each}", relations={"partners": [bakers]})
    assert asked(team, BALANCE) == first


@pytest.mark.parametrize(("time_zone", "is_there"), [("Pacific/Pago_Pago", True), ("Europe/Paris", False)])
def test_a_convention_holds_by_the_day_at_the_house(
    editor: Client, team: Client, bakers: Partner, time_zone: str, *, is_there: bool
) -> None:
    """At nine in Greenwich it is yesterday in Samoa: what ended yesterday holds there still, what begins today does not."""
    today = NOW.date()
    yesterday = today - datetime.timedelta(days=1)
    House.objects.update(time_zone=time_zone)
    for since, until, holds in ((None, yesterday, is_there), (today, None, not is_there)):
        Partnership.objects.filter(partner=bakers).update(since=since, until=until)
        assert ("to/lyon/" in editor.get(OURS).content.decode()) is holds
        assert editor.get(f"{OURS}to/lyon/").status_code == (200 if holds else 404)
        assert ("Bakers’ federation" in team.get(f"{HOUSE}new/").content.decode()) is holds
    Partnership.objects.filter(partner=bakers).update(since=None, until=None)
    assert Proposal.objects.get(event=propose(editor)).proposed_on == (yesterday if is_there else today)
