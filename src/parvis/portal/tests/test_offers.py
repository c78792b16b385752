"""The list of offers and the page of one, with a small index written for each test."""

from __future__ import annotations

import datetime
import re

import pytest
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from parvis.core.domain.notebook import Item, Kind
from parvis.core.domain.revisions import raise_revision
from parvis.offers.domain.leaving import purge
from parvis.offers.models import Offer
from parvis.offers.tests.making import ANNECY, LYON, VILLEURBANNE, make_offer
from parvis.portal.domain.things import things_of
from parvis.portal.tests.offer_site import bakery, build, freeze, indexed, titles_in
from parvis.qualifications.tests.factories import QualificationFactory
from parvis.search import generations, reader
from parvis.search.domain import indexing

pytestmark = pytest.mark.django_db
LIST = "/en/offers/"


@pytest.fixture(autouse=True)
def _own_index(settings, tmp_path):
    with indexed(settings, tmp_path):
        yield


def page(client: Client, **asked: str) -> str:
    answer = client.get(LIST, asked)
    assert answer.status_code == 200
    return answer.content.decode()


def test_a_trade_and_a_town_find_its_offers_and_no_others(client: Client) -> None:
    baker, electrician = bakery()
    make_offer("near", LYON, title="Apprenti boulanger", occupation=baker)
    make_offer("far", ANNECY, title="Boulanger à Annecy", occupation=baker)
    make_offer("other", LYON, title="Électricien", occupation=electrician)
    make_offer("nowhere", None, title="Boulanger quelque part", occupation=baker)
    build()
    shown = page(client, q="apprentice baker near Lyon")
    assert "1 offer within 20 km of Lyon" in shown
    assert titles_in(shown) == ["Apprenti boulanger", "Boulanger quelque part"]
    assert shown.index("Place not stated") < shown.index("Boulanger quelque part")
    assert "Électricien" not in shown


def test_widening_is_said_and_never_mixed(client: Client) -> None:
    baker, _ = bakery()
    make_offer("far", ANNECY, title="Boulanger à Annecy", occupation=baker)
    build()
    shown = page(client, q="baker", town="Lyon")
    assert "Nothing within 20 km of Lyon" in shown
    assert titles_in(shown) == []
    assert "There is 1 within 100 km." in shown
    assert "km=100" in shown


def test_an_offer_vanishes_the_minute_it_ends(client: Client, monkeypatch) -> None:
    baker, _ = bakery()
    end = timezone.now() + datetime.timedelta(minutes=10)
    ending = make_offer("ending", LYON, title="Boulanger bientôt fini", occupation=baker, expires_at=end)
    build()
    assert titles_in(page(client, q="baker")) == ["Boulanger bientôt fini"]
    assert client.get(f"/en/offers/{ending.code}/").status_code == 200
    freeze(monkeypatch, end + datetime.timedelta(seconds=1))
    assert titles_in(page(client, q="baker")) == []
    assert client.get(f"/en/offers/{ending.code}/").status_code == 410


def test_what_was_taken_back_goes_with_the_next_change(client: Client) -> None:
    baker, _ = bakery()
    offer = make_offer("one", LYON, title="Boulanger retiré", occupation=baker)
    build()
    Offer.objects.filter(pk=offer.pk).update(withdrawn_on=timezone.localdate(), revision=99)
    gone = client.get(f"/en/offers/{offer.code}/")
    assert gone.status_code == 410
    assert "noindex" in gone.content.decode()
    assert "Boulanger retiré" not in gone.content.decode()
    assert titles_in(page(client, q="baker")) == []


def test_the_index_lets_go_of_what_was_taken_back_without_being_built_anew(client: Client) -> None:
    baker, _ = bakery()
    offer = make_offer("one", LYON, title="Boulanger retiré", occupation=baker)
    make_offer("two", LYON, title="Boulanger qui reste", occupation=baker)
    build()
    generation = generations.current()
    with transaction.atomic():
        number = raise_revision("offers", removed=True)
        Offer.objects.filter(pk=offer.pk).update(withdrawn_on=timezone.localdate(), revision=number)
    assert indexing.follow() == 1
    reader.close()
    assert generations.current() == generation
    shown = page(client, q="baker")
    assert titles_in(shown) == ["Boulanger qui reste"]
    assert "1 offer" in shown


def test_a_page_that_is_gone_shows_what_is_still_there(client: Client) -> None:
    baker, _ = bakery()
    past = timezone.now() - datetime.timedelta(minutes=1)
    gone = make_offer("gone", LYON, title="Fini", occupation=baker, expires_at=past)
    make_offer("still", VILLEURBANNE, title="Encore là", occupation=baker)
    build()
    shown = client.get(f"/en/offers/{gone.code}/")
    assert shown.status_code == 410
    assert titles_in(shown.content.decode()) == ["Encore là"]


