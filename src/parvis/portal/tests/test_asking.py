"""Question first: the page of a house that takes a visitor's own words, and the one without a house."""

from __future__ import annotations

import datetime
import html
import re

import pytest
import time_machine
from django.utils import timezone

from parvis.core.documents import Document
from parvis.counsel.domain.desk_keys import make_desk_key
from parvis.counsel.models import Thread
from parvis.counsel.tests.made import make_officer
from parvis.network.domain.keeping import write_partner
from parvis.network.domain.records import DeskRecord, PartnerRecord, PartnershipRecord
from parvis.network.models import Partner
from parvis.portal.domain import asking
from parvis.portal.domain.need_links import PAGES
from parvis.portal.tests.test_house import MONDAY_NOON, house
from parvis.rota.models import Shift
from parvis.search import reader, writer
from parvis.search.domain.needs import finding
from parvis.search.engines.embedded import Embedded
from parvis.search.meaning import Meanings
from parvis.search.pipeline import Pipeline
from parvis.search.tests.conftest import TRADES
from parvis.search.words.needs import NEEDS, NOTHING, Sentence

pytestmark = pytest.mark.django_db

DESKS = (
    DeskRecord(
        "a", {"fr": "Comment trouver du travail ?", "en": "How do I find work?"}, "sea", words={"en": ["job", "cv"]}
    ),
    DeskRecord(
        "b",
        {"fr": "Comment changer de vie professionnelle ?", "en": "How do I change my working life?"},
        "plum",
        words={"fr": ["reconversion", "vae"], "en": ["career change"]},
    ),
)


@pytest.fixture
def lyon(settings, tmp_path, monkeypatch):
    writer.write_generation(TRADES, tmp_path, {})
    made = Pipeline(Embedded(tmp_path), Meanings(None))
    monkeypatch.setattr(reader, "pipeline", lambda: made)
    return house(desks=DESKS)


def page(client, query="", address="/en/houses/lyon/ask/", status=200, **more):
    answer = client.get(address, {"q": query, **more} if query or more else {})
    assert answer.status_code == status
    return answer.content.decode()


def words(text):
    return re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]+>", " ", text)))


def desks(text):
    return re.findall(r'<h3><a href="/\w+/houses/lyon/#desk-(\w+)"', text)


@time_machine.travel(MONDAY_NOON, tick=False)
def test_a_desk_answers_with_the_words_that_led_there(client, lyon):
    text = page(client, "I want a career change, I am fed up with my job")
    assert desks(text)[0] == "b"
    said = words(text)
    assert "Because you wrote:" in said
    assert "career change" in said
    assert "None of these? Talk to a person" in said
    assert "Open now until 18:00" in said
    assert 'content="noindex"' in text


def test_the_sentence_that_a_question_is_near_to_is_shown_to_nobody(client, lyon, monkeypatch):
    near = {need: (-1.0, Sentence(need, "", "en", frozenset())) for need in (*NEEDS, NOTHING)}
    near["work"] = (1.0, Sentence("work", "I came out of prison in May", "en", frozenset()))
    monkeypatch.setattr(finding, "by_meaning", lambda _text, _language: near)
    for address in ("/en/houses/lyon/ask/", "/en/ask/"):
        text = page(client, "qwertz asdfgh", address)
        assert "Find work" in words(text)
        assert "prison" not in text


@time_machine.travel(MONDAY_NOON, tick=False)
def test_what_is_not_clear_says_so_and_shows_every_desk(client, lyon):
    text = page(client, "hello there")
    said = words(text)
    assert "We are not sure. A person will know." in said
    assert desks(text) == ["a", "b"]
    assert "Because you wrote" not in said
    assert "Open now:" in said


def test_without_words_the_page_is_a_box_and_the_desks(client, lyon):
    text = page(client)
    assert "<textarea" in text
    assert desks(text) == ["a", "b"]
    assert "noindex" not in text


def test_a_trade_in_the_sentence_is_found_and_the_rest_is_not_searched(client, lyon):
    assert 'href="/en/trades/baker/"' in page(client, "I want to be an apprentice baker, no company takes me")
    assert "/trades/" not in page(client, "I want to change my life").replace('/trades/"', "")


def test_an_answer_is_kept_by_nobody(client, lyon):
    for address in ("/en/houses/lyon/ask/", "/en/ask/"):
        answer = client.get(address, {"q": "I lost my job"})
        assert answer.headers["Cache-Control"] == "no-store"
        assert "noindex" in answer.headers["X-Robots-Tag"]
        assert not answer.cookies


def test_danger_is_answered_first(client, lyon):
    said = words(page(client, "I have no work and I want to die"))
    assert "Call 112" in said
    assert said.index("Call 112") < said.index("Ask here")
    assert "112" not in words(page(client, "I am looking for a job"))
    assert "Call 112 in the European Union" in words(page(client, "I want to die", "/en/ask/"))
    assert "place to sleep" in words(page(client, "I am homeless and looking for a job"))


def test_four_hundred_characters_are_used_and_said(client, lyon):
    said = words(page(client, "job " * 120))
    assert "The first 400 characters were used." in said
    assert "characters were used" not in words(page(client, "job " * 99))


@pytest.mark.parametrize(
    "typed", ["<script>alert(1)</script>", "\x00\x01", "x" * 9000, "%", "{{ x }}", "' OR 1=1", "؟", "🧑‍🍳"]
)
def test_hostile_words_get_a_page(client, lyon, typed):
    for address in ("/en/houses/lyon/ask/", "/ar/ask/"):
        assert "<script>alert" not in page(client, typed, address)


