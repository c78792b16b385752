"""The order of results: how well a thing's own words meet the question, in names, everyday words, text and meaning.

Ranking receives what the thing is and says, and today's seed for ties; it receives no partner and no house behind a thing.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import cached_property
from typing import TypeVar

from parvis.core.documents import Document
from parvis.search.analysis import apart, names_in
from parvis.search.schema import index_language
from parvis.search.words.fold import fold, split
from parvis.search.words.lexicon import lexicon
from parvis.search.words.reading import PART, Reading, Word
from parvis.search.words.stems import keys
from parvis.search.words.vocabulary import Vocabulary

Thing = TypeVar("Thing")


@dataclass(frozen=True)
class Weights:
    """How much each signal counts; found on the open half of bench/search (see there), never on the held-back half."""

    name: float = 0.5
    title: float = 0.3
    phrase: float = 0.8
    covered: float = 0.55
    told: float = 0.22
    meaning: float = 1.6
    meaning_told: float = 0.1
    exact: float = 0.3
    everyday: float = 0.15
    plain: float = 0.06
    apprenticed: float = 0.03
    chief: float = 0.1
    name_recall: float = 1.0
    name_precision: float = 0.5
    phrase_precision: float = 0.3
    other_language: float = 0.88
    meaning_floor: float = 0.3


WEIGHTS = Weights()


@dataclass
class Name:
    """One name or phrase of a thing, as index keys: how heavy it is in all, and whether it is a title or a phrase."""

    total: float
    folded: str
    is_title: bool
    is_phrase: bool


@dataclass
class Shelf:
    """A thing in one language, ready to be compared: its names, where each key stands, and the keys of its text."""

    names: list[Name] = field(default_factory=list)
    spots: dict[str, list[tuple[int, int, float, float]]] = field(default_factory=dict)
    told: dict[str, float] = field(default_factory=dict)


def shelve(document: Document, language: str, vocabulary: Vocabulary) -> Shelf:
    """Return ``document`` in ``language`` (an index language) ready to be compared."""
    shelf = Shelf()
    tied = lexicon(language).concepts
    stop = lexicon(language).stop
    for shown in (one for one in document.titles if index_language(one) == language):
        title_forms = document.titles[shown].count(" / ") + 1
        named = list(dict.fromkeys(names_in(document, shown)))
        spoken = document.words.get(shown, ())
        for place, name in enumerate((*named, *spoken)):
            _shelve_name(shelf, name, vocabulary, is_title=place < title_forms, is_phrase=place >= len(named))
        body = f"{document.summary.get(shown, '')} {document.body.get(shown, '')}"
        for word in dict.fromkeys(split(body[:4000], language)):
            if fold(word) not in stop:
                for key in (own := keys(word, language)):
                    shelf.told[key] = 1.0
                for concept in tied(own):
                    shelf.told.setdefault(concept, 1.0)
    return shelf


def _shelve_name(shelf: Shelf, name: str, vocabulary: Vocabulary, *, is_title: bool, is_phrase: bool) -> None:
    """Add one name to the shelf: each word a slot, found by its keys, its concepts and the parts it is made of."""
    language = vocabulary.language
    number, total = len(shelf.names), 0.0
    words = split(name, language)
    known = lexicon(language)
    for slot, word in enumerate(words):
        plain = fold(word)
        own = keys(word, language)
        weight = vocabulary.weight(own)
        if plain in known.stop:
            continue
        weight *= 0.25 if plain in known.filler else 1.0
        total += weight
        reached = dict.fromkeys(own, 1.0)
        for concept in known.concepts(own):
            reached.setdefault(concept, 1.0)
        for part in apart(plain, vocabulary):
            for key in keys(part, language):
                reached.setdefault(key, PART)
            for concept in known.concepts(keys(part, language)):
                reached.setdefault(concept, PART)
        for key, share in reached.items():
            shelf.spots.setdefault(key, []).append((number, slot, weight, share))
    shelf.names.append(Name(total or 1.0, " ".join(map(fold, words)), is_title, is_phrase))


class Card:
    """A thing made ready to be compared, as far as it was: what it is before anything is asked, its shelf a language."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.key = f"{document.kind}:{document.id}"
        self._shelves: dict[str, Shelf] = {}

    @cached_property
    def roles(self) -> frozenset[str]:
        """Which of leading, engineering, inspecting and teaching its name speaks of."""
        return roles(self.document)

    @cached_property
    def lasting(self) -> Lasting:
        """What speaks for it before anything is asked."""
        return lasting(self.document)

    def shelf(self, language: str, vocabulary: Callable[[str], Vocabulary]) -> Shelf:
        """Return it in ``language`` ready to be compared, made once."""
        shelf = self._shelves.get(language)
        if shelf is None:
            shelf = self._shelves[language] = shelve(self.document, language, vocabulary(language))  # nosec B403  # a function, not the module
        return shelf


@dataclass(frozen=True)
class Signals:
    """How well one thing meets one reading; each 0…1."""

    name: float = 0.5
    title: float = 0.3
    phrase: float = 0.8
    covered: float = 0.55
    told: float = 0.22
    exact: float = 0.3
    best: int = -1


@dataclass
class _Met:
    """How one name meets a question: the best value for each of its words, and what of the name itself is met."""

    values: list[float]
    slots: dict[int, float] = field(default_factory=dict)