def test_a_page_is_gone_though_the_offer_was_removed(client: Client) -> None:
    baker, _ = bakery()
    past = timezone.now() - datetime.timedelta(days=40)
    over = make_offer("over", LYON, title="Fini", occupation=baker, expires_at=past)
    taken = make_offer("taken", None, title="Repris", withdrawn_on=past.date())
    assert purge(timezone.now(), 30) == 2
    shown = client.get(f"/en/offers/{over.code}/")
    assert shown.status_code == 410
    assert "Its last day is over." in shown.content.decode()
    assert f"?trade={baker.code}" in shown.content.decode()
    shown = client.get(f"/en/offers/{taken.code}/")
    assert shown.status_code == 410
    assert "Whoever sent it took it back." in shown.content.decode()
    assert "More offers of this trade" not in shown.content.decode()


def test_a_duplicate_leads_to_the_first(client: Client) -> None:
    first = make_offer("first")
    twin = make_offer("twin", merged_into=first)
    assert client.get(f"/en/offers/{twin.code}/").headers["Location"] == f"/en/offers/{first.code}/"


def test_an_unknown_offer_is_not_found(client: Client) -> None:
    assert client.get("/en/offers/zzzzzz/").status_code == 404


@pytest.mark.parametrize("number", [1, 30])
def test_thirty_offers_cost_as_many_questions_as_one(client: Client, number: int) -> None:
    baker, _ = bakery()
    for place in range(number):
        make_offer(str(place), (45.75 + place / 1000, 4.85), occupation=baker)
        make_offer(f"apart {place}", None, occupation=baker)
    build()
    page(client, q="baker", town="Lyon")  # the index and the towns are open now
    with CaptureQueriesContext(connection) as asked:
        page(client, q="baker", town="Lyon")
    assert len(asked) == 5  # two of them: whether recruiters promise an answer


def test_the_page_of_an_offer_says_everything_and_costs_seven_questions(client: Client) -> None:
    baker, _ = bakery()
    offer = make_offer(
        "full",
        LYON,
        occupation=baker,
        ways=[["call", "+33 4 00 00 00 00"], ["link", "https://example.org/postuler"]],
        written_agreement=True,
        pay_or_compensation=False,
        pay_min=800,
        pay_currency="EUR",
        pay_per="month",
        months_min=12,
        months_max=24,
        eqf=3,
        is_sample=True,
    )
    build()
    with CaptureQueriesContext(connection) as asked:
        answer = client.get(f"/en/offers/{offer.code}/?place=2996944")
    shown = answer.content.decode()
    assert answer.status_code == 200
    for words in (
        "Apprenticeship: you learn a trade",
        'href="tel:+33400000000"',
        "https://example.org/postuler",
        "€800 a month",
        "12–24 months",
        "Level 3 (EQF)",
        "Sample offer",
        "To say it in French:",
        "What to bring",
        "not stated",
    ):
        assert words in shown, words
    assert "JobPosting" not in shown, "no machine is told of a place that was made up"
    assert '<meta name="robots" content="noindex">' in shown
    assert shown.count('class="check check-yes"') == 1
    assert shown.count('class="check check-no"') == 1
    assert shown.count('class="check check-unknown"') == 5
    assert len(asked) == 7  # two of them: whether its recruiter promises an answer


def test_the_page_of_an_offer_leads_to_what_can_be_won(client: Client) -> None:
    row = QualificationFactory(titles={"en": "Baker EFZ"})
    shown = client.get(f"/en/offers/{make_offer('won', LYON, qualification=row).code}/").content.decode()
    assert f'<a href="/en/qualifications/{row.code}/">Baker EFZ</a>' in shown


def test_machines_are_told_what_the_offer_says_and_no_more(client: Client) -> None:
    job = client.get(f"/en/offers/{make_offer('job', LYON, kind='job').code}/").content.decode()
    assert '"@type":"JobPosting"' in job
    assert "employmentType" not in job, "nobody said full time"
    stay = client.get(f"/en/offers/{make_offer('stay', LYON, kind='traineeship').code}/").content.decode()
    assert '"employmentType":"INTERN"' in stay
    assert 'content="noindex"' not in stay


def test_without_an_index_titles_are_searched_and_no_radius_is_pretended(client: Client) -> None:
    baker, _ = bakery()
    make_offer("one", LYON, title="Apprenti boulanger", occupation=baker)
    assert titles_in(client.get("/fr/offers/", {"q": "boulanger"}).content.decode()) == ["Apprenti boulanger"]
    assert titles_in(client.get("/fr/offers/", {"q": "boulanger", "town": "Annecy"}).content.decode()) == []


def test_narrowing_down_counts_and_can_be_taken_away(client: Client) -> None:
    baker, _ = bakery()
    make_offer("a", LYON, occupation=baker, eqf=3, title="A")
    make_offer("b", LYON, occupation=baker, eqf=4, title="B", kind="job")
    build()
    shown = page(client, q="baker", level="3")
    assert titles_in(shown) == ["A"]
    assert "Level 4 (EQF)" in shown
    assert titles_in(page(client, q="baker", kind="job")) == ["B"]
    assert titles_in(page(client, q="baker", kind="traineeship")) == []


