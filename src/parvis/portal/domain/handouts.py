"""Handouts: sheets to print and fill in by hand, written for Parvis in every language of the interface (``portal/handouts/``).

They say nothing that a country's law decides: ages, amounts and terms stand with the paths of a trade. ``___`` in a text is
room to write. What a visitor writes on them stays on paper.
"""

from __future__ import annotations

import datetime
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from pathlib import Path
from typing import Any

from parvis.core.languages import INTERFACE_LANGUAGES
from parvis.core.said import Said, say

FOLDER = Path(__file__).resolve().parent.parent / "handouts"
ROOM_TO_WRITE = "___"
CALLS = 12  #: numbered rows for calls
SPARE = 2  #: empty rows below the notebook's things
EMPTY = 4  #: empty rows when the notebook holds nothing

Texts = Mapping[str, str]


class PartKind(StrEnum):
    """How a text of a handout is meant."""

    TEXT = "text"
    SAY = "say"  #: to be said aloud
    ASK = "ask"  #: a question that the next text answers
    BLANK = "blank"  #: a label with a line to write on
    TICK = "tick"  #: a box to tick
    CAREFUL = "careful"
    BOX = "box"  #: a column of a section that is a table


class Shape(StrEnum):
    """What a section is made of."""

    PARTS = "parts"
    THINGS = "things"  #: a row for each thing of the notebook
    CALLS = "calls"  #: numbered rows


@dataclass(frozen=True)
class Part:
    """A text of a handout in every language."""

    kind: PartKind
    texts: Texts


@dataclass(frozen=True)
class Section:
    """A heading and what stands under it."""

    title: Texts
    shape: Shape
    parts: tuple[Part, ...]


@dataclass(frozen=True)
class Handout:
    """A sheet to print. ``source`` and ``source_url`` are empty when it states nothing but advice of ours."""

    key: str
    order: int
    pictogram: str
    tone: str
    checked: datetime.date
    title: Texts
    summary: Texts
    words: Texts
    sections: tuple[Section, ...]
    source: str = ""
    source_url: str = ""


@dataclass(frozen=True)
class Pair:
    """A text in the page's language and, when a second one is wanted, beside it."""

    first: Said
    second: Said | None = None
    kind: PartKind = PartKind.TEXT

    @property
    def both(self) -> list[Said]:
        """Return the one or two texts."""
        return [self.first, self.second] if self.second else [self.first]


@dataclass(frozen=True)
class OpenSection:
    """A section said in one or two languages."""

    title: Pair
    shape: Shape
    parts: list[Pair]


def handouts() -> list[Handout]:
    """Return all handouts in the order they are shown."""
    return sorted(_read().values(), key=lambda handout: handout.order)


def handout_named(key: str) -> Handout | None:
    """Return the handout with ``key``, None when there is none."""
    return _read().get(key)


def pair(texts: Texts, language: str, second: str = "", kind: PartKind = PartKind.TEXT) -> Pair:
    """Return ``texts`` said in ``language`` and, when given, in ``second``."""
    return Pair(say(texts, language), say(texts, second) if second else None, kind)


def open_handout(handout: Handout, language: str, second: str = "") -> list[OpenSection]:
    """Return the sections of ``handout`` in ``language`` and, when given, side by side in ``second``."""
    return [
        OpenSection(
            pair(section.title, language, second),
            section.shape,
            [pair(part.texts, language, second, part.kind) for part in section.parts],
        )
        for section in handout.sections
    ]


def spare_rows(held: int) -> int:
    """Return how many empty rows follow the ``held`` things of a notebook."""
    return SPARE if held else EMPTY


@lru_cache(maxsize=1)
def _read() -> dict[str, Handout]:
    """Read the files once: they change with the program only."""
    return {told.key: told for told in map(_handout, sorted(FOLDER.glob("*.toml")))}


def _handout(path: Path) -> Handout:
    told: dict[str, Any] = tomllib.loads(path.read_text(encoding="utf-8"))
    told.pop("format")
    source = told.pop("source", {})
    sections = tuple(_section(section) for section in told.pop("section"))
    return Handout(**told, sections=sections, source=source.get("title", ""), source_url=source.get("url", ""))


def _section(told: Mapping[str, Any]) -> Section:
    parts = tuple(
        Part(PartKind(part["kind"]), {language: part[language] for language in INTERFACE_LANGUAGES})
        for part in told["part"]
    )
    return Section(told["title"], Shape(told.get("shape", "parts")), parts)
