"""Parvis over the offers: its engine, and the whole answer of the page."""

from __future__ import annotations

from pathlib import Path

from bench.offers.corpus import FACETS, Question
from bench.search.speed.prepare import NoMeaning

from parvis.search.domain.offers import answering
from parvis.search.domain.offers.question import Asked
from parvis.search.engine import Filters, Near
from parvis.search.engines.embedded import Embedded
from parvis.search.pipeline import Pipeline


class Engine:
    """What the engine layer takes for a radius and for the counts of facets."""

    def __init__(self, folder: Path) -> None:
        self.engine = Embedded(folder / "index")

    def ask(self, workload: str, question: Question) -> object:
        """Return the total, or the counts."""
        trade = {"trade": (question.trade,)} if question.trade else {}
        filters = Filters(kind="offer", near=Near(question.latitude, question.longitude, question.km), facets=trade)
        if workload == "facets":
            return {facet: self.engine.count((), filters, facet) for facet in FACETS}
        found = self.engine.find((), filters, 10)
        for hit in found.hits:
            self.engine.document(hit.place)
        return found.total


class Whole:
    """Everything the page asks of the index: order, other radii, facets, what has no place. The database is not asked."""

    def __init__(self, folder: Path) -> None:
        self.pipeline = Pipeline(Embedded(folder / "index"), NoMeaning())  # type: ignore[arg-type]

    def ask(self, _workload: str, question: Question) -> object:
        """Return the total of the page."""
        asked = Asked(point=(question.latitude, question.longitude), km=question.km, trade=question.trade)
        return answering.answer(asked, "en", self.pipeline).total