def compare(reading: Reading, shelf: Shelf, weights: Weights = WEIGHTS) -> Signals:
    """Return how well a thing on its ``shelf`` meets ``reading``."""
    met: dict[int, _Met] = {}
    covered = told = 0.0
    for place, word in enumerate(reading.words):
        named = _meet(place, len(reading.words), word, shelf, met)
        in_text = max((weight for key, weight in word.keys.items() if key in shelf.told), default=0.0)
        told += in_text * word.weight
        covered += max(named, 0.54 * in_text) * word.weight
    name = title = phrase = 0.0
    for number, one in met.items():
        entry = shelf.names[number]
        value = _closeness(reading, entry, one, weights)
        if entry.is_phrase:
            phrase = max(phrase, value)
        else:
            name = max(name, value)
            title = max(title, value) if entry.is_title else title
    alike = (entry for entry in shelf.names if entry.folded == reading.exact)
    exact = max((1.0 if entry.is_title or entry.is_phrase else 0.8 for entry in alike), default=0.0)
    return Signals(name, title, phrase, covered / reading.weight, told / reading.weight, exact)


def _meet(place: int, number_of_words: int, word: Word, shelf: Shelf, met: dict[int, _Met]) -> float:
    """Note in ``met`` which names the ``place``-th word of a question meets; return the best value of all."""
    best = 0.0
    for key, weight in word.keys.items():
        for number, slot, slot_weight, share in shelf.spots.get(key, ()):
            value = weight * share
            one = met.get(number)
            if one is None:
                one = met[number] = _Met([0.0] * number_of_words)
            one.values[place] = max(one.values[place], value)
            one.slots[slot] = max(one.slots.get(slot, 0.0), slot_weight * value)
            best = max(best, value)
    return best


def _closeness(reading: Reading, entry: Name, one: _Met, weights: Weights) -> float:
    """Return how close a name is to the question, 0…1: what of the question it meets, and what of it is met."""
    pairs = zip(one.values, reading.words, strict=True)
    recall = sum(value * word.weight for value, word in pairs) / reading.weight
    precision = min(1.0, sum(one.slots.values()) / entry.total)
    exponent = weights.phrase_precision if entry.is_phrase else weights.name_precision
    return float(recall**weights.name_recall * precision**exponent)


#: ISCO-08 beginnings of trades learnt by doing.
_APPRENTICED = re.compile(r"^(?:[45678]|9[123456]|3[123]|51|2221|532)")


@dataclass(frozen=True)
class Lasting:
    """What speaks for a thing before anything is asked, each 0…1: an everyday trade, a plain name, learnt by doing."""

    everyday: float
    plain: float
    apprenticed: float


def lasting(document: Document) -> Lasting:
    """Return what speaks for ``document`` before anything is asked; a name of one word is plain, one of four is not."""
    titles = [title.split(" / ", maxsplit=1)[0] for title in document.titles.values()]
    length = sum(len(title.split()) for title in titles) / len(titles) if titles else 4
    return Lasting(
        everyday=float(document.is_everyday),
        plain=max(0.0, 1.0 - (length - 1) / 3),
        apprenticed=float(document.kind == "trade" and bool(_APPRENTICED.match(document.isco))),
    )


#: Concepts of the lexicon that make a trade one about others' work: who leads, engineers, inspects or teaches it.
_ROLES = frozenset({"§lead", "§engineer", "§inspect", "§teach"})


def roles(document: Document) -> frozenset[str]:
    """Return which of leading, engineering, inspecting and teaching the trade's name speaks of."""
    found: set[str] = set()
    for shown, title in document.titles.items():
        language = index_language(shown)
        tied = lexicon(language).concepts
        found.update(role for word in split(title, language) for role in tied(keys(word, language)) if role in _ROLES)
    if document.isco.startswith("1"):
        found.add("§lead")
    return frozenset(found)


def score(
    signals: Iterable[tuple[Reading, Signals]],
    card: Card,
    likeness: tuple[float, float],
    page_language: str,
    weights: Weights = WEIGHTS,
) -> float:
    """Return the score of one thing: its best language's words, its meaning, its prior, less what it is that nobody asked."""
    best = 0.0
    asked: set[str] = set()
    for reading, found in signals:
        asked.update(key for word in reading.words for key in word.keys if key in _ROLES)
        value = (
            max(weights.name * found.name + weights.title * found.title, weights.phrase * found.phrase)
            + weights.covered * found.covered
            + weights.told * found.told
            + weights.exact * found.exact
        )
        if reading.language != page_language:
            value *= weights.other_language
        best = max(best, value * (0.4 + 0.6 * reading.known))
    named, told = likeness
    floor = weights.meaning_floor
    best += weights.meaning * max(0.0, named - floor) / (1 - floor) + weights.meaning_told * max(0.0, told - floor) / (
        1 - floor
    )
    for_it = card.lasting
    best += weights.everyday * for_it.everyday + weights.plain * for_it.plain + weights.apprenticed * for_it.apprenticed
    return best - weights.chief * min(len(card.roles - asked), 2)


def in_order(scored: Iterable[tuple[float, str, Thing]], ties: Callable[[str], bytes]) -> list[Thing]:
    """Return the things of (score, key, thing) best first; equals, to three places, in the order ``ties`` gives."""
    ordered = sorted(scored, key=lambda one: (-round(one[0], 3), ties(one[1])))
    return [thing for _, _, thing in ordered]
