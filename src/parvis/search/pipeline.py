"""From a question to ordered results: read it in the languages that know it, draw candidates, compare, order."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import chain

import numpy as np

from parvis.core.documents import Document
from parvis.search import meaning
from parvis.search.engine import Engine, Filters, Place
from parvis.search.meaning import NAMED, TOLD, Changed, Meanings, Vectors
from parvis.search.ranking import WEIGHTS, Card, Weights, compare, in_order, score
from parvis.search.schema import LANGUAGES, index_language
from parvis.search.words.fold import fold_typed
from parvis.search.words.lexicon import is_false_friend, lexicon
from parvis.search.words.reading import Reading, read
from parvis.search.words.tongues import is_written_in

#: Candidates drawn by words: among kinds whose meaning is compared too, and among the others; and drawn by meaning.
CANDIDATES, FEWER_CANDIDATES, BY_MEANING = 100, 40, 40
#: A sentence less like the question than this (cosine) draws nothing.
LEAST_LIKENESS = 0.35
#: The same for a question of which no language knows a word: letters without sense come up to about 0.75.
SURE_LIKENESS = 0.82
#: A question known as well as this in the page's language is read in no other.
KNOWN = 0.95
#: Things kept ready for comparison: all of ESCO’s trades (about 15 kB each with two languages in use) and most skills (3 kB).
READY = 12_000
#: Languages read beside the page's own, at most.
OTHERS = 3


@dataclass(frozen=True)
class Result:
    """One result: the thing, its score, and the language it was met in."""

    document: Document
    score: float
    language: str

    @property
    def key(self) -> str:
        """The thing's key in the index."""
        return f"{self.document.kind}:{self.document.id}"


@dataclass(frozen=True)
class Ranked:
    """The best results, how many things meet the question, how it was read, and whether every word had to be met."""

    results: Sequence[Result]
    total: int
    readings: Sequence[Reading]
    is_strict: bool


@dataclass(frozen=True)
class _Likeness:
    """How like the question each thing is by its names and by what is told of it, in the order of the vectors' keys."""

    named: Vectors
    told: Vectors


