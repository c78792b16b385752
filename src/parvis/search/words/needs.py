"""What people come with to a house, in their own words: the kinds of need, and the words of each language that tell of one.

``search/needs/<language>.toml`` holds a table a need: ``title`` (how the need is called), ``sure`` (words and runs of words that
tell of it nearly alone), ``hint`` (words that lean that way) and ``said`` (sentences as people say them); ``nothing`` holds sentences that tell of no need. Words are parted by
commas; the words of a run stand in that order, with up to two others in between; ``*`` ends a beginning, ``=`` stands before a
word that is met as it stands and not by its stem. ``hardship`` holds runs that tell of danger, or of having no roof; they are
met as they stand, letter by letter.
"""

from __future__ import annotations

import math
import re
import tomllib
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

from parvis.search.words.fold import fold, split
from parvis.search.words.lexicon import lexicon
from parvis.search.words.stems import keys
from parvis.search.words.vocabulary import Vocabulary

FOLDER = Path(__file__).resolve().parent.parent / "needs"

#: The kinds of need, in the order lists show them.
NEEDS = (
    "choose",
    "see",
    "train",
    "apprenticeship",
    "work",
    "cv",
    "change",
    "experience",
    "diploma",
    "funding",
    "start",
    "abroad",
    "language",
    "rights",
    "school",
    "health",
    "talk",
)
#: What people say that is no need of theirs (a greeting, the weather): only what is nearer to a need than to these is near.
NOTHING = "nothing"
#: Needs that no desk of the house answers but a person does.
NOT_ANSWERED = frozenset({"talk"})
#: Where no desk answers a need, whoever answers one of these is nearest, in this order.
NEAREST: Mapping[str, tuple[str, ...]] = {
    "choose": ("change", "see", "train"),
    "see": ("choose", "apprenticeship"),
    "train": ("apprenticeship", "change"),
    "apprenticeship": ("train", "work"),
    "work": ("cv",),
    "cv": ("work",),
    "change": ("experience", "choose", "train"),
    "experience": ("change", "train"),
    "diploma": ("abroad", "experience", "change", "train"),
    "funding": ("train", "change"),
    "start": ("change", "work"),
    "abroad": ("work", "train"),
    "language": ("train",),
    "rights": ("work", "change"),
    "school": ("choose", "train"),
    "health": ("change", "work"),
}
#: How much a run of words tells: one that is sure (alone, or several words), one that leans.
SURE, SURE_RUN, HINT = 0.7, 0.82, 0.3
_WORDS_APART = re.compile(r"\s*,\s*")


@dataclass(frozen=True)
class Part:
    """One word of a run: folded, and the index keys it is met by; ``is_beginning`` for one that only begins."""

    plain: str
    keys: frozenset[str]
    is_beginning: bool = False


@dataclass(frozen=True)
class Cue:
    """A run of words that tells of ``need`` by ``weight`` (0…1)."""

    need: str
    parts: tuple[Part, ...]
    weight: float


@dataclass(frozen=True)
class Sentence:
    """A sentence as people say it, its language, and the index keys of the words in it that tell something."""

    need: str
    text: str
    language: str
    keys: frozenset[str]


@dataclass(frozen=True)
class Book:
    """What one language says of needs. ``cues`` stand under each key their first word is met by, ``beginnings`` apart."""

    language: str
    titles: Mapping[str, str]
    cues: Mapping[str, tuple[Cue, ...]]
    beginnings: tuple[Cue, ...]
    sentences: tuple[Sentence, ...]
    nothing: tuple[Sentence, ...]
    rarity: Mapping[str, float]
    hardship: Mapping[str, tuple[tuple[str, ...], ...]]
    known: frozenset[str]
    vocabulary: Vocabulary = field(compare=False)


def part(word: str, language: str) -> Part:
    """Return ``word`` of an authored run as it is met."""
    bare = word.strip("=*")
    own = () if word.startswith("=") else keys(bare, language)
    return Part(fold(bare), frozenset(own), is_beginning=word.endswith("*"))


