"""Offers in the search: never beyond the radius, never without a place in it, ordered by nothing but what is stated."""

from __future__ import annotations

import dataclasses
import datetime
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from parvis.core.documents import Document
from parvis.core.globe import distance
from parvis.offers.domain.documents import document_of
from parvis.offers.models import Feed, Offer
from parvis.search import writer
from parvis.search.domain.offers import answering, looking
from parvis.search.domain.offers.answering import answer
from parvis.search.domain.offers.order import in_order, lots_of, soon
from parvis.search.domain.offers.question import Asked, read_asked
from parvis.search.engines.embedded import Embedded
from parvis.search.meaning import Meanings
from parvis.search.pipeline import Pipeline
from parvis.search.tests.conftest import TRADES
from parvis.search.words.wanted import take_apart

LYON = (45.75, 4.85)
DAY = datetime.date(2026, 11, 26)


def offer(number: int, place: tuple[float, float] | None, **facets: str) -> Document:
    return Document(
        "offer",
        f"o{number}",
        f"offers/o{number}/",
        {"fr": facets.pop("title", "Apprenti boulanger")},
        code=f"o{number}",
        country="FR",
        languages=("fr",),
        latitude=place[0] if place else None,
        longitude=place[1] if place else None,
        facets={"trade": "baker", "form": "apprenticeship", "located": "yes" if place else "no", **facets},
        until=datetime.datetime(2100, 1, 1, tzinfo=datetime.UTC),
    )


def over(folder: Path, offers: list[Document]) -> Pipeline:
    writer.write_generation([*TRADES, *offers], folder, {})
    return Pipeline(Embedded(folder), Meanings(None))


@pytest.fixture(autouse=True)
def _no_neighbours(monkeypatch) -> None:
    monkeypatch.setattr(answering, "neighbours", lambda _codes: [])


places = st.one_of(
    st.none(),
    st.tuples(st.floats(44.0, 47.5), st.floats(2.5, 7.5)),
    st.tuples(st.floats(-90, 90), st.floats(-180, 180)),
)


@settings(max_examples=25, deadline=None)
@given(where=st.lists(places, max_size=40), km=st.sampled_from([1, 5, 10, 20, 50, 100]))
def test_nothing_beyond_the_radius_and_nothing_without_a_place(tmp_path_factory, where, km) -> None:
    pipeline = over(tmp_path_factory.mktemp("index"), [offer(number, place) for number, place in enumerate(where)])
    shown: list[str] = []
    total = -1
    for page in range(1, 5):
        found = answer(Asked("boulanger", point=LYON, km=km, page=page), "fr", pipeline)
        shown += [hit.code for hit in found.hits]
        total = found.total
        assert all(hit.km is not None and hit.km <= km for hit in found.hits)
    reached = {f"o{n}" for n, place in enumerate(where) if place and distance(*LYON, *place) <= km}
    assert set(shown) == reached
    assert len(shown) == total == len(reached)
    assert {one.km: one.total for one in found.radii}.get(km, total) == total
    assert {hit.code for hit in found.unlocated} <= {f"o{n}" for n, place in enumerate(where) if place is None}
    assert found.unlocated_total == sum(place is None for place in where)


def test_the_order_is_bands_then_soon_then_lot(tmp_path) -> None:
    month = soon(DAY)[0]
    near, soon_near, far = (
        offer(1, (45.752, 4.85)),
        offer(2, (45.76, 4.85), start=month),
        offer(3, (45.9, 4.85), start=month),
    )
    pipeline = over(tmp_path, [far, near, soon_near])
    found = answer(Asked("boulanger", point=LYON, km=50), "fr", pipeline)
    assert [hit.code for hit in found.hits][-1] == "o3"
    assert {hit.code for hit in found.hits[:2]} == {"o1", "o2"}


def test_equals_change_with_the_day_and_not_with_their_coming() -> None:
    numbers = list(range(1000, 1040))
    never = np.zeros(len(numbers), np.bool_)

    def drawn(day: datetime.date, order: list[int]) -> list[int]:
        return [order[place] for place in in_order(np.array(order, np.uint64), lots_of(day), None, never)]

    assert drawn(DAY, numbers) == drawn(DAY, numbers[::-1])
    assert drawn(DAY, numbers) != drawn(DAY + datetime.timedelta(days=1), numbers)


