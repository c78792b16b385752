"""How a question for offers was understood: which trades are meant, which town, which kind; all of it said on the page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from parvis.core.documents import Document
from parvis.network.domain.places import Found, Town, find, named, town_of
from parvis.search.domain.offers.question import Asked
from parvis.search.domain.ties import ties_today
from parvis.search.engine import Filters
from parvis.search.pipeline import Pipeline, Result
from parvis.search.words.reading import Reading
from parvis.search.words.wanted import take_apart

#: A trade is meant when its score is at least this, and at least this share of the best one's; so many at most.
LEAST_SCORE, LEAST_SHARE, MOST_MEANT = 1.5, 0.93, 4
#: Trades that come next in the same answer, with this share of the best one's score, which a page may name as near.
NEXT, NEXT_SHARE = 6, 0.45
#: Inhabitants of a town that is meant though no word says so: after such words, at the end of a question, as all of it.
LEAST_INHABITANTS = {"near": 0, "at": 1_000, "end": 15_000, "alone": 50_000}


@dataclass(frozen=True)
class Understood:
    """What is meant. ``trades`` are documents of the index, the best first; ``others`` those that came next.

    ``words`` is what remains of the text and ``readings`` how it reads. ``taken`` names what was found in the text itself
    and not chosen: ``kind``, ``town``, ``trade``.
    """

    words: str = ""
    readings: Sequence[Reading] = ()
    trades: tuple[Document, ...] = ()
    others: tuple[Document, ...] = ()
    kind: str = ""
    place: Found | None = None
    point: tuple[float, float] | None = None
    taken: frozenset[str] = frozenset()

    @property
    def town(self) -> Town | None:
        """Return the town that is meant, None when there is none or the visitor should choose."""
        return self.place.town if self.place else None

    @property
    def centre(self) -> tuple[float, float] | None:
        """Return the point that distances are told from."""
        return self.point or ((self.town.latitude, self.town.longitude) if self.town else None)

    @property
    def trade_codes(self) -> tuple[str, ...]:
        """Return the codes of the trades that are meant."""
        return tuple(trade.code for trade in self.trades)


def understand(asked: Asked, language: str, pipeline: Pipeline) -> Understood:
    """Understand ``asked`` on a page in ``language``."""
    home = offer_countries(pipeline)
    place = _place(asked, home)
    wanted = take_apart(asked.text, language, lambda typed, surety: _is_town(typed, surety, home))
    taken: set[str] = set()
    words, kind = asked.text, ""
    if not asked.is_plain:
        if wanted.town and not place and not asked.point:
            place = find(wanted.town, home)
            taken.add("town")
        if wanted.kind and "kind" not in asked.chosen:
            kind = wanted.kind
            taken.add("kind")
        words = wanted.words
    found = Understood(words, kind=kind, place=place, point=asked.point)
    if asked.trade:
        found = replace(found, trades=trades_named((asked.trade,), pipeline))
    if words:
        found = _with_words(found, language, pipeline, may_mean=not asked.is_plain and not asked.trade)
        taken |= {"trade"} if found.trades and not asked.trade else set()
    return replace(found, taken=frozenset(taken))


def _with_words(found: Understood, language: str, pipeline: Pipeline, *, may_mean: bool) -> Understood:
    """Read the words and, when they may mean a trade, find out which."""
    readings = pipeline.readings(found.words, language)
    if not may_mean or not readings:
        return replace(found, readings=readings)
    filters = Filters(kind="trade")
    ranked = pipeline.rank(found.words, language, readings, filters, MOST_MEANT + NEXT, ties_today())
    meant = meant_of(ranked.results)
    best = ranked.results[0].score if ranked.results else 0.0
    next_best = [one for one in ranked.results if one not in meant and one.score >= NEXT_SHARE * best]
    others = [one.document for one in next_best][:NEXT] if meant else []
    return replace(found, readings=readings, trades=tuple(one.document for one in meant), others=tuple(others))


def meant_of(results: Sequence[Result]) -> list[Result]:
    """Return which of ``results`` (trades, best first) are meant by the words that found them; none when they merely come near."""
    if not results:
        return []
    least = max(LEAST_SCORE, LEAST_SHARE * results[0].score)
    return [one for one in results if one.score >= least][:MOST_MEANT]


def trades_named(codes: Sequence[str], pipeline: Pipeline) -> tuple[Document, ...]:
    """Return the trades with these codes as the index holds them, in their order; unknown ones are left out."""
    places = pipeline.engine.fetch(f"trade:{code}" for code in codes)
    keys = (f"trade:{code}" for code in codes)
    return tuple(pipeline.engine.document(places[key]) for key in keys if key in places)


def offer_countries(pipeline: Pipeline) -> frozenset[str]:
    """Return the countries that offers are in: their towns are meant first among towns of one name."""
    return _countries(pipeline, pipeline.engine.generation)


@lru_cache(maxsize=4)
def _countries(pipeline: Pipeline, _generation: str) -> frozenset[str]:
    return frozenset(pipeline.engine.count((), Filters(kind="offer"), "country"))


def _place(asked: Asked, home: frozenset[str]) -> Found | None:
    """Return what the town's own blank names; None when it is empty."""
    chosen = town_of(asked.place) if asked.place else None
    if chosen:
        return Found(asked.town or chosen.name, (chosen,))
    return find(asked.town, home) if asked.town else None


def _is_town(typed: str, surety: str, home: frozenset[str]) -> bool:
    """Say whether ``typed``, met in a sentence, is a town large enough to be meant."""
    towns = named(typed, home)
    if not towns or towns[0].inhabitants < LEAST_INHABITANTS[surety]:
        return False
    return surety == "near" or towns[0].country in home