def test_a_contract_can_be_chosen_as_it_is_listed(client: Client) -> None:
    """However long the sender calls it: a blank at the cut or two in a row once led to an empty list."""
    for number, contract in enumerate(("CDD  de 12 mois", f"{'x' * 59} mois", "CDI")):
        make_offer(f"c{number}", LYON, title=contract[:9], contract=contract)
    build()
    shown = page(client)
    for contract in ("CDD de 12 mois", "x" * 59):
        assert re.search(rf"\s{contract} <small>", shown)
        assert titles_in(page(client, contract=contract)) == ["CDD  de 1" if contract[0] == "C" else "x" * 9]


def test_wherever_one_looks_unstated_places_are_apart(client: Client) -> None:
    baker, _ = bakery()
    for number in range(8):
        make_offer(f"n{number}", None, occupation=baker, title=f"Sans lieu {number}")
    build()
    shown = page(client, town="Lyon")
    assert "Nothing within 20 km of Lyon" in shown
    assert len(titles_in(shown)) == 5
    assert len(titles_in(page(client, where="unstated"))) == 8


def test_the_open_data_answer_as_the_page_does(client: Client) -> None:
    baker, _ = bakery()
    make_offer("near", LYON, title="Apprenti boulanger", occupation=baker)
    make_offer("far", ANNECY, title="Boulanger à Annecy", occupation=baker)
    make_offer("nowhere", None, title="Boulanger quelque part", occupation=baker)
    build()
    said = client.get("/api/v1/offers", {"q": "baker", "near": "45.75,4.85", "km": "20"}).json()
    assert [one["title"] for one in said["offers"]] == ["Apprenti boulanger"]
    assert [one["title"] for one in said["unlocated"]] == ["Boulanger quelque part"]
    assert said["within"] == {"5": 1, "10": 1, "20": 1, "50": 1, "100": 2}
    assert said["trades"] == [baker.code]
    assert set(said["offers"][0]["criteria"].values()) == {None}
    assert client.get("/api/v1/offers", {"lang": "xx"}).status_code == 422


def test_a_trade_shows_its_first_offers_and_how_many(client: Client, django_assert_num_queries) -> None:
    baker, electrician = bakery()
    for number in range(5):
        make_offer(str(number), occupation=baker)
    past = timezone.now() - datetime.timedelta(minutes=1)
    make_offer("over", occupation=electrician, expires_at=past)
    shown = client.get(f"/en/trades/{baker.code}/").content.decode()
    assert len(titles_in(shown)) == 3
    assert "All 5 offers, by town" in shown
    assert "No offer of this trade" in client.get(f"/en/trades/{electrician.code}/").content.decode()


def test_the_door_of_the_home_page_leads_to_the_offers(client: Client) -> None:
    assert 'href="/en/offers/"' in client.get("/en/").content.decode()


def test_a_notebook_holds_offers_and_says_when_one_has_ended(client: Client) -> None:
    stands = make_offer("stands", title="Boulanger qui reste")
    over = make_offer("over", title="Boulanger fini", expires_at=timezone.now() - datetime.timedelta(minutes=1))
    found = {
        thing.item.code: thing for thing in things_of([Item(Kind.OFFER, one.code) for one in (stands, over)], "fr")
    }
    assert not found[stands.code].is_retired
    assert found[stands.code].facts == ["Apprentissage", "Fournil d’essai", "Lyon, France"]
    assert found[over.code].is_retired


@pytest.mark.parametrize("number", [1, 30])
def test_the_one_search_box_names_trades_first_and_their_offers_next(client: Client, number: int) -> None:
    baker, electrician = bakery()
    for place in range(number):
        make_offer(str(place), occupation=baker, title="Apprenti boulanger")
    make_offer("other", occupation=electrician, title="Électricien")
    build()
    client.get("/en/search/", {"q": "baker"})
    with CaptureQueriesContext(connection) as asked:
        shown = client.get("/en/search/", {"q": "baker"}).content.decode()
    assert shown.index('id="kind-trade"') < shown.index('id="kind-offer"')
    assert shown.count("Apprenti boulanger") == min(number, 3)
    assert "Électricien" not in shown
    assert ("/en/offers/?q=baker" in shown) == (number > 3)
    assert len(asked) == 2  # whether recruiters of the offers promise an answer


def test_offers_are_no_suggestions_and_no_answer_to_everything(client: Client) -> None:
    baker, _ = bakery()
    make_offer("one", occupation=baker, title="Boulanger de nuit")
    build()
    assert "offers/" not in client.get("/fr/search/suggest/", {"q": "boulanger"}).content.decode()
    kinds = [one["kind"] for one in client.get("/api/v1/search", {"q": "boulanger", "lang": "fr"}).json()["results"]]
    assert "trade" in kinds
    assert "offer" not in kinds
    only = client.get("/api/v1/search", {"q": "boulanger", "lang": "fr", "kind": "offer"}).json()["results"]
    assert [one["title"] for one in only] == ["Boulanger de nuit"]