class Pipeline:
    """Asks one generation of the index."""

    def __init__(self, engine: Engine, meanings: Meanings | Changed, weights: Weights = WEIGHTS) -> None:
        self.engine = engine
        self.meanings = meanings
        self.weights = weights
        self._ordinals = {key: place for place, key in enumerate(meanings.keys)}
        self._card = lru_cache(maxsize=READY)(self._read_card)

    def readings(self, text: str, language: str) -> list[Reading]:
        """Return the question read in the page's language, and in those others that know it about as well.

        What no language knows is repaired in all of them, unless it surely is a slip of a word of the page's own.
        """
        own = index_language(language)
        first = read(text, self.engine.vocabulary(own), lexicon(own))
        if not first.words or first.known >= KNOWN:
            return [first] if first.words else []
        others = [
            reading
            for other in self._languages(text)
            if other != own
            and (reading := self._read(text, other, may_repair=False)).known > max(first.known * 0.9, 0.5)
        ]
        if not others and first.known < 0.5 and not all(word.is_sure for word in first.words):
            repaired = (self._read(text, other, may_repair=True) for other in self._languages(text) if other != own)
            others = [reading for reading in repaired if reading.meant]
        others.sort(key=lambda reading: -reading.known)
        if (
            first.known < 0.5 and others and others[0].known >= KNOWN
        ):  # a word of another language is no slip of this one
            first = replace(first, meant="", also=())
        return [first, *others[:OTHERS]]

    def _languages(self, text: str) -> list[str]:
        """Return the languages of the index that are written in the letters of ``text``."""
        return [
            language
            for language in LANGUAGES
            if is_written_in(text, language) and self.engine.vocabulary(language).things
        ]

    def _read(self, text: str, language: str, *, may_repair: bool) -> Reading:
        return read(text, self.engine.vocabulary(language), lexicon(language), may_repair=may_repair)

    def ask(
        self, text: str, language: str, filters: Filters, limit: int = 10, ties: Callable[[str], bytes] = str.encode
    ) -> Ranked:
        """Return the ``limit`` best things for ``text`` typed on a page in ``language``; ``ties`` orders equals."""
        return self.rank(text, language, self.readings(text, language), filters, limit, ties)

    def rank(
        self,
        text: str,
        language: str,
        readings: Sequence[Reading],
        filters: Filters,
        limit: int,
        ties: Callable[[str], bytes],
    ) -> Ranked:
        """Return what ``ask`` returns for a question that was read already."""
        if not readings:
            return Ranked((), 0, (), is_strict=False)
        has_meaning = filters.kind in {"", *meaning.KINDS}
        found = self.engine.find(readings, filters, max(CANDIDATES if has_meaning else FEWER_CANDIDATES, limit))
        cards = [self._card(hit.place) for hit in found.hits]
        likeness = self._likeness(text, readings) if self.meanings and has_meaning else None
        if likeness is not None:
            is_known = any(reading.known or reading.meant for reading in readings)
            least = LEAST_LIKENESS if is_known else SURE_LIKENESS
            cards += self._by_meaning(likeness, filters, {card.key for card in cards}, least)
        results = [self._result(card, readings, likeness, index_language(language)) for card in cards]
        ordered = in_order([(result.score, result.key, result) for result in results], ties)[:limit]
        return Ranked(ordered, max(found.total, len(ordered)), readings, found.is_strict)

    def _result(
        self, card: Card, readings: Sequence[Reading], likeness: _Likeness | None, page_language: str
    ) -> Result:
        """Return the thing of ``card`` with its score and the language that met it best."""
        shelves = ((reading, card.shelf(reading.language, self.engine.vocabulary)) for reading in readings)
        signals = [(reading, compare(reading, shelf, self.weights)) for reading, shelf in shelves]
        place = self._ordinals.get(card.key)
        like = (0.0, 0.0)
        if likeness is not None and place is not None:
            like = (float(likeness.named[place]), float(likeness.told[place]))
        value = score(signals, card, like, page_language, self.weights)
        met = max(signals, key=lambda pair: max(pair[1].name, pair[1].phrase, 0.5 * pair[1].told))
        return Result(card.document, value, met[0].language)

    def _likeness(self, text: str, readings: Sequence[Reading]) -> _Likeness:
        """Return how like the question, as typed or as repaired, everything is in the languages it was read in.

        English is added, which tells the most, but not where it would mistake a word: French “pain” is bread.
        """
        asked = dict.fromkeys((readings[0].meant or text, *chain.from_iterable(one.also for one in readings[:1])))
        languages = dict.fromkeys(reading.language for reading in readings)
        if not self._is_false_friend(readings[0]):
            languages["en"] = None
        named, told = (
            np.max([self.meanings.likeness(meaning.encode_question(one), [*languages], sort) for one in asked], axis=0)
            for sort in (NAMED, TOLD)
        )
        return _Likeness(named, told)

    def _is_false_friend(self, own: Reading) -> bool:
        """Say whether a question that the page's language knows holds a word that looks English and means another thing."""
        return own.known >= KNOWN and any(
            fold_typed(word.typed) in self.engine.vocabulary("en") and is_false_friend(word.typed, own.language)
            for word in own.words
        )

    def _by_meaning(self, likeness: _Likeness, filters: Filters, have: set[str], least: float) -> list[Card]:
        """Return the things nearest by meaning, at ``least`` so like the question, that words did not find."""
        near = likeness.named + 0.15 * likeness.told
        best = np.argpartition(-near, min(BY_MEANING, len(near) - 1))[:BY_MEANING]
        keys = [self.meanings.keys[place] for place in best if near[place] > least]
        places = self.engine.fetch(key for key in keys if key not in have)
        return [card for place in places.values() if filters.hold((card := self._card(place)).document)]

    def _read_card(self, place: Place) -> Card:
        return Card(self.engine.document(place))
