"""Names for whoever gives none: a word that can be drawn and a colour, written in the ten languages with their agreement.

Tickets of a line bear them for a day, seekers of a meeting day until it is over.
"""

from __future__ import annotations

import random
import tomllib
from collections.abc import Collection
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from parvis.core.enums import Colour
from parvis.core.languages import fallback_order, is_right_to_left
from parvis.core.said import Said

FOLDER = Path(__file__).resolve().parent.parent / "names"
_chosen = random.SystemRandom()  # a name tells nothing of the order in which tickets were taken


@dataclass(frozen=True, order=True)
class Name:
    """A word and a colour, by their keys."""

    word: str
    colour: str


@dataclass(frozen=True)
class Words:
    """The names in one language: ``nouns`` → (word, its class), ``colours`` class → colour → form."""

    pattern: str
    nouns: dict[str, tuple[str, str]]
    colours: dict[str, dict[str, str]]


@lru_cache(maxsize=16)
def words_in(language: str) -> Words | None:
    """Return the names in ``language`` (``core/names/``), None when nobody has written them."""
    path = FOLDER / f"{language}.toml"
    if not language.isalpha() or not path.is_file():
        return None
    read = tomllib.loads(path.read_text())
    nouns = {key: (noun, kind) for kind, group in read["nouns"].items() for key, noun in group.items()}
    return Words(read["pattern"], nouns, read["colours"])


@lru_cache(maxsize=1)
def every_name() -> frozenset[Name]:
    """Return every name there is."""
    words = words_in("en")
    assert words is not None
    return frozenset(Name(word, colour) for word in words.nouns for colour in Colour.values)


def said_name(name: Name, wanted: str) -> Said:
    """Say a name in the language ``wanted``, or in its nearest fallback, with the colour agreeing with the word."""
    for language in fallback_order(wanted):
        words = words_in(language)
        if words is not None:
            noun, kind = words.nouns[name.word]
            return Said(words.pattern.format(noun=noun, colour=words.colours[kind][name.colour]), language, wanted)
    raise LookupError(wanted)


def direction(language: str) -> str:
    """Return ``rtl`` or ``ltr``, for the ``dir`` attribute."""
    return "rtl" if is_right_to_left(language) else "ltr"


def free_name(alive: Collection[Name], earlier: Collection[Name] = ()) -> Name | None:
    """Return a name nobody ``alive`` has, None when all are taken.

    Rather one whose word none of them has, and rather one of which nobody had it ``earlier`` in the day: who hears a name
    called should not wonder whether it is the one of an hour ago.
    """
    words, free = {name.word for name in alive}, every_name() - set(alive)
    new = free - set(earlier)
    alone = ({name for name in names if name.word not in words} for names in (new, free))
    choices = next(filter(None, (*alone, new, free)), None)
    return _chosen.choice(sorted(choices)) if choices else None
