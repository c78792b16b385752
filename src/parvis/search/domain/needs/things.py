"""What answers a question at once, beside people: trades, events near a house, qualifications, offers, sheets and pages; a few each.

A sentence about oneself is no search: the words that tell of a need, and those that hold a sentence together, are left out
first, and only what holds a word of the rest is shown. Nothing is better than something that has only a likeness.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence

from parvis.search import reader
from parvis.search.domain.asking import Group
from parvis.search.domain.needs.finding import Heard
from parvis.search.domain.needs.reading import Read, Span
from parvis.search.domain.offers.group import offers_of
from parvis.search.domain.ties import ties_today
from parvis.search.engine import EngineGone, Filters, Near
from parvis.search.pipeline import Pipeline, Result
from parvis.search.ranking import shelve
from parvis.search.words.lexicon import lexicon
from parvis.search.words.needs import HINT
from parvis.search.words.reading import Reading

#: Things of a kind, events of a house within so many km, and results looked through for them.
EACH, AROUND_KM, LOOKED_AT = 3, 60.0, 12
#: A key met less surely than this, and a word that says less than this, count as not met; how much of the rest must be met.
LEAST_KEY, LEAST_WORD, LEAST_MET = 0.6, 0.25, 0.34
#: What is found by less than this share of the best result's score is not shown beside it.
BESIDE_BEST = 0.5


def rest(heard: Heard) -> str:
    """Return the words of the question that say something else than a need, in their order; perhaps none.

    A word that may tell of a need ("restaurant", of starting a business) is kept where nothing else is left and the
    question does not tell of that need.
    """
    if not heard.reads:
        return ""
    best = max(heard.reads, key=lambda one: one.known)
    needs = {found.need for found in heard.sure}
    return _left(best, best.spans) or _left(
        best, [span for span in best.spans if span.need in needs or span.weight > HINT]
    )


def _left(read: Read, taken: Iterable[Span]) -> str:
    places = {place for span in taken for place in range(span.first, span.last)}
    words = lexicon(read.language)
    left = (
        token.typed
        for place, token in enumerate(read.tokens)
        if place not in places and token.plain not in words.stop and not words.is_spoken(token.plain)
    )
    return " ".join(word for word in left if len(word) > 2 and not word.isdecimal())


def things(heard: Heard, near: tuple[float, float] | None = None) -> tuple[list[Group], Sequence[Reading]]:
    """Return what answers by itself, kind by kind, and how the words were read; events around the point ``near``.

    Nothing while there is no index.
    """
    try:
        return _things(heard, near, reader.pipeline())
    except (EngineGone, ValueError, OSError) as error:
        reader.lose(error)
        return [], ()


def _things(
    heard: Heard, near: tuple[float, float] | None, pipeline: Pipeline
) -> tuple[list[Group], Sequence[Reading]]:
    language, words = heard.language, rest(heard)
    groups: list[Group] = []
    readings: Sequence[Reading] = pipeline.readings(words, language) if words else ()
    if readings:
        trades = _met(pipeline, words, language, readings, Filters(kind="trade"))
        groups.append(Group("trade", trades[:EACH], len(trades)))
        offers, number = offers_of(pipeline, trades, EACH)
        groups.append(Group("offer", offers, number))
        courses = _met(pipeline, words, language, readings, Filters(kind="qualification"))
        groups.append(Group("qualification", courses[:EACH], len(courses)))
    around = Near(*near, AROUND_KM) if near else None
    asked = " ".join((*dict.fromkeys(word for found in heard.sure for word in found.words), words)).strip()
    all_read = pipeline.readings(asked, language) if asked else ()
    if all_read:
        events = _met(pipeline, asked, language, all_read, Filters(kind="event", near=around))
        groups.insert(1, Group("event", events[:EACH], len(events)))
        sheets = _met(pipeline, asked, language, all_read, Filters(kind="page"))
        groups.append(Group("page", sheets[:EACH], len(sheets)))
    return [group for group in groups if group.results], readings or all_read


def _met(pipeline: Pipeline, words: str, language: str, readings: Sequence[Reading], filters: Filters) -> list[Result]:
    """Return the best results within ``filters`` whose names or everyday words hold enough of what was asked."""
    found = pipeline.rank(words, language, readings, filters, LOOKED_AT, ties_today())
    holding = [one for one in found.results if _holds(one, readings, pipeline)]
    return [one for one in holding if one.score >= BESIDE_BEST * holding[0].score]


def _holds(result: Result, readings: Sequence[Reading], pipeline: Pipeline) -> bool:
    return any(_share(result, one, pipeline) >= LEAST_MET for one in readings)


def _share(result: Result, reading: Reading, pipeline: Pipeline) -> float:
    """Return how much of what ``reading`` says stands in the names and everyday words of ``result``."""
    spots = shelve(result.document, reading.language, pipeline.engine.vocabulary(reading.language)).spots
    telling = [word for word in reading.words if word.weight >= LEAST_WORD]
    whole = math.fsum(word.weight for word in telling)
    met = math.fsum(
        word.weight for word in telling if any(key in spots for key, weight in word.keys.items() if weight >= LEAST_KEY)
    )
    return met / whole if whole else 0.0
