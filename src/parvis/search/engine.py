"""What search asks of an engine: the one interface behind which the embedded engine stands, or a cluster one day."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from typing import Protocol

from parvis.core.documents import Document
from parvis.search.words.reading import Reading
from parvis.search.words.vocabulary import Vocabulary

#: Where an engine keeps a thing; means something to that engine alone, and can be a key.
Place = tuple[int, int]


class EngineGone(Exception):
    """There is no index to ask, or it cannot be read; answers then come from the database until it is healed."""


@dataclass(frozen=True)
class Filters:
    """What results must be; empty means anything. ``tongue`` is a language the thing exists in."""

    kind: str = ""
    sector: str = ""
    country: str = ""
    tongue: str = ""

    def chosen(self) -> dict[str, str]:
        """Return the filters that are set."""
        return {field.name: value for field in fields(self) if (value := getattr(self, field.name))}


@dataclass(frozen=True)
class Hit:
    """One candidate: the engine's own score, and where the engine keeps it."""

    score: float
    place: Place


@dataclass(frozen=True)
class Found:
    """Candidates best first, how many there are in all, and whether every word of the question had to be met."""

    hits: Sequence[Hit]
    total: int
    is_strict: bool


class Engine(Protocol):
    """An index that can be asked."""

    @property
    def generation(self) -> str:
        """The name of what is being read; it changes with every commit."""

    def check(self) -> None:
        """Raise EngineGone, ValueError or OSError when what is open can no longer be read."""

    def vocabulary(self, language: str) -> Vocabulary:
        """Return the words the index holds in ``language``."""

    def find(self, readings: Sequence[Reading], filters: Filters, limit: int) -> Found:
        """Return the candidates for a question read in one or more languages; those meeting all words first."""

    def fetch(self, keys: Iterable[str]) -> Mapping[str, Place]:
        """Return the places of the things with these keys, as far as they are there."""

    def document(self, place: Place) -> Document:
        """Return the document kept at ``place``."""

    def count(self, readings: Sequence[Reading], filters: Filters, facet: str) -> dict[str, int]:
        """Return how many things meet the question for each value of ``facet``, that facet's own filter left out."""
