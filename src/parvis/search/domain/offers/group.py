"""Offers in the one search box: of the trades that are meant, a few, in the neutral order; none where no trade is meant."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils import timezone

from parvis.search.domain.offers.looking import Search
from parvis.search.domain.offers.question import Asked
from parvis.search.domain.offers.understanding import Understood, meant_of
from parvis.search.pipeline import Pipeline, Result

#: How near to the best trade's score an offer of it stands: right after it.
AFTER = 0.999


def offers_of(pipeline: Pipeline, trades: Sequence[Result], number: int) -> tuple[list[Result], int]:
    """Return ``number`` offers of the trades meant among the results ``trades``, and how many there are; no database."""
    meant = meant_of(trades)
    if not meant:
        return [], 0
    understood = Understood(trades=tuple(one.document for one in meant))
    search = Search(pipeline, Asked(), understood, timezone.localdate())
    spots, total = search.anywhere(search.parts()[0])
    documents = (pipeline.engine.document(spot.among.place(spot.number)) for spot in spots[:number])
    return [Result(document, AFTER * trades[0].score, meant[0].language) for document in documents], total
