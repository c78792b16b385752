"""The bare engine: tantivy, one text field, the shortest query that means the same."""

from __future__ import annotations

from itertools import compress
from pathlib import Path
from typing import Any

import numpy as np
import tantivy
from bench.search.speed.prepare import Asked, Prepared, rows
from tantivy import FieldType, Occur, Query

from parvis.core.globe import EARTH, box
from parvis.search.engine import Near

SHOWN = 10


def schema() -> tantivy.Schema:
    """Return the schema: tokens, a sector to count, a place, a number to show."""
    builder = tantivy.SchemaBuilder()
    builder.add_text_field("text", tokenizer_name="whitespace", index_option="freq")
    builder.add_text_field("sector", tokenizer_name="raw", index_option="basic", fast=True)
    builder.add_float_field("latitude", fast=True, indexed=True)
    builder.add_float_field("longitude", fast=True, indexed=True)
    builder.add_unsigned_field("number", stored=True)
    return builder.build()


class Bare:
    """tantivy asked directly."""

    def __init__(self, folder: Path, _address: str) -> None:
        self.schema = schema()
        self.searcher = tantivy.Index.open(str(folder / "bare")).searcher()

    @staticmethod
    def build(folder: Path, _address: str) -> None:
        """Write the index."""
        (folder / "bare").mkdir()
        index = tantivy.Index(schema(), path=str(folder / "bare"))
        writer = index.writer(96_000_000, 1)
        for row in rows(folder):
            made = tantivy.Document()
            made.add_text("text", row.text)
            made.add_text("sector", row.sector)
            made.add_float("latitude", row.latitude)
            made.add_float("longitude", row.longitude)
            made.add_unsigned("number", row.number)
            writer.add_document(made)
        writer.commit()
        writer.wait_merging_threads()

    def ask(self, workload: str, prepared: Prepared) -> object:
        """Answer one question; return its total where it can be compared."""
        query = self._met(prepared.asked)
        if workload == "facets":
            counted = self.searcher.aggregate(query, {"values": {"terms": {"field": "sector", "size": 200}}})
            return {bucket["key"]: bucket["doc_count"] for bucket in counted["values"]["buckets"]}
        if near := prepared.question.near:
            return self._top_near(query, near)
        return self._top(query)

    def _top_near(self, query: Query, near: Near) -> int:
        """Return how many lie within the circle: tantivy has boxes alone, so the box's are fetched and measured."""
        within = self._within(query, near)
        result: Any = self.searcher.search(within, limit=1000, count=True)
        if result.count > 1000:
            result = self.searcher.search(within, limit=result.count, count=False)
        places = [place for _, place in result.hits]
        if not places:
            return 0
        latitudes, longitudes = (
            np.radians(self.searcher.fast_field_values(field, places)) for field in ("latitude", "longitude")
        )
        north, east = np.radians(near.latitude), np.radians(near.longitude)
        chord = (
            np.sin((latitudes - north) / 2) ** 2
            + np.cos(latitudes) * np.cos(north) * np.sin((longitudes - east) / 2) ** 2
        )
        are_in = 2 * EARTH * np.arcsin(np.sqrt(chord)) <= near.km
        for place in list(compress(places, are_in))[:SHOWN]:
            self.searcher.doc(place)
        return int(are_in.sum())

    def _top(self, query: Query) -> int:
        result = self.searcher.search(query, limit=SHOWN, count=True)
        for _, place in result.hits:
            self.searcher.doc(place)
        return int(result.count)

    def _met(self, asked: Asked) -> Query:
        readings = [self._all([self._any(tokens) for tokens in reading]) for reading in asked]
        return readings[0] if len(readings) == 1 else Query.disjunction_max_query(readings)

    def _any(self, tokens: tuple[str, ...]) -> Query:
        terms = [Query.term_query(self.schema, "text", token, "freq") for token in tokens]
        return terms[0] if len(terms) == 1 else Query.disjunction_max_query(terms)

    @staticmethod
    def _all(queries: list[Query]) -> Query:
        return queries[0] if len(queries) == 1 else Query.boolean_query([(Occur.Must, query) for query in queries])

    def _within(self, query: Query, near: Near) -> Query:
        south, west, north, east = box(near.latitude, near.longitude, near.km)
        latitude = Query.range_query(self.schema, "latitude", FieldType.Float, south, north)
        longitude = Query.range_query(self.schema, "longitude", FieldType.Float, west, east)
        return Query.boolean_query(
            [
                (Occur.Must, query),
                (Occur.Must, Query.const_score_query(latitude, 0.0)),
                (Occur.Must, Query.const_score_query(longitude, 0.0)),
            ]
        )


class BareOwnWay(Bare):
    """tantivy's own answers to a beginning and to a slip: a prefix and a fuzzy term over its dictionary."""

    WORKLOADS = ("prefix", "typo")

    def ask(self, workload: str, prepared: Prepared) -> object:
        """Answer one question with the word as typed; its total is another than that of repaired words."""
        is_prefix = workload == "prefix"
        self._top(
            Query.fuzzy_term_query(self.schema, "text", prepared.typed, distance=int(not is_prefix), prefix=is_prefix)
        )
        return None
