"""Spelling: the words of the index that a misspelt word may have meant, nearest first."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz import process
from rapidfuzz.distance import OSA

from parvis.search.words.vocabulary import Vocabulary

#: Words shorter than this are left as typed.
SHORTEST = 4
#: Share of its cost that a slip keeps when it is not heard, and when it is of the commonest sort; the least a slip costs.
ALIKE, COMMON = 0.45, 0.85
CHEAPEST = ALIKE * COMMON
#: How much dearer than the nearest a repair may be, and words whose cost is told.
NEAR = 0.6
MOST_COMPARED = 200


@dataclass(frozen=True)
class Repair:
    """A word that may have been meant; ``cost`` is about the number of slips (a slip one does not hear counts half)."""

    word: str
    cost: float


_SOUNDS: dict[str, tuple[tuple[re.Pattern[str], str], ...]] = {
    language: tuple((re.compile(pattern), to) for pattern, to in rules)
    for language, rules in {
        "": (
            (r"ph", "f"),
            (r"(.)\1+", r"\1"),
            (r"ck|qu|q|x(?=c)", "k"),
            (r"c(?=[eiy])", "s"),
            (r"c(?!h)", "k"),
            (r"th", "t"),
            (r"rh", "r"),
            (r"y", "i"),
            (r"z", "s"),
            (r"w", "v"),
        ),
        "fr": (
            (r"eaux?|aux?", "o"),
            (r"ai|ei|est$|er$|ez$|et$|ee?s?$", "e"),
            (r"[ae]n|[ae]m(?=[bp])", "an"),
            (r"ain|ein|im|yn", "in"),
            (r"oeu", "eu"),
            (r"g(?=[eiy])ea?", "j"),
            (r"ille?", "y"),
            (r"[stdxp]$", ""),
            (r"h", ""),
            (r"tion", "sion"),
        ),
        "es": (
            (r"ll|y", "i"),
            (r"g(?=[ei])", "j"),
            (r"v", "b"),
            (r"h", ""),
            (r"x", "s"),
            (r"ado$", "ao"),
            (r"gue", "ge"),
            (r"gui", "gi"),
        ),
        "pt": (
            (r"ch", "x"),
            (r"ss|c(?=[ei])", "s"),
            (r"g(?=[ei])", "j"),
            (r"h", ""),
            (r"ou", "o"),
            (r"ei", "e"),
            (r"l(?=[^aeiou]|$)", "u"),
            (r"o$", "u"),
            (r"m$", "n"),
        ),
        "de": (
            (r"sch|ch", "h"),
            (r"ie|ih", "i"),
            (r"(?<=[aeou])h", ""),
            (r"ai|ei|ey", "ei"),
            (r"dt|d$", "t"),
            (r"v", "f"),
            (r"b(?=t|$)", "p"),
            (r"eu|au", "oi"),
            (r"tz", "z"),
        ),
        "nl": (
            (r"ij|ei|y", "i"),
            (r"ou|auw|ouw", "au"),
            (r"sch", "s"),
            (r"ch", "g"),
            (r"dt$|d$", "t"),
            (r"(?<=[aeou])h", ""),
            (r"([aeou])\1", r"\1"),
            (r"ie", "i"),
            (r"v", "f"),
        ),
        "en": (
            (r"ough", "o"),
            (r"igh", "i"),
            (r"kn", "n"),
            (r"wr", "r"),
            (r"ea|ie|ei|ee", "e"),
            (r"ou|ow|oo", "u"),
            (r"er$|or$|re$|ar$|ur$|a$", "a"),
            (r"e$", ""),
            (r"g(?=[eiy])|dg", "j"),
            (r"tion|cian|sian", "shn"),
        ),
    }.items()
}


def sound_typed(word: str, language: str) -> str:
    """Return roughly how the folded ``word`` sounds to somebody of ``language``: words with one sound are spelt alike.

    For what a visitor typed: nothing of it stays in memory.
    """
    for pattern, to in (*_SOUNDS.get(language, ()), *_SOUNDS[""]):
        word = pattern.sub(to, word)
    return word


@lru_cache(maxsize=100_000)
def sound(word: str, language: str) -> str:
    """Return what ``sound_typed`` does, and remember it: for the words of the index, which are public."""
    return sound_typed(word, language)


def slips_allowed(word: str) -> int:
    """Return how many slips a word of this length may hold."""
    return 1 if len(word) <= 4 else 2 if len(word) <= 8 else 3


def repairs(word: str, vocabulary: Vocabulary, limit: int = 3) -> list[Repair]:
    """Return what the folded ``word``, unknown to ``vocabulary``, may have meant; none for words under 4 letters."""
    if len(word) < SHORTEST or word.isdecimal():
        return []
    allowed = slips_allowed(word)
    heard = sound_typed(word, vocabulary.language)
    found: list[tuple[float, Repair]] = []
    nearest = math.inf
    candidates = vocabulary.correct.near(word, allowed)
    for candidate, slips, _ in process.extract(
        word, candidates, scorer=OSA.distance, score_cutoff=allowed, limit=MOST_COMPARED
    ):
        common = 0.08 * math.log1p(vocabulary.named.get(candidate, 0) * 3 + vocabulary.said.get(candidate, 0))
        if CHEAPEST * slips - common > nearest + NEAR:
            continue
        cost = _cost(word, heard, candidate, slips, vocabulary.language)
        if cost <= allowed:
            found.append((cost - common, Repair(candidate, cost)))
            nearest = min(nearest, cost - common)
    found.sort(key=lambda pair: (pair[0], pair[1].word))
    return [repair for rank, repair in found[:limit] if rank <= nearest + NEAR]


def _cost(word: str, heard: str, candidate: str, slips: float, language: str) -> float:
    """Return the cost of having meant ``candidate``: slips, fewer when it sounds the same, more when it starts otherwise."""
    cost = float(slips)
    other = sound(candidate, language)
    if heard == other:
        cost *= ALIKE
    elif OSA.distance(heard, other, score_cutoff=1) == 1:
        cost *= 0.85
    if word[0] != candidate[0] and heard[:1] != other[:1]:
        cost += 0.7
    if sorted(word) == sorted(candidate) or abs(len(word) - len(candidate)) == slips:
        cost *= COMMON  # letters swapped, or only dropped or doubled: the commonest slips
    return cost
