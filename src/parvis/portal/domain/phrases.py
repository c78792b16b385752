"""Phrases: the sentences a desk can give along, written for Parvis in every language (``portal/phrases/``).

They have gaps only for coded things: a day of the week, half a day, a desk or a house. Nothing else can be said with them, so
nothing about a person can.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import IntEnum
from functools import lru_cache
from pathlib import Path
from typing import Any

from parvis.core.said import Said, say

FOLDER = Path(__file__).resolve().parent.parent / "phrases"
#: The groups of phrases, each a file, in the order shown.
GROUPS = ("come", "bring", "call", "do", "hand")

Texts = Mapping[str, str]


class Half(IntEnum):
    """Half a day, by the digit that stands for it in a code."""

    NONE = 0
    MORNING = 1
    AFTERNOON = 2


@dataclass(frozen=True)
class Phrase:
    """A sentence: ``plain`` without a day, ``when`` with one (``{when}`` is its gap); ``places`` desks or houses follow it."""

    key: str
    group: str
    pictogram: str
    plain: Texts = field(default_factory=dict)
    when: Texts = field(default_factory=dict)
    places: int = 0

    @property
    def texts(self) -> Texts:
        """Return the sentence as it is chosen from a list: without a day where it can be."""
        return self.plain or self.when


def phrases() -> Iterator[Phrase]:
    """Yield every phrase in the order shown."""
    yield from _read().values()


def phrase_named(key: str) -> Phrase | None:
    """Return the phrase with ``key``, None when there is none (any more, or yet)."""
    return _read().get(key)


def said_phrase(phrase: Phrase, language: str, weekday: int = 0, half: Half = Half.NONE) -> Said:
    """Return ``phrase`` in ``language`` with its day (ISO 1…7, 0 for none) and half; a fallback is whole in its language."""
    if not (weekday or half):
        return say(phrase.plain, language)
    said = say(phrase.when, language)
    return Said(said.text.format(when=said_when(said.language, weekday, half)), said.language, language)


def said_gap(phrase: Phrase, language: str) -> Said:
    """Return ``phrase`` for a list to choose from: three dots where only a day can stand."""
    said = say(phrase.texts, language)
    return Said(said.text.replace("{when}.", "…").replace("{when}", "…"), said.language, language)


def said_when(language: str, weekday: int, half: Half) -> str:
    """Return “on Thursday in the afternoon” in ``language``, one of the ten."""
    told = _when()
    day = told["days"][language][weekday - 1] if weekday else ""
    if not half:
        return str(day)
    pattern = told[half.name.lower()]["with_day" if day else "alone"][language]
    return str(pattern).format(day=day)


@lru_cache(maxsize=1)
def _read() -> dict[str, Phrase]:
    """Read the files once: they change with the program only."""
    return {phrase.key: phrase for group in GROUPS for phrase in _group(group)}


def _group(group: str) -> Iterator[Phrase]:
    told: dict[str, Any] = tomllib.loads((FOLDER / f"{group}.toml").read_text(encoding="utf-8"))
    for each in told["phrase"]:
        yield Phrase(group=told["group"], pictogram=told["pictogram"], **each)


@lru_cache(maxsize=1)
def _when() -> dict[str, Any]:
    return tomllib.loads((FOLDER / "when.toml").read_text(encoding="utf-8"))
