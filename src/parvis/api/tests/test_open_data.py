from __future__ import annotations

import pytest
from django.db import transaction

from parvis.api.views import open_data
from parvis.core.domain.revisions import raise_revision
from parvis.occupations.models import Occupation, OccupationText
from parvis.search.domain.asking import Answer

pytestmark = pytest.mark.django_db


@pytest.fixture
def baker() -> Occupation:
    with transaction.atomic():
        revision = raise_revision("occupations")
        trade = Occupation.objects.create(uri="urn:baker", code="0rh7kt", sector="food", revision=revision)
        OccupationText.objects.create(occupation=trade, language="fr", label="boulanger", label_source="seed")
    return trade


def test_a_search_answers_in_the_published_shape(client, baker) -> None:
    found = client.get("/api/v1/search", {"q": "boulanger", "lang": "fr", "kind": "trade", "limit": 5}).json()
    assert set(found) == {"query", "took_ms", "total", "results", "suggestions"}
    assert found["total"] == 1
    result = found["results"][0]
    assert set(result) == {"kind", "id", "title", "lang", "url", "isco", "uri", "score"}
    assert (result["kind"], result["id"], result["title"], result["lang"]) == ("trade", "0rh7kt", "boulanger", "fr")
    assert result["url"].endswith("/fr/trades/0rh7kt/")


@pytest.mark.parametrize(
    "wrong", [{"limit": "0"}, {"limit": "101"}, {"limit": "x"}, {"lang": "xx"}, {"kind": "partner"}]
)
def test_what_cannot_be_used_is_refused_without_repeating_it(client, wrong: dict[str, str]) -> None:
    answer = client.get("/api/v1/search", {"q": "secret words", **wrong})
    assert answer.status_code == 422
    assert answer.json() == {"detail": f"Cannot be used: {next(iter(wrong))}."}


def test_a_trade_is_told_in_all_its_languages(client, baker, django_assert_num_queries) -> None:
    with django_assert_num_queries(5):
        answer = client.get("/api/v1/trades/0RH-7KT")
    assert answer.json()["labels"] == {"fr": "boulanger"}
    assert client.get("/api/v1/trades/zzzzzz").status_code == 404


def test_an_unchanged_answer_is_not_sent_twice(client, baker) -> None:
    first = client.get("/api/v1/trades/0rh7kt")
    assert client.get("/api/v1/trades/0rh7kt", headers={"If-None-Match": first["ETag"]}).status_code == 304
    with transaction.atomic():
        raise_revision("occupations")
    assert client.get("/api/v1/trades/0rh7kt", headers={"If-None-Match": first["ETag"]}).status_code == 200


def test_houses_never_name_a_partner(client) -> None:
    answer = client.get("/api/v1/houses")
    assert answer.status_code == 200
    assert "partner" not in answer.content.decode()


def test_the_description_is_a_page_and_a_document(client) -> None:
    assert "/api/v1/search" in client.get("/api/v1/openapi.json").json()["paths"]
    assert "/api/v1/search" in client.get("/api/v1/").content.decode()


def test_a_search_answered_before_the_index_knew_is_not_taken_for_the_newest(client, baker, monkeypatch) -> None:
    def answering(total: int) -> str:
        monkeypatch.setattr(open_data, "ask", lambda _question: Answer(total=total, took_ms=total))
        return client.get("/api/v1/search?q=boulanger")["ETag"]

    assert answering(1) == answering(1)
    assert answering(1) != answering(2)


def test_a_board_tells_desks_and_languages_and_no_partner(client) -> None:
    from parvis.rota.tests.made import THURSDAY, make_house, make_shift

    at = make_house()
    make_shift(at, day=THURSDAY, languages=["fr", "ar"])
    answer = client.get("/api/v1/houses/lyon/now")
    told = answer.json()
    assert [desk["key"] for desk in told["desks"]] == ["choose", "work"]
    assert [each["language"] for each in told["languages"]] == ["fr", "ar"]
    assert told["languages"][1]["times"][0]["desk"] == "choose"
    assert "office" not in answer.content.decode()
    assert client.get("/api/v1/houses/nowhere/now").status_code == 404
