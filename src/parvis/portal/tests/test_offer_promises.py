"""The promise to answer on lists of offers, results, pages and in open data; as many questions for thirty as for one."""

from __future__ import annotations

import datetime
import json
import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from parvis.answers.domain.showing import promise_of, promises_of
from parvis.answers.models import Contract, Silence, Tally
from parvis.answers.tests.made import send
from parvis.core.etags import kept_pages
from parvis.network.models import House
from parvis.network.tests.made import house
from parvis.offers.models import Feed, Offer
from parvis.offers.tests.making import make_offer

from .offer_site import bakery, build, indexed, titles_in

pytestmark = pytest.mark.django_db
RATE = "80 % of 20 promises kept; most likely between 58 and 92 %"  # Wilson: 0.584 to 0.919


@pytest.fixture(autouse=True)
def _own_index(settings, tmp_path) -> Iterator[None]:
    with indexed(settings, tmp_path):
        yield


def promise(offer: Offer, reach: str = "offer", days: int = 7, **changes: Any) -> Contract:
    """Promise answers to notes about ``offer``, its company or its feed."""
    today = timezone.localdate()
    known = {
        "offer_code": offer.code if reach == "offer" else "",
        "company": offer.company if reach == "company" else "",
    }
    return Contract.objects.create(
        house=House.objects.first() or house(),
        feed=offer.feed,
        **{"reach": reach, "days": days, "language": "en", "stated_on": today, "confirmed_on": today} | known | changes,
    )


def keep(contract: Contract, kept: int, broken: int) -> None:
    month = (timezone.localdate().replace(day=1) - datetime.timedelta(days=3)).replace(day=1)
    Tally.objects.create(contract=contract, month=month, fate="meet", number=kept)
    Tally.objects.create(contract=contract, month=month, fate="silent", number=broken)


def owe(contract: Contract, offer: Offer, days: int) -> None:
    """Let a note wait for an answer whose last day is so many days from now."""
    send(offer, timezone.now() + datetime.timedelta(days=days - contract.days))


def badges(page: str) -> dict[str, str]:
    """Return what a page of offers says of the promise, by title."""
    lines = re.findall(r'<li class="offer-line.*?</ul>', page, re.DOTALL)
    said = {}
    for line in lines:
        (title,) = titles_in(line)
        found = re.search(r'class="mark-promise">.*?<span>(.*?)</span></li>', line, re.DOTALL)
        said[title] = re.sub(r"<[^>]+>", "", found[1]) if found else ""
    return said


def test_the_list_says_promise_and_measured_rate_from_eleven_on(client: Client) -> None:
    few, many, none = (make_offer(name, title=name) for name in ("few", "many", "none"))
    keep(promise(few, days=3), 8, 2)
    keep(promise(many), 16, 4)
    build()
    said = badges(client.get("/en/offers/").content.decode())
    assert said == {
        "few": "answers within 3 days",
        "many": f"answers within 7 days ({RATE})",
        none.title: "",
    }


def test_a_promise_made_or_broken_is_on_the_list_at_once(client: Client) -> None:
    offer = make_offer("one", title="one")
    build()
    assert badges(client.get("/en/offers/").content.decode()) == {"one": ""}
    contract = promise(offer)
    kept_pages.forget()
    assert badges(client.get("/en/offers/").content.decode()) == {"one": "answers within 7 days"}
    for _time in range(2):
        owe(contract, offer, -1)
    kept_pages.forget()
    assert badges(client.get("/en/offers/").content.decode()) == {"one": ""}, "two silences, though nobody settled yet"


def test_trade_gone_offer_offer_and_search_say_it_too(client: Client) -> None:
    baker, _ = bakery()
    first = make_offer("first", title="Apprenti boulanger", occupation=baker)
    over = make_offer("over", occupation=baker, expires_at=timezone.now() - datetime.timedelta(minutes=1))
    keep(promise(first, "feed"), 16, 4)
    build()
    whole = f"answers within 7 days ({RATE})"
    for path in ("/en/offers/?q=baker&town=Lyon", f"/en/trades/{baker.code}/", f"/en/offers/{over.code}/"):
        assert badges(client.get(path).content.decode())["Apprenti boulanger"] == whole, path
    assert whole in client.get("/en/search/", {"q": "baker"}).content.decode()
    page = client.get(f"/en/offers/{first.code}/").content.decode()
    assert whole in re.sub(r"<[^>]+>", "", page)
    data = json.loads(re.search(r'application/ld\+json">(.*?)</script>', page, re.DOTALL)[1])
    action = data["potentialAction"]
    assert action["@type"] == "ApplyAction"
    assert action["target"].endswith(f"/en/offers/{first.code}/note/")
    assert action["description"] == f"answers within 7 days; {RATE}"


