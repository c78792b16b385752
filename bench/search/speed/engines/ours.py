"""Parvis: the engine layer (read the question, find, count), and the whole search with its ranking above it."""

from __future__ import annotations

from pathlib import Path

from bench.search.speed.prepare import NoMeaning, Prepared

from parvis.search.engine import Filters
from parvis.search.engines.embedded import Embedded
from parvis.search.pipeline import Pipeline

SHOWN = 10
ANYTHING = Filters()


class EngineLayer:
    """`Engine.find` and `Engine.count` with the reading of the question before them, ten documents after."""

    def __init__(self, folder: Path, _address: str) -> None:
        self.engine = Embedded(folder / "index")
        self.pipeline = Pipeline(self.engine, NoMeaning())  # type: ignore[arg-type]
        for language in ("en", "fr", "de", "es", "nl", "pt"):
            vocabulary = self.engine.vocabulary(language)
            assert vocabulary.sorted, vocabulary.correct  # read once, before the clock

    def ask(self, workload: str, prepared: Prepared) -> object:
        """Answer one question; return its total, or None where not all words were met."""
        question = prepared.question
        readings = self.pipeline.readings(question.text, question.language)
        if workload == "facets":
            return self.engine.count(readings, ANYTHING, "sector")
        found = self.engine.find(readings, Filters(near=question.near), SHOWN)
        for hit in found.hits:
            self.engine.document(hit.place)
        return found.total if found.is_strict else None


class WholeSearch(EngineLayer):
    """`Pipeline.ask`: what a page or the API calls, ranking included."""

    def ask(self, workload: str, prepared: Prepared) -> object:
        """Answer one question; return its total, or None where not all words were met."""
        question = prepared.question
        ranked = self.pipeline.ask(question.text, question.language, Filters(near=question.near), SHOWN)
        if workload == "facets":
            return self.engine.count(ranked.readings, ANYTHING, "sector")
        return ranked.total if ranked.is_strict else None
