"""Which desks of a house answer a question: by the needs that their own words tell of, and by their own words themselves.

What a desk answers is read from its question, its hint and its words, in every language they are written in, with the rules
by which a visitor's question is read. No key, no name, no partner: what a house writes decides.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from parvis.core.languages import INTERFACE_LANGUAGES
from parvis.network.models import Desk
from parvis.search.domain.needs.finding import Found, Heard
from parvis.search.domain.needs.reading import Read, Token, by_runs, read
from parvis.search.words.fold import fold
from parvis.search.words.lexicon import lexicon
from parvis.search.words.needs import NEAREST, NEEDS, Part, run

#: Desks shown at most; one that answers less than this share of what the first does is not shown beside it.
MOST_DESKS, BESIDE_DESK = 3, 0.45
#: A desk answers a need when its words tell of it by this much (0…1); what a need's nearest counts where none does.
ANSWERS, NEAREST_COUNTS = 0.4, 0.75
#: How much a desk's hint tells beside its question and words.
HINT_TELLS = 0.6
#: How much it tells that a question holds a phrase of a desk's own words.
OWN_RUN, OWN_WORD = 0.75, 0.6
#: A desk that answers less than this is not named: a person will know.
LEAST = 0.5


@dataclass(frozen=True)
class Answering:
    """A desk that answers: how well (0…1), the needs by which, the visitor's words that tell so; ``own`` are words of the desk.

    ``is_nearest`` when no desk of the house answers the need itself.
    """

    desk: Desk
    worth: float
    needs: tuple[Found, ...]
    own: tuple[str, ...] = ()
    is_nearest: bool = False

    @property
    def words(self) -> tuple[str, ...]:
        """Return the words, as typed, that lead to the desk; at most three."""
        told = dict.fromkeys((*self.own, *(word for found in self.needs for word in found.words)))
        whole = [one for one in told if not any(one != other and f" {one} " in f" {other} " for other in told)]
        return tuple(sorted(whole, key=lambda words: -words.count(" ")))[:3]


@dataclass(frozen=True)
class _Profile:
    """What a desk answers: how much of each need (0…1), and its own phrases by language."""

    needs: Mapping[str, float]
    own: Mapping[str, tuple[tuple[Part, ...], ...]]


def profile(desk: Desk) -> Mapping[str, float]:
    """Return how much (0…1) the words of ``desk`` tell of each need."""
    return _profile(desk).needs


def _profile(desk: Desk) -> _Profile:
    return _made(json.dumps((desk.question, desk.hint, desk.words), sort_keys=True))


@lru_cache(maxsize=8192)
def _made(texts: str) -> _Profile:
    """Return the profile of a desk with these texts, which are public; made anew when they change."""
    question, hint, words = json.loads(texts)
    told: dict[str, list[float]] = {need: [] for need in NEEDS}
    for language in (one for one in INTERFACE_LANGUAGES if any(one in part for part in (question, hint, words))):
        phrases = [text for text in words.get(language, ()) if isinstance(text, str)]
        whole = [
            (question.get(language, ""), 1.0),
            (hint.get(language, ""), HINT_TELLS),
            *((text, 1.0) for text in phrases),
        ]
        for need, much in _told(whole, language).items():
            told[need].append(much)
    needs = {need: _weighed(each) for need, each in told.items()}
    own = {
        language: tuple(parts for text in phrases if isinstance(text, str) and (parts := run(text, language)))
        for language, phrases in words.items()
    }
    return _Profile(needs, own)


def _told(texts: Sequence[tuple[str, float]], language: str) -> dict[str, float]:
    left = dict.fromkeys(NEEDS, 1.0)
    for text, counts in texts:
        for need, much in by_runs(read(text, language, may_repair=False)).items():
            left[need] *= 1 - counts * much
    return {need: 1 - rest for need, rest in left.items()}


def _weighed(each: Sequence[float]) -> float:
    """Return the mean of the better half of the languages: one that happens to say a word is not believed alone."""
    best = sorted(each, reverse=True)[: (len(each) + 1) // 2]
    return sum(best) / len(best) if best else 0.0


def by_need(desks: Sequence[Desk]) -> dict[str, dict[int, tuple[float, bool]]]:
    """Return for each need how well (0…1) each desk (by primary key) answers it beside the others, and whether only as the
    nearest there is; nothing for a need that no desk is near to."""
    profiles = {desk.pk: _profile(desk) for desk in desks}
    return {need: _shares(need, desks, profiles) for need in NEEDS}


def answering(heard: Heard, desks: Sequence[Desk]) -> tuple[Answering, ...]:
    """Return the desks that answer what was heard, the best first, three at most; none when nothing is clear."""
    shares = by_need(desks)
    found = [_answer(heard, desk, _profile(desk), shares) for desk in desks]
    found.sort(key=lambda one: (-one.worth, one.desk.order, one.desk.key))
    if not found or found[0].worth < LEAST:
        return ()
    least = max(LEAST, BESIDE_DESK * found[0].worth)
    return tuple(one for one in found[:MOST_DESKS] if one.worth >= least)


def _shares(need: str, desks: Sequence[Desk], profiles: Mapping[int, _Profile]) -> dict[int, tuple[float, bool]]:
    """Return for each desk how well it answers ``need`` beside the others, and whether only by what is nearest to it."""
    for place, near in enumerate((need, *NEAREST.get(need, ()))):
        best = max((profiles[desk.pk].needs[near] for desk in desks), default=0.0)
        if best >= ANSWERS:
            counts = NEAREST_COUNTS if place else 1.0
            return {desk.pk: (counts * (profiles[desk.pk].needs[near] / best) ** 2, bool(place)) for desk in desks}
    return {}


def _answer(
    heard: Heard, desk: Desk, profile: _Profile, shares: Mapping[str, Mapping[int, tuple[float, bool]]]
) -> Answering:
    left, by = 1.0, []
    for found in heard.needs:
        share, is_nearest = shares[found.need].get(desk.pk, (0.0, False))
        much = found.surety * share
        left *= 1 - much
        by.append((much, found, is_nearest))
    own, much_own = _own(heard.reads, profile)
    telling = sorted((each for each in by if each[0] >= 0.5 * LEAST), key=lambda each: -each[0])
    return Answering(
        desk,
        1 - left * (1 - much_own),
        tuple(found for _, found, _ in telling[:2]),
        own,
        is_nearest=bool(telling) and max(telling, key=lambda each: each[1].surety)[2] and not own,
    )


def _own(reads: Sequence[Read], profile: _Profile) -> tuple[tuple[str, ...], float]:
    """Return the words of the question that are a phrase of the desk's own words, and how much that tells."""
    met = [
        (_typed(one.tokens, place, len(parts)), OWN_RUN if len(parts) > 1 else OWN_WORD)
        for one in reads
        for parts in profile.own.get(one.language, ())
        if not _says_nothing(parts, one.language)
        for place in _places(parts, one.tokens)
    ]
    return tuple(dict.fromkeys(typed for typed, _ in met)), max((much for _, much in met), default=0.0)


def _places(parts: Sequence[Part], tokens: Sequence[Token]) -> Iterator[int]:
    for place in range(len(tokens) - len(parts) + 1):
        if all(token.meets(part) for part, token in zip(parts, tokens[place:], strict=False)):
            yield place


def _typed(tokens: Sequence[Token], place: int, number: int) -> str:
    return " ".join(token.typed for token in tokens[place : place + number])


def _says_nothing(parts: Sequence[Part], language: str) -> bool:
    words = lexicon(language)
    return all(part.plain in words.stop or words.is_spoken(fold(part.plain)) for part in parts)
