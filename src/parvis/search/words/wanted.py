"""What a question for offers says beside the trade: “apprentice baker near Lyon” is a kind of place, a trade and a town.

``search/wanted/<language>.toml`` holds ``near`` (words that surely stand before a place), ``at`` (words that may), ``filler``
(words at the ends of a question that say nothing) and ``kinds`` (words for each kind of offer). All are folded.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from parvis.search.words.fold import fold_typed

FOLDER = Path(__file__).resolve().parent.parent / "wanted"
#: Words that a town's name has at most, and letters of one that stands without a word before it.
LONGEST_TOWN, SHORTEST_ALONE = 4, 4
#: Kinds whose words may stand beside any trade; those of the others name trades too (“employment agent”).
TRAINING = ("apprenticeship", "traineeship")

#: Where a town's name must go on to the end of the question.
WHOLE = frozenset(["end", "alone"])

_WORD = re.compile(r"[^\W_]+")
Phrase = tuple[str, ...]


@dataclass(frozen=True)
class Phrases:
    """The authored words of one language, longest first."""

    near: tuple[Phrase, ...]
    at: tuple[Phrase, ...]
    filler: tuple[Phrase, ...]
    kinds: Mapping[str, tuple[Phrase, ...]]


@dataclass(frozen=True)
class Wanted:
    """A question taken apart: the words that remain, the town as typed (empty for none) and the kind (empty for any)."""

    words: str
    town: str = ""
    kind: str = ""


#: Says whether a text names a town; the second argument is how sure that makes the words before it: ``near``, ``at``, ``end``
#: for a name that ends a question without any, ``alone`` for one that is all of it.
IsTown = Callable[[str, str], bool]


@lru_cache(maxsize=16)
def phrases(language: str) -> Phrases:
    """Return the words of ``language``; none where none are authored."""
    path = FOLDER / f"{language}.toml"
    authored = tomllib.loads(path.read_text(encoding="utf-8")) if path.is_file() else {}

    def cut(texts: Sequence[str]) -> tuple[Phrase, ...]:
        return tuple(sorted((tuple(fold_typed(text).split()) for text in texts), key=len, reverse=True))

    return Phrases(
        cut(authored.get("near", ())),
        cut(authored.get("at", ())),
        cut(authored.get("filler", ())),
        {kind: cut(texts) for kind, texts in authored.get("kinds", {}).items()},
    )


@lru_cache(maxsize=1)
def _authored() -> tuple[str, ...]:
    return tuple(sorted(path.stem for path in FOLDER.glob("*.toml")))


@lru_cache(maxsize=16)
def _kind_words(language: str) -> frozenset[str]:
    kinds = phrases(language).kinds
    told = (phrase for kind in TRAINING for phrase in kinds.get(kind, ()))
    return frozenset(phrase[0] for phrase in told if len(phrase) == 1)


def says_kind(word: str, language: str) -> bool:
    """Say whether the folded ``word`` asks in ``language`` for a place to train, and so says little of the trade."""
    return word in _kind_words(language)


def says_kind_somewhere(word: str) -> bool:
    """Say whether the folded ``word`` asks in any authored language for a place to train."""
    return any(says_kind(word, language) for language in _authored())


def take_apart(text: str, language: str, is_town: IsTown) -> Wanted:
    """Take ``text`` apart in ``language``; what is no place and no kind stays as it was typed."""
    known = phrases(language)
    spans = [(found.start(), found.end()) for found in _WORD.finditer(text)]
    folded = [fold_typed(text[start:end]) for start, end in spans]
    first, last, town = _place(text, spans, folded, known, is_town)
    keep = [place for place in range(len(folded)) if not first <= place < last]
    kind, keep = _kind(folded, keep, known)
    keep = _trimmed(folded, keep, known)
    return Wanted(_joined(text, spans, keep), town, kind)


def _at(folded: Sequence[str], place: int, phrase: Phrase) -> bool:
    return tuple(folded[place : place + len(phrase)]) == phrase


def _place(
    text: str, spans: Sequence[tuple[int, int]], folded: Sequence[str], known: Phrases, is_town: IsTown
) -> tuple[int, int, str]:
    """Return the words (from, before) that say where, and the town in them; (0, 0, "") when none do."""
    for first, town_first, surety in _openings(folded, known):
        longest = min(len(folded), town_first + LONGEST_TOWN)
        for last in range(longest, longest - 1 if surety in WHOLE else town_first, -1):
            typed = text[spans[town_first][0] : spans[last - 1][1]]
            if (surety not in WHOLE or len(typed) >= SHORTEST_ALONE) and is_town(typed, surety):
                return first, last, typed
    return 0, 0, ""


def _openings(folded: Sequence[str], known: Phrases) -> Iterator[tuple[int, int, str]]:
    """Yield (first word, first word of the town, how sure) of each place where a town may be named, the surest, longest and last words first."""
    for surety, sort in (("near", known.near), ("at", known.at)):
        starts = [
            (len(phrase) if surety == "near" else 0, place, place + len(phrase))
            for phrase in sort
            for place in range(len(folded) - len(phrase))
            if _at(folded, place, phrase)
        ]
        yield from ((place, town, surety) for _length, place, town in sorted(starts, reverse=True))
    for length in range(min(LONGEST_TOWN - 1, len(folded) - 1), 0, -1):
        yield len(folded) - length, len(folded) - length, "end"
    if 0 < len(folded) <= LONGEST_TOWN:
        yield 0, 0, "alone"


def _kind(folded: Sequence[str], keep: list[int], known: Phrases) -> tuple[str, list[int]]:
    """Return the first kind of offer that is named, and the words without its name; a name alone stays no trade."""
    here = [folded[place] for place in keep]
    for kind, sort in known.kinds.items():
        for phrase in sort:
            for place in range(len(here)):
                if _at(here, place, phrase):
                    return kind, keep[:place] + keep[place + len(phrase) :]
    return "", keep


def _trimmed(folded: Sequence[str], keep: list[int], known: Phrases) -> list[int]:
    """Return ``keep`` without the words at both ends that say nothing."""
    fillers = (*known.filler, *known.at)
    went_on = True
    while went_on and keep:
        here, went_on = [folded[place] for place in keep], False
        for phrase in fillers:
            if _at(here, 0, phrase):
                keep, went_on = keep[len(phrase) :], True
                break
            if len(here) > len(phrase) and _at(here, len(here) - len(phrase), phrase):
                keep, went_on = keep[: -len(phrase)], True
                break
    return keep


def _joined(text: str, spans: Sequence[tuple[int, int]], keep: Sequence[int]) -> str:
    """Return the words ``keep`` as typed, neighbours with what stands between them."""
    parts: list[str] = []
    for number, place in enumerate(keep):
        if number and keep[number - 1] == place - 1:
            parts.append(text[spans[place - 1][1] : spans[place][0]])
        elif number:
            parts.append(" ")
        parts.append(text[slice(*spans[place])])
    return "".join(parts)
