"""Filters of the engine: a radius to the metre, facets of the documents' own, and an end that needs no writing."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import time_machine

from parvis.core.documents import Document
from parvis.core.globe import distance
from parvis.search import writer
from parvis.search.engine import Filters, Near
from parvis.search.engines.embedded import Embedded
from parvis.search.engines.within import AT_ONCE
from parvis.search.meaning import Meanings
from parvis.search.pipeline import Pipeline

END = datetime(2027, 3, 31, 16, 30, tzinfo=UTC)
LYON = (45.76, 4.84)


def offers() -> Iterator[Document]:
    chance = random.Random(3)
    for number in range(3 * AT_ONCE):
        is_placed = number % 10 != 0
        yield Document(
            "offer",
            str(number),
            f"offers/{number}/",
            {"fr": "apprenti boulanger" if number % 2 else "apprenti couvreur"},
            latitude=LYON[0] + chance.uniform(-1, 1) if is_placed else None,
            longitude=LYON[1] + chance.uniform(-1, 1) if is_placed else None,
            facets={"level": str(3 + number % 3), "criteria": tuple(str(one) for one in range(number % 4))},
        )


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("offers")
    writer.write_generation(offers(), folder, {})
    return folder


@pytest.fixture
def engine(folder: Path) -> Embedded:
    return Embedded(folder)


def within(km: float, word: str = "boulanger") -> list[Document]:
    return [
        one
        for one in offers()
        if word in one.titles["fr"]
        and one.latitude is not None
        and one.longitude is not None
        and distance(*LYON, one.latitude, one.longitude) <= km
    ]


@pytest.mark.parametrize("km", [0, 5, 30, 80, 20100])
def test_a_radius_holds_what_lies_within_and_nothing_else(engine: Embedded, km: float) -> None:
    readings = Pipeline(engine, Meanings(None)).readings("boulanger", "fr")
    filters, right = Filters(near=Near(*LYON, km)), within(km)
    found = engine.find(readings, filters, 5 * AT_ONCE)
    strict = [engine.document(hit.place) for hit in found.hits] if found.total >= 5 * AT_ONCE or right else []
    assert found.total == len(right)
    assert {one.id for one in strict} >= {one.id for one in right}
    assert all(filters.hold(one) for one in strict)
    assert engine.count(readings, filters, "level") == Counter(str(one.facets["level"]) for one in right)


def test_without_words_everything_within_the_filters_is_found(engine: Embedded) -> None:
    near = Near(*LYON, 40)
    right = [*within(40), *within(40, "couvreur")]
    found = engine.find((), Filters(near=near, facets={"level": ("3", "5")}), 10)
    assert found.total == sum(one.facets["level"] in {"3", "5"} for one in right)
    assert len(found.hits) == 10
    assert sum(engine.count((), Filters(near=near), "kind").values()) == len(right)


def test_a_radius_reaches_over_the_date_line_and_the_pole(tmp_path: Path) -> None:
    places = {"fiji": (-17.0, 179.9), "samoa": (-17.0, -179.9), "pole": (89.9, 10.0), "svalbard": (89.5, -170.0)}
    writer.write_generation(
        (
            Document("offer", name, "", {"en": name}, latitude=place[0], longitude=place[1])
            for name, place in places.items()
        ),
        tmp_path,
        {},
    )
    engine = Embedded(tmp_path)
    for around, km, right in ((places["fiji"], 50, 2), (places["samoa"], 5, 1), (places["pole"], 80, 2)):
        assert engine.find((), Filters(near=Near(*around, km)), 10).total == right


def test_own_facets_filter_and_count(engine: Embedded) -> None:
    readings = Pipeline(engine, Meanings(None)).readings("boulanger", "fr")
    every = [one for one in offers() if "boulanger" in one.titles["fr"]]
    counts = engine.count(readings, Filters(facets={"level": ("4",)}), "level")
    assert counts == Counter(str(one.facets["level"]) for one in every)
    filters = Filters(facets={"level": ("4",), "criteria": ("1", "2")})
    right = sum(one.facets["level"] == "4" and bool({"1", "2"} & set(one.values("criteria"))) for one in every)
    assert engine.find(readings, filters, 10).total == right
    assert engine.find(readings, Filters(facets={"nothing": ("here",)}), 10).total == 0
    assert engine.count(readings, Filters(), "nothing") == {}


def test_what_ended_is_gone_the_same_second_and_leaves_the_index_with_the_next_change(tmp_path: Path) -> None:
    lasting = Document("offer", "lasting", "", {"fr": "boulanger"})
    ending = Document("offer", "ending", "", {"fr": "boulanger"}, until=END, facets={"level": "3"})
    with time_machine.travel(END - timedelta(seconds=2), tick=False) as clock:
        writer.write_generation([lasting, ending], tmp_path, {})
        engine = Embedded(tmp_path)
        pipeline = Pipeline(engine, Meanings(None))
        before = pipeline.ask("boulanger", "fr", Filters())
        assert {result.document.id: result.document.until for result in before.results} == {
            "lasting": None,
            "ending": END,
        }
        clock.move_to(END)
        after = pipeline.ask("boulanger", "fr", Filters())
        assert ([result.document.id for result in after.results], after.total) == (["lasting"], 1)
        assert engine.count(after.readings, Filters(), "level") == {}
        assert not Filters().hold(ending)
        writer.change_generation([lasting], tmp_path)
        assert engine.fetch(["offer:ending"])
        assert not Embedded(tmp_path).fetch(["offer:ending"])


def test_what_is_to_come_is_found_from_its_first_second_on(tmp_path: Path) -> None:
    lasting = Document("qualification", "lasting", "", {"fr": "CAP Boulanger"})
    coming = Document("qualification", "coming", "", {"fr": "CAP Boulanger"}, since=END, facets={"level": "3"})
    with time_machine.travel(END - timedelta(seconds=2), tick=False) as clock:
        writer.write_generation([lasting, coming], tmp_path, {})
        engine = Embedded(tmp_path)
        pipeline = Pipeline(engine, Meanings(None))
        before = pipeline.ask("boulanger", "fr", Filters())
        assert ([result.document.id for result in before.results], before.total) == (["lasting"], 1)
        assert engine.count(before.readings, Filters(), "level") == {}
        assert not Filters().hold(coming)
        clock.move_to(END)
        after = pipeline.ask("boulanger", "fr", Filters())
        assert {result.document.id: result.document.since for result in after.results} == {
            "lasting": None,
            "coming": END,
        }
        assert engine.count(after.readings, Filters(), "level") == {"3": 1}
        assert Filters().hold(coming)


def test_a_place_that_will_close_is_found_by_its_name_until_then(tmp_path: Path) -> None:
    place = Document("house", "leaving", "", {"fr": "Cité des métiers de Quimperlé"}, until=END)
    offer = Document("offer", "fleeting", "", {"fr": "zingueur chez Ploumanac"}, until=END)
    with time_machine.travel(END - timedelta(days=30), tick=False):
        writer.write_generation([place, offer], tmp_path, {})
        engine = Embedded(tmp_path)
        found = Pipeline(engine, Meanings(None)).ask("quimperle", "fr", Filters())
        assert [result.document.id for result in found.results] == ["leaving"]
        assert found.readings[0].known == 1.0
        assert "quimperle" in engine.vocabulary("fr")
        assert "ploumanac" not in engine.vocabulary("fr")
