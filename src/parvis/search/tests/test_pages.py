from __future__ import annotations

import pytest
from django.test import Client
from django.utils import translation
from django.utils.translation import gettext

from parvis.search import reader, writer
from parvis.search.domain import questions
from parvis.search.engines.embedded import Embedded
from parvis.search.meaning import Meanings
from parvis.search.pipeline import Pipeline
from parvis.search.tests.conftest import OTHERS, TRADES

pytestmark = pytest.mark.django_db

HOSTILE = [
    "x" * 10_000,
    "\x00\x01\x02",
    "a AND (b OR",
    'n_fr:boul* "',
    "🧑‍🍳 👩🏽‍🔧",
    "'; DROP TABLE occupations_occupation; --",
    "* ? ~ ^ [ ] { } \\ / + -",
    "\u202e\u200b\ufeff",
    "<script>alert(1)</script>",
    "%00%ff",
    "ﷺ" * 300,
]


@pytest.fixture
def client(monkeypatch: pytest.MonkeyPatch, pipeline: Pipeline) -> Client:
    monkeypatch.setattr(reader, "pipeline", lambda: pipeline)
    return Client()


def page(client: Client, query: str, language: str = "fr", **more: str) -> str:
    answer = client.get(f"/{language}/search/", {"q": query, **more})
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.mark.parametrize("query", HOSTILE)
def test_hostile_questions_get_a_page(client: Client, query: str) -> None:
    text = page(client, query)
    assert "<script>alert" not in text
    assert client.get("/fr/search/suggest/", {"q": query}).status_code == 200
    assert client.get("/api/v1/search", {"q": query}).status_code == 200


def test_a_found_trade_is_a_link_with_its_sentence(client: Client) -> None:
    text = page(client, "boulangère")
    assert 'href="/fr/trades/baker/"' in text
    assert "Fait le pain." in text
    assert "<mark>boulanger</mark>" in text


def test_a_misspelling_offers_what_was_meant(client: Client) -> None:
    assert 'href="/fr/search/?q=boulanger"' in page(client, "bouulanger")


def test_a_title_in_another_language_says_so(client: Client) -> None:
    with translation.override("de"):
        note = gettext("shown in %(language)s") % {"language": "Englisch"}
    assert note in page(client, "nurse", "de")


def test_nothing_found_offers_somebody_to_ask(client: Client) -> None:
    text = page(client, "qqqqqqqqqq zzzzzzzz")
    with translation.override("fr"):
        assert gettext("We found nothing for these words") in text
    assert 'href="/fr/houses/"' in text
    assert 'href="/fr/trades/"' in text


def test_nothing_found_within_a_choice_offers_to_take_it_away(client: Client) -> None:
    with translation.override("fr"):
        offer = gettext("Ask again without narrowing down")
    assert f'<a href="/fr/search/?q=boulanger">{offer}</a>' in page(client, "boulanger", sector="sea")
    assert offer not in page(client, "qsdfgh")


def test_choices_are_links_with_counts(client: Client) -> None:
    text = page(client, "boulanger couvreur")
    assert "sector=food" in text or "sector=building" in text
    chosen = page(client, "boulanger", kind="trade")
    assert 'aria-current="true"' in chosen


def test_suggestions_are_at_most_eight_plain_links(client: Client) -> None:
    text = client.get("/fr/search/suggest/", {"q": "bo"}).content.decode()
    assert 1 <= text.count("<li>") <= 8
    assert "<html" not in text
    assert (
        client.get("/fr/search/suggest/", {"q": "b"}).content == b"\n"
        or "<li>" not in client.get("/fr/search/suggest/", {"q": "b"}).content.decode()
    )


def test_an_empty_question_is_a_page_with_the_box(client: Client) -> None:
    assert 'name="q"' in page(client, "")


@pytest.mark.parametrize(("typed", "number"), [("", 1), ("0", 1), ("3", 3), ("99999999", 1), ("²", 1), ("999", 10)])
def test_page_numbers_are_bounded(typed: str, number: int) -> None:
    assert questions.page_number(typed) == number


def test_the_number_of_database_questions_is_constant(client: Client, django_assert_max_num_queries) -> None:
    with django_assert_max_num_queries(2):
        page(client, "boulanger")


def test_many_results_come_in_pages(tmp_path, monkeypatch: pytest.MonkeyPatch) -> None:
    many = [TRADES[0].__class__(**{**TRADES[0].__dict__, "id": f"b{n}", "path": f"trades/b{n}/"}) for n in range(35)]
    writer.write_generation([*many, *OTHERS], tmp_path, {})
    made = Pipeline(Embedded(tmp_path), Meanings(None))
    monkeypatch.setattr(reader, "pipeline", lambda: made)
    one, two = (page(Client(), "boulanger", kind="trade", page=number) for number in "12")
    assert "page=4" in one
    assert "page=5" not in one
    links = [
        {line for line in text.split('"') if line.startswith("/fr/trades/b") and line != "/fr/trades/"}
        for text in (one, two)
    ]
    assert len(links[0]) == len(links[1]) == 10
    assert not links[0] & links[1]
