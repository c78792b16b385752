"""Asking: the index when it is there, the database when it is not; always an answer."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from parvis.search import reader
from parvis.search.domain.fallback import labels_holding
from parvis.search.domain.offers.group import offers_of
from parvis.search.domain.questions import MOST_PAGES, Question
from parvis.search.domain.ties import ties_today
from parvis.search.engine import EngineGone
from parvis.search.pipeline import Result
from parvis.search.schema import APART, FACETS
from parvis.search.words.reading import Reading

#: The kinds in the order they stand when nothing else decides. Offers come through their own search (domain/offers).
KINDS = ("trade", "qualification", "house", "desk", "page", "skill")


@dataclass(frozen=True)
class Answer:
    """What was found: results in order, how many there are, and how the question was understood.

    ``facets`` maps each facet to its values and their counts. ``meant`` is the question with its spelling repaired,
    empty when nothing was. ``is_widened`` when no thing meets every word. ``is_from_database`` when the index is gone.
    """

    results: Sequence[Result] = ()
    total: int = 0
    readings: Sequence[Reading] = ()
    facets: dict[str, dict[str, int]] = field(default_factory=dict)
    meant: str = ""
    is_widened: bool = False
    is_from_database: bool = False
    took_ms: float = 0.0


@dataclass(frozen=True)
class Group:
    """Results of one kind, and how many more there are."""

    kind: str
    results: Sequence[Result]
    total: int


def ask(question: Question, *, with_facets: bool = False) -> Answer:
    """Answer ``question``; from the database, by labels, while the index is missing or broken."""
    begun = time.perf_counter()
    if not question.text:
        return Answer()
    try:
        answer = _ask_index(question, with_facets=with_facets)
    except (EngineGone, ValueError, OSError) as error:
        reader.lose(error)
        answer = _ask_database(question)
    return _timed(answer, begun)


def _all_but_apart(question: Question) -> Question:
    """Return ``question`` without the kinds of APART, unless one is asked for."""
    return question if question.filters.kind else replace(question, filters=replace(question.filters, but=APART))


def _ask_index(question: Question, *, with_facets: bool) -> Answer:
    pipeline = reader.pipeline()
    question = _all_but_apart(question)
    wanted = min(question.page, MOST_PAGES) * question.limit
    ranked = pipeline.ask(question.text, question.language, question.filters, wanted, ties_today())
    facets = {}
    if with_facets and ranked.readings:
        facets = {name: pipeline.engine.count(ranked.readings, question.filters, name) for name in FACETS}
    return Answer(
        results=ranked.results[(question.page - 1) * question.limit : wanted],
        total=ranked.total,
        readings=ranked.readings,
        facets=facets,
        meant=_meant(ranked.readings),
        is_widened=bool(ranked.readings) and not ranked.is_strict,
    )


def _meant(readings: Sequence[Reading]) -> str:
    """Return the question with its spelling repaired, in the page's language or else in the first that has a repair."""
    return next((reading.meant for reading in readings if reading.meant), "")


def _ask_database(question: Question) -> Answer:
    found = [Result(document, 0.0, question.language) for document in labels_holding(question)]
    start = (question.page - 1) * question.limit
    return Answer(found[start : start + question.limit], len(found), is_from_database=True)


def _timed(answer: Answer, begun: float) -> Answer:
    return replace(answer, took_ms=round((time.perf_counter() - begun) * 1000, 2))


def grouped(question: Question, each: int = 3) -> tuple[list[Group], Answer]:
    """Answer ``question`` over all kinds, grouped: a full page of trades, ``each`` of the other kinds; best group first.

    Offers of the trades that are meant come right after these trades.

    The answer returned beside the groups holds the facets and how the question was understood.
    """
    begun = time.perf_counter()
    try:
        groups, answer = _group_index(question, each)
    except (EngineGone, ValueError, OSError) as error:
        reader.lose(error)
        answer = ask(question)
        groups = [Group("trade", answer.results, answer.total)] if answer.results else []
    return groups, _timed(answer, begun)


def _group_index(question: Question, each: int) -> tuple[list[Group], Answer]:
    pipeline = reader.pipeline()
    question = _all_but_apart(question)
    readings = pipeline.readings(question.text, question.language)
    if not readings:
        return [], Answer()
    facets = {name: pipeline.engine.count(readings, question.filters, name) for name in FACETS}
    groups, is_strict = [], False
    for kind in KINDS:
        if kind != "trade" and not facets["kind"].get(kind):
            continue
        filters, wanted = question.within(kind=kind).filters, question.limit if kind == "trade" else each
        found = pipeline.rank(question.text, question.language, readings, filters, wanted, ties_today())
        if kind == "trade" and not question.filters.chosen():
            offers, number = offers_of(pipeline, found.results, each)
            groups += [Group("offer", offers, number)] if offers else []
        if found.results:
            groups.append(Group(kind, found.results, max(found.total, len(found.results))))
            is_strict = is_strict or found.is_strict
    groups.sort(key=lambda group: -group.results[0].score)
    total = sum(group.total for group in groups)
    return groups, Answer((), total, readings, facets, _meant(readings), is_widened=not is_strict)