def test_partners_renamed_or_gone_change_nothing(client, lyon):
    write_partner(PartnerRecord("office", {"en": "The job and career change office"}, "local", ("authority",)))
    house(desks=DESKS, partnerships=(PartnershipRecord("office"),))
    asked = "I want a career change"
    before = page(client, asked)
    Partner.objects.update(name={"en": "Zebra and sons, work for everybody"}, level="national")
    assert page(client, asked) == before
    house(desks=DESKS)
    assert page(client, asked) == before


@time_machine.travel(MONDAY_NOON, tick=False)
def test_a_desk_where_nobody_is_planned_is_not_said_to_be_open(client, lyon):
    at = lyon.desks.get(key="a"), lyon.desks.get(key="b")
    for desk, begins in zip(at, (datetime.time(15), datetime.time(11)), strict=True):
        Shift.objects.create(
            desk=desk,
            begins=begins,
            ends=datetime.time(17),
            languages=["fr"],
            every_weeks=1,
            first_day=MONDAY_NOON.date(),
        )
    told = asking.person(asking.house_now(asking.find_house("lyon"), MONDAY_NOON, "en"))
    assert told.desk.key == "b"
    assert "here until 17:00" in told.desk.standing.sentence
    said = words(page(client, "hello there"))
    assert "Nobody just now · Next:" in said
    assert "Open now: How do I change my working life?" in said
    Shift.objects.filter(desk=at[1]).update(begins=datetime.time(16))
    assert "The first desk to open: How do I find work?" in words(page(client, "hello there"))


def test_a_desk_that_takes_letters_is_written_to_with_the_words_that_were_typed(client, lyon):
    asked = "I am looking for a job"
    assert "Write to this desk" not in page(client, asked)
    desk = lyon.desks.get(key="a")
    make_desk_key(desk, make_officer(lyon).officer.staff, "en", timezone.now())
    text = page(client, asked)
    assert text.count("Write to this desk") == 1
    assert f'action="/en/write/{desk.code}/"' in text
    begun = client.post(f"/en/write/{desk.code}/", {"text": f"{asked} <b>", "act": "begin"})
    assert begun.status_code == 200
    assert f"{asked} &lt;b&gt;</textarea>" in begun.content.decode()
    assert not begun.cookies
    assert not Thread.objects.exists()


def test_every_need_has_pages_to_go_on_to():
    assert set(PAGES) == set(NEEDS)


def test_a_sheet_of_the_site_answers_too(client, lyon, tmp_path, monkeypatch):
    sheet = Document("page", "handout-call", "notebook/call/", {"en": "Call a company"}, words={"en": ["phone"]})
    (tmp_path / "own").mkdir()
    writer.write_generation([*TRADES, sheet], tmp_path / "own", {})
    made = Pipeline(Embedded(tmp_path / "own"), Meanings(None))
    monkeypatch.setattr(reader, "pipeline", lambda: made)
    assert 'href="/en/notebook/call/"' in page(client, "how do I phone a company")
    assert 'href="/en/notebook/call/"' not in page(client, "I am looking for a baker")


def test_the_number_of_questions_is_constant(client, lyon, django_assert_num_queries):
    with django_assert_num_queries(9):  # the house with desks and hours, its board, who takes letters
        page(client, "I am looking for a job")
    house(desks=(*DESKS, *(DeskRecord(f"d{n}", {"en": f"Question {n}?"}, "sun") for n in range(9))))
    with django_assert_num_queries(9):
        page(client, "I am looking for a job")
    with django_assert_num_queries(0):
        page(client, "I am looking for a job", "/en/ask/")


def test_without_a_house_it_says_what_it_is_about_and_leads_to_houses(client, lyon):
    text = page(client, "I am looking for a job", "/en/ask/", town="Lyon")
    assert "Find work" in words(text)
    assert 'href="/en/houses/lyon/ask/?q=I+am+looking+for+a+job"' in text
    assert "We know no town" in words(page(client, "", "/en/ask/", town="Xyzzyqwrt"))
    assert page(client, "", "/en/ask/")


def test_an_unknown_house_helps_on_and_capitals_lead_to_small_letters(client, lyon):
    assert 'href="/en/houses/"' in page(client, "job", "/en/houses/nowhere/ask/", 404)
    answer = client.get("/en/houses/LYON/ask/?q=job")
    assert answer.headers["Location"] == "/en/houses/lyon/ask/?q=job"


def test_without_an_index_desks_still_answer(client, monkeypatch):
    house(desks=DESKS)

    def gone():
        raise reader.EngineGone("no index")

    monkeypatch.setattr(reader, "pipeline", gone)
    assert desks(page(client, "I am looking for a job"))[0] == "a"


def test_a_house_without_desks_still_has_a_person(client, lyon):
    house(desks=())
    assert "A person will know" in words(page(client, "job"))


@time_machine.travel(MONDAY_NOON + datetime.timedelta(days=5), tick=False)
def test_the_first_desk_to_open_is_named(client, lyon):
    found = asking.find_house("lyon")
    told = asking.person(asking.house_now(found, MONDAY_NOON + datetime.timedelta(days=5), "en"))
    assert told.standing.is_open is False
    assert told.desk.key == "a"
    assert "The first desk to open:" in words(page(client, "hello"))


def test_the_house_and_the_search_lead_here(client, lyon):
    assert 'action="/en/houses/lyon/ask/"' in client.get("/en/houses/lyon/").content.decode()
    found = client.get("/en/search/", {"q": "I lost my job"}).content.decode()
    assert "It sounds as if it is about" in found
    assert 'href="/en/ask/?q=I%20lost%20my%20job"' in found
    assert "It sounds as if" not in client.get("/en/search/", {"q": "baker"}).content.decode()
    assert 'formaction="/en/ask/"' in client.get("/en/").content.decode()