def run(text: str, language: str) -> tuple[Part, ...]:
    """Return an authored run of words as it is met; the marks of a word stay with it."""
    found: list[Part] = []
    for piece in text.split():
        words = split(piece, language)
        mark = "=" if piece.startswith("=") else ""
        for place, word in enumerate(words):
            is_open = piece.endswith("*") and place == len(words) - 1
            found.append(part(mark + word + "*" * is_open, language))
    return tuple(found)


def _listed(text: str) -> list[str]:
    return [piece for piece in _WORDS_APART.split(text.strip()) if piece]


def _cues(need: str, table: Mapping[str, str], language: str) -> Iterable[Cue]:
    for name in ("sure", "hint"):
        for text in _listed(table.get(name, "")):
            parts = run(text, language)
            if parts:
                sure = SURE_RUN if len(parts) > 1 else SURE
                yield Cue(need, parts, sure if name == "sure" else HINT)


def telling_keys(text: str, language: str) -> frozenset[str]:
    """Return the index keys of the words in an authored ``text`` that tell something."""
    stop = lexicon(language).stop
    return frozenset(key for word in split(text, language) if fold(word) not in stop for key in keys(word, language))


def _indexed(cues: Sequence[Cue]) -> tuple[dict[str, tuple[Cue, ...]], tuple[Cue, ...]]:
    under: dict[str, list[Cue]] = defaultdict(list)
    for cue in cues:
        first = cue.parts[0]
        for key in () if first.is_beginning else {first.plain, *first.keys}:
            under[key].append(cue)
    return {key: tuple(held) for key, held in under.items()}, tuple(cue for cue in cues if cue.parts[0].is_beginning)


@lru_cache(maxsize=16)
def book(language: str) -> Book:
    """Return what ``language`` says of needs; an empty book where nothing is authored."""
    path = FOLDER / f"{language}.toml"
    authored = tomllib.loads(path.read_text(encoding="utf-8")) if path.is_file() else {}
    tables = {need: authored[need] for need in NEEDS if need in authored}
    cues = [cue for need, table in tables.items() for cue in _cues(need, table, language)]
    sentences = tuple(
        Sentence(need, text, language, telling_keys(text, language))
        for need, table in tables.items()
        for text in table["said"]
    )
    idle = authored.get(NOTHING, {"said": ()})["said"]
    nothing = tuple(Sentence(NOTHING, text, language, frozenset()) for text in idle)
    hard = authored.get("hardship", {})
    hardship = {
        sort: tuple(
            tuple(part.plain + "*" * part.is_beginning for part in run(text, language)) for text in _listed(hard[sort])
        )
        for sort in hard
    }
    spoken = [fold(word) for one in sentences for word in split(one.text, language)]
    named = {one.plain for cue in cues for one in cue.parts if not one.is_beginning}
    words = lexicon(language)
    indexed, beginnings = _indexed(cues)
    return Book(
        language,
        {need: table["title"] for need, table in tables.items()},
        indexed,
        beginnings,
        sentences,
        nothing,
        _rarity(sentences),
        hardship,
        frozenset({*named, *spoken, *words.stop, *words.filler, *words.everyday}),
        Vocabulary(
            language, dict.fromkeys(named, 1), {**dict.fromkeys(spoken, 3), **dict.fromkeys(named, 3)}, len(named)
        ),
    )


def _rarity(sentences: Sequence[Sentence]) -> dict[str, float]:
    """Return how telling each key of the sentences is: the fewer needs it is said for, the more."""
    of: dict[str, set[str]] = defaultdict(set)
    for sentence in sentences:
        for key in sentence.keys:
            of[key].add(sentence.need)
    return {key: math.log(1 + len(NEEDS) / len(needs)) / math.log(1 + len(NEEDS)) for key, needs in of.items()}


def title(need: str, language: str) -> str:
    """Return how ``need`` is called in ``language``; in English where it is not said."""
    return book(language).titles.get(need) or book("en").titles[need]
