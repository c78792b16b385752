"""Parvis: the engine layer (read the question, find, count), and the whole search with its ranking above it."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from bench.search.speed.offers import Box
from bench.search.speed.prepare import NoMeaning, Prepared
from tantivy import FieldType, Occur, Query

from parvis.search.engine import Filters
from parvis.search.engines.embedded import Embedded
from parvis.search.pipeline import Pipeline

SHOWN = 10
ANYTHING = Filters()


class Near(Embedded):
    """The embedded engine within a box: the small adapter for what the engine's filters do not say yet."""

    box: Box | None = None

    def _narrowed(self, query: Query, filters: Filters) -> Query:
        narrowed = super()._narrowed(query, filters)
        if self.box is None:
            return narrowed
        within = partial(Query.range_query, self._schema, field_type=FieldType.Float)
        sides = (
            within(field_name="latitude", lower_bound=self.box.south, upper_bound=self.box.north),
            within(field_name="longitude", lower_bound=self.box.west, upper_bound=self.box.east),
        )
        return Query.boolean_query(
            [(Occur.Must, narrowed), *((Occur.Must, Query.const_score_query(side, 0.0)) for side in sides)]
        )


class EngineLayer:
    """`Engine.find` and `Engine.count` with the reading of the question before them, ten documents after."""

    def __init__(self, folder: Path, _address: str) -> None:
        self.engine = Near(folder / "index")
        self.pipeline = Pipeline(self.engine, NoMeaning())  # type: ignore[arg-type]
        for language in ("en", "fr", "de", "es", "nl", "pt"):
            vocabulary = self.engine.vocabulary(language)
            assert vocabulary.sorted, vocabulary.by_length  # read once, before the clock

    def ask(self, workload: str, prepared: Prepared) -> object:
        """Answer one question; return its total, or None where not all words were met."""
        question = prepared.question
        readings = self.pipeline.readings(question.text, question.language)
        if workload == "facets":
            return self.engine.count(readings, ANYTHING, "sector")
        self.engine.box = question.box
        found = self.engine.find(readings, ANYTHING, SHOWN)
        for hit in found.hits:
            self.engine.document(hit.place)
        return found.total if found.is_strict else None


class WholeSearch(EngineLayer):
    """`Pipeline.ask`: what a page or the API calls, ranking included."""

    def ask(self, workload: str, prepared: Prepared) -> object:
        """Answer one question; return its total, or None where not all words were met."""
        question = prepared.question
        self.engine.box = question.box
        ranked = self.pipeline.ask(question.text, question.language, ANYTHING, SHOWN)
        if workload == "facets":
            return self.engine.count(ranked.readings, ANYTHING, "sector")
        return ranked.total if ranked.is_strict else None
