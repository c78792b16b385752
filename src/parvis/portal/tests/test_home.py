"""The home page: one question, six doors, today's trades, and nothing that leads nowhere."""

import datetime
import json
import re

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from parvis.core.daily_seed import daily_seed, shuffled
from parvis.core.languages import INTERFACE_LANGUAGES
from parvis.occupations.tests.factories import TradeFactory
from parvis.portal.domain.documents import addresses, documents, revision
from parvis.portal.domain.questions import QUESTIONS
from parvis.portal.domain.today import TRADES, trades_of_the_day

pytestmark = pytest.mark.django_db
DAY = datetime.date(2026, 11, 23)


def local_links(text: str) -> set[str]:
    return {link.replace("&amp;", "&") for link in re.findall(r'href="(/[a-z]{2}/[^"#]*)', text)}


@pytest.mark.parametrize("language", INTERFACE_LANGUAGES)
def test_the_pages_of_the_portal_answer(client: Client, language: str) -> None:
    for path in addresses():
        reply = client.get(f"/{language}/{path}")
        assert reply.status_code == 200, path
        assert not reply.cookies
        assert reply.text.count("<h1") == 1, path


def test_no_door_leads_nowhere(client: Client) -> None:
    TradeFactory(label={"en": "baker"}, seed_key="baker")
    for start in ("/en/", *(f"/en/questions/{question.key}/" for question in QUESTIONS)):
        for link in local_links(client.get(start).text):
            assert client.get(link).status_code == 200, f"{start} → {link}"


def test_an_unknown_question_is_not_here(client: Client) -> None:
    assert client.get("/en/questions/nix/").status_code == 404


@pytest.mark.parametrize("trades", [0, 1, 30])
def test_home_asks_the_same_few_questions_however_many_trades(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries, trades: int
) -> None:
    for number in range(trades):
        TradeFactory(label={"en": f"trade {number}"}, seed_key=f"trade-{number}")
    with django_assert_num_queries(2 if trades == 0 else 4):
        assert client.get("/en/").status_code == 200


def test_todays_trades_are_the_same_for_everybody_and_others_tomorrow() -> None:
    for number in range(30):
        TradeFactory(label={"en": f"trade {number}"}, seed_key=f"trade-{number}")
    days = [DAY + datetime.timedelta(days=number) for number in range(5)]
    shown = [[card.code for card in trades_of_the_day("en", day)] for day in days]
    assert shown[0] == [card.code for card in trades_of_the_day("fr", days[0])]
    assert all(len(codes) == TRADES for codes in shown)
    assert len({tuple(codes) for codes in shown}) == len(days)


def test_the_daily_seed_can_be_computed_by_anyone() -> None:
    # printf 'parvis:2026-11-23' | sha256sum | cut -c1-16
    assert daily_seed(DAY) == "65a069f6d9624b86"
    assert shuffled("abcdef", str, DAY) == shuffled("fedcba", str, DAY)


def test_machines_are_told_how_to_search(client: Client) -> None:
    found = re.search(r'<script type="application/ld\+json">(.*?)</script>', client.get("/fr/").text, re.DOTALL)
    assert found
    told = json.loads(found[1])
    assert told["@type"] == "WebSite"
    assert told["potentialAction"]["target"]["urlTemplate"].endswith("/fr/search/?q={search_term_string}")


def test_the_pages_can_be_found_in_every_language() -> None:
    found = list(documents())
    assert len({document.code for document in found}) == len(found)
    for document in found:
        assert set(document.titles) == set(INTERFACE_LANGUAGES)
        assert document.path in set(addresses())
    assert not list(documents(since=revision()[0]))


@pytest.mark.parametrize("counts", [True, False])
def test_the_privacy_page_says_what_this_house_does(client: Client, settings: object, *, counts: bool) -> None:
    settings.SEARCH_LOG = counts
    assert ("counts how often words" in client.get("/en/privacy/").text) is counts
