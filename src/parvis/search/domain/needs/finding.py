"""The needs in a question: read in the page's language and in those others that know its words, weighed, explained."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from parvis.core.languages import INTERFACE_LANGUAGES
from parvis.search.domain.needs.likeness import by_meaning
from parvis.search.domain.needs.reading import LIKE, Read, by_runs, by_sentences, read
from parvis.search.words.fold import fold_typed, split
from parvis.search.words.needs import NEEDS, NOT_ANSWERED, NOTHING, Sentence, book, title
from parvis.search.words.tongues import is_written_in

__all__ = ["Found", "Heard", "hear", "title"]

#: What nearness in meaning (−1…1) tells: nothing up to LEAST, all it can at MOST, and how much that is; half of it where another
#: need is as near, all where the next is APART.
LEAST, MOST, MEANT, APART = -0.9, -0.4, 0.8, 0.2
#: How much nearer a question must be to what no desk answers for it to be quite sure of that, and what then is left of every need.
QUIET, LEFT = 0.3, 0.4
#: A language that knows less of the question than this share of what the best knows is not read.
AS_KNOWN = 0.7
#: The page's own language is given this much more.
OWN = 1.15
#: A need that tells less than this is not in the question; less than this share of the strongest, not beside it.
SURE, BESIDE = 0.5, 0.65
MOST_SHOWN = 3


@dataclass(frozen=True)
class Found:
    """A need in a question: how surely (0…1), the words that tell of it as typed, and the nearest sentence by meaning."""

    need: str
    surety: float
    words: tuple[str, ...] = ()
    like: Sentence | None = None


@dataclass(frozen=True)
class Heard:
    """What a question tells: every need with how much, the strongest first, the languages it was read in, hardship met."""

    text: str
    language: str
    needs: tuple[Found, ...] = ()
    reads: tuple[Read, ...] = ()
    hardship: frozenset[str] = frozenset()

    @property
    def sure(self) -> tuple[Found, ...]:
        """Return the needs that surely are in the question, three at most; none when nothing is clear."""
        if not self.needs or self.needs[0].surety < SURE:
            return ()
        least = max(SURE, BESIDE * self.needs[0].surety)
        return tuple(found for found in self.needs[:MOST_SHOWN] if found.surety >= least)

    @property
    def weights(self) -> Mapping[str, float]:
        """Return how surely each need is in it."""
        return {found.need: found.surety for found in self.needs}


def hear(text: str, language: str) -> Heard:
    """Return what ``text``, typed on a page in ``language``, tells."""
    reads = _reads(text, language)
    if not reads:
        return Heard(text, language)
    near = by_meaning(text, _spoken(reads, language))
    quiet = _quiet(near)
    weighed = [(one, _share(one, reads, language), by_runs(one), by_sentences(one)) for one in reads]
    found = []
    for need in NEEDS:
        best = max(weighed, key=lambda each: each[1] * _joined(each[2].get(need, 0.0), each[3].get(need, 0.0)))
        told = best[1] * _joined(best[2].get(need, 0.0), best[3].get(need, 0.0))
        sentence = near[need][1] if need in near else None
        meant = _meant(need, near)
        surety = (1 - (1 - told) * (1 - meant)) * (1.0 if need in NOT_ANSWERED else 1 - (1 - LEFT) * quiet)
        found.append(Found(need, surety, _words(best[0], need), sentence if meant > 0.1 else None))
    found.sort(key=lambda one: (-one.surety, NEEDS.index(one.need)))
    return Heard(text, language, tuple(found), tuple(reads), hardship(text, [one.language for one in reads]))


def _meant(need: str, near: Mapping[str, tuple[float, Sentence]]) -> float:
    """Return how much nearness in meaning tells of ``need``."""
    if need not in near:
        return 0.0
    told = near[need][0]
    other = max(each for one, (each, _) in near.items() if one != need)
    share = min(max((told - LEAST) / (MOST - LEAST), 0.0), 1.0)
    return MEANT * share * min(max(0.5 + 0.5 * (told - other) / APART, 0.0), 1.0)


def _quiet(near: Mapping[str, tuple[float, Sentence]]) -> float:
    """Return how surely (0…1) the question is one that no desk answers: so far nearer to those than to any need."""
    if not near:
        return 0.0
    none = max(much for one, (much, _) in near.items() if one == NOTHING or one in NOT_ANSWERED)
    some = max(much for one, (much, _) in near.items() if one != NOTHING and one not in NOT_ANSWERED)
    return min(max((none - some) / QUIET, 0.0), 1.0)


def _spoken(reads: Sequence[Read], language: str) -> str:
    """Return the language that knows most of the question."""
    return max(reads, key=lambda one: one.known * (OWN if one.language == language else 1.0)).language


def _joined(runs: float, sentences: float) -> float:
    return 1 - (1 - runs) * (1 - LIKE * sentences)


def _words(one: Read, need: str) -> tuple[str, ...]:
    """Return the words that tell of ``need`` as they were typed, those that tell most first."""
    spans = sorted((span for span in one.spans if span.need == need), key=lambda span: (-span.weight, span.first))
    return tuple(dict.fromkeys(one.words_of(span) for span in spans))[:3]


def _reads(text: str, language: str) -> list[Read]:
    """Return the question read in ``language`` and in the others that know it about as well, the page's own first."""
    own = language if language in INTERFACE_LANGUAGES else "en"
    languages = [own, *(one for one in INTERFACE_LANGUAGES if one != own)]
    found = [read(text, one, may_repair=one == own) for one in languages if is_written_in(text, one)]
    best = max((one.known * (OWN if one.language == own else 1.0) for one in found), default=0.0)
    near = [one for one in found if one.tokens and one.known * (OWN if one.language == own else 1.0) >= AS_KNOWN * best]
    return [one if one.language == own else read(text, one.language) for one in near]


def _share(one: Read, reads: Sequence[Read], language: str) -> float:
    """Return how much a reading counts beside the others: the less its language knows of the words, the less."""
    best = max(each.known for each in reads) or 1.0
    known = min(one.known * (OWN if one.language == language else 1.0) / best, 1.0)
    return known**2


def hardship(text: str, languages: Sequence[str]) -> frozenset[str]:
    """Return which sorts of hardship (``danger``, ``shelter``) the question tells of, letter by letter."""
    met: set[str] = set()
    for language in languages:
        words = [fold_typed(word) for word in split(text, language)]
        for sort, runs in book(language).hardship.items():
            if any(_stands(run, words) for run in runs):
                met.add(sort)
    return frozenset(met)


def _stands(run: Sequence[str], words: Sequence[str]) -> bool:
    return any(
        all(
            word.startswith(part[:-1]) if part.endswith("*") else word == part
            for part, word in zip(run, words[place : place + len(run)], strict=False)
        )
        for place in range(len(words) - len(run) + 1)
    )