def test_open_data_say_days_state_and_rate(client: Client) -> None:
    baker, _ = bakery()
    offer = make_offer("one", occupation=baker)
    make_offer("other", None, occupation=baker, company="Other")
    contract = promise(offer, "company", most=1)
    asked = {"q": "baker", "near": "45.75,4.85"}
    build()
    said = client.get("/api/v1/offers", asked).json()
    assert said["offers"][0]["promise"] == {"days": 7, "is_open": True, "rate": None}
    assert said["unlocated"][0]["promise"] is None
    keep(contract, 16, 4)
    owe(contract, offer, 2)
    said = client.get("/api/v1/offers", asked).json()
    rate = {"kept": 16, "counted": 20, "low": 0.584, "high": 0.9193}
    assert said["offers"][0]["promise"] == {"days": 7, "is_open": False, "rate": rate}


def test_many_promises_are_those_of_each_offer_alone() -> None:
    feed = Feed.objects.create(key="second", name="Second", importer="csv")
    offers = [make_offer(str(number), company=f"Company {number % 3}") for number in range(6)]
    offers += [make_offer(f"second {number}", feed=feed, company="Company 0") for number in range(2)]
    offers.append(make_offer("twin", feed=feed, company="Twin", merged_into=offers[5]))
    contracts = [
        promise(offers[0], days=3, most=1),
        promise(offers[1], "company", 4),
        promise(offers[6], "feed", 5, most=1),
    ]
    contracts.append(promise(offers[2], days=6, confirmed_on=None))
    owe(contracts[0], offers[0], -1)
    owe(contracts[2], offers[6], 1)
    owe(contracts[1], offers[4], -1)
    Silence.objects.create(offer_code=offers[4].code, number=1)
    keep(contracts[1], 16, 4)
    now = timezone.now()
    alone = {offer.code: promise_of(offer, now) for offer in offers}
    together = promises_of([offer.code for offer in offers], now)
    assert together == {code: found for code, found in alone.items() if found}
    assert [alone[offer.code] and alone[offer.code].contract.days for offer in offers] == [
        3,
        4,
        None,
        None,
        4,
        5,
        5,
        5,
        5,
    ]
    assert [alone[offer.code].standing.value for offer in (offers[0], offers[1], offers[4], offers[6])] == [
        "open",
        "open",
        "closed",
        "full",
    ]


@pytest.mark.parametrize("number", [1, 30])
@pytest.mark.parametrize(
    ("path", "questions"),
    [
        ("/en/offers/?q=baker&town=Lyon", 10),
        ("/en/search/?q=baker", 7),
        ("/en/search/?q=baker&kind=offer", 7),
        ("/api/v1/offers?q=baker&near=45.75,4.85", 9),
    ],
)
def test_thirty_promises_cost_as_many_questions_as_one(client: Client, number: int, path: str, questions: int) -> None:
    baker, _ = bakery()
    for place in range(number):
        offer = make_offer(str(place), (45.75 + place / 1000, 4.85), occupation=baker, company=f"Company {place}")
        make_offer(f"apart {place}", None, occupation=baker)
        contract = promise(offer, ("offer", "company")[place % 2])
        keep(contract, 16, 4)
        owe(contract, offer, -1)
        owe(contract, offer, 2)
    promise(offer, "feed")
    build()
    client.get(path)  # the index and the towns are open now
    with CaptureQueriesContext(connection) as asked:
        shown = client.get(path)
    said = shown.content.decode()
    assert max(said.count("answers within"), said.count('"days"')) >= min(number, 3)
    assert len(asked) == questions, [each["sql"] for each in asked]