def told(feed: str, company: str) -> Document:
    """Return what search is told of an offer by ``company`` through ``feed``."""
    now = datetime.datetime(2026, 11, 26, tzinfo=datetime.UTC)
    made = Offer(
        code="abc123", feed=Feed(key=feed, name=feed), company=company, url=f"https://{feed}.test/1", reference=f"{feed}-1",
        kind="apprenticeship", language="fr", title="Apprenti boulanger", expires_at=now, town="Lyon",
    )  # fmt: skip
    return document_of(made, now)


def test_search_is_never_told_who_sends_or_employs() -> None:
    one, other = told("first-feed", "Boulangerie Un"), told("second-feed", "Fournil Deux")
    assert one == other
    said = str(dataclasses.asdict(one))
    assert not any(word in said for word in ("first", "Boulangerie", "test/1"))


def test_ranking_modules_name_neither_company_nor_feed() -> None:
    folder = Path(answering.__file__).parent
    for file in folder.glob("*.py"):
        text = file.read_text(encoding="utf-8")
        assert "company" not in text.replace("by company", ""), file.name
        assert "feed" not in text, file.name


def test_a_trade_is_strict_and_others_stand_apart(tmp_path) -> None:
    cut = [
        offer(1, LYON),
        offer(2, LYON, trade="roofer", title="Couvreur"),
        offer(3, LYON, trade="none", title="Boulanger de nuit"),
    ]
    pipeline = over(tmp_path, cut)
    found = answer(Asked("boulanger"), "fr", pipeline)
    assert found.understood.trade_codes == ("baker",)
    assert [hit.code for hit in found.hits] == ["o1", "o3"]  # the one whose trade nobody said, by its title, after
    assert found.total == 2


def test_words_as_typed_are_not_understood(tmp_path) -> None:
    pipeline = over(tmp_path, [offer(1, LYON), offer(2, LYON, trade="roofer", title="Couvreur près de Lyon")])
    found = answer(Asked("couvreur lyon", is_plain=True), "fr", pipeline)
    assert [hit.code for hit in found.hits] == ["o2"]
    assert not found.understood.taken


def test_where_there_is_none_the_other_kinds_are_counted(tmp_path) -> None:
    pipeline = over(tmp_path, [offer(1, LYON, form="job")])
    found = answer(Asked("apprenti boulanger"), "fr", pipeline)
    assert found.total == 0
    assert found.other_kinds == {"job": 1}


def test_more_than_can_be_sorted_is_drawn_by_lot(tmp_path, monkeypatch) -> None:
    monkeypatch.setattr(looking.Search.gathered, "__defaults__", (3,))
    pipeline = over(tmp_path, [offer(number, LYON) for number in range(12)])
    found = answer(Asked("boulanger"), "fr", pipeline)
    assert found.total == 12
    assert found.is_drawn
    assert len(found.hits) == 3


@pytest.mark.parametrize(
    ("language", "typed", "words", "town", "kind"),
    [
        ("en", "apprentice baker near Lyon", "baker", "Lyon", "apprenticeship"),
        ("fr", "apprentissage boulanger près d’Annecy", "boulanger", "Annecy", "apprenticeship"),
        ("de", "Ausbildung als Bäcker in der Nähe von Berlin", "Bäcker", "Berlin", "apprenticeship"),
        ("es", "prácticas de cocina cerca de Barcelona", "cocina", "Barcelona", "traineeship"),
        ("nl", "leerling bakker in Antwerpen", "bakker", "Antwerpen", "apprenticeship"),
        ("pt", "estágio cozinheiro no Porto", "cozinheiro", "Porto", "traineeship"),
        ("it", "apprendista panettiere vicino a Milano", "panettiere", "Milano", "apprenticeship"),
        ("fr", "conducteur de train", "conducteur de train", "", ""),
        ("fr", "boulanger lyon", "boulanger", "lyon", ""),
        ("fr", "", "", "", ""),
    ],
)
def test_a_question_is_taken_apart(language, typed, words, town, kind) -> None:
    known = {"lyon", "annecy", "berlin", "barcelona", "antwerpen", "porto", "milano"}
    found = take_apart(typed, language, lambda name, _surety: name.lower() in known)
    assert (found.words, found.town, found.kind) == (words, town, kind)


@given(
    st.dictionaries(
        st.sampled_from(["q", "town", "place", "near", "km", "trade", "kind", "level", "start", "page"]),
        st.text(max_size=60),
    )
)
def test_whatever_stands_in_the_address_is_read_and_read_again(query) -> None:
    asked = read_asked(query)
    assert read_asked(asked.parts()) == asked
