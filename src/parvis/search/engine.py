"""What search asks of an engine: the one interface behind which the embedded engine stands, or a cluster one day."""

from __future__ import annotations

import time
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Protocol

import numpy as np
import numpy.typing as npt

from parvis.core.documents import Document
from parvis.core.globe import distance
from parvis.search.schema import FACETS
from parvis.search.words.reading import Reading
from parvis.search.words.vocabulary import Vocabulary

#: Where an engine keeps a thing; means something to that engine alone, and can be a key.
Place = tuple[int, int]


class EngineGone(Exception):
    """There is no index to ask, or it cannot be read; answers then come from the database until it is healed."""


@dataclass(frozen=True)
class Near:
    """Within ``km`` of a point, by great circle, to the metre; a thing without a place is never within."""

    latitude: float
    longitude: float
    km: float

    def holds(self, document: Document) -> bool:
        """Say whether ``document`` lies within."""
        if document.latitude is None or document.longitude is None:
            return False
        return distance(self.latitude, self.longitude, document.latitude, document.longitude) <= self.km


@dataclass(frozen=True)
class Filters:
    """What results must be; empty means anything. ``tongue`` is a language the thing exists in.

    ``but`` are kinds left out, where no kind is chosen. ``facets`` maps facets of ``Document.facets`` to the values of which a thing must have any: {"level": ("3", "4")}.
    What is past its ``Document.until`` is found by nobody and needs no filter.
    """

    kind: str = ""
    sector: str = ""
    country: str = ""
    tongue: str = ""
    near: Near | None = None
    facets: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    but: tuple[str, ...] = ()

    def chosen(self) -> dict[str, str]:
        """Return the filters of all kinds that are set, as an address names them."""
        return {name: value for name in FACETS if (value := getattr(self, name))}

    def without(self, facet: str) -> Filters:
        """Return the filters less the one of this facet, whose values are to be counted."""
        left: dict[str, Any] = (
            {facet: ""}
            if facet in FACETS
            else {"facets": {name: values for name, values in self.facets.items() if name != facet}}
        )
        return replace(self, **left)

    def hold(self, document: Document) -> bool:
        """Say whether ``document`` is within them and not past its end."""
        return (
            all(
                value in (document.languages or document.titles)
                if name == "tongue"
                else getattr(document, name) == value
                for name, value in self.chosen().items()
            )
            and all(set(values) & set(document.values(name)) for name, values in self.facets.items() if values)
            and document.kind not in self.but
            and (self.near is None or self.near.holds(document))
            and (document.until is None or document.until.timestamp() > time.time())
            and (document.since is None or document.since.timestamp() <= time.time())
        )


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


@dataclass(frozen=True)
class Gathered:
    """Things with the number that names each and how far each is, km; ``far`` None without a radius, ``total`` may be larger."""

    things: Sequence[Any] = ()
    numbers: npt.NDArray[np.uint64] = field(default_factory=lambda: np.zeros(0, np.uint64))
    far: npt.NDArray[np.float64] | None = None
    total: int = 0

    def place(self, number: int) -> Place:
        """Return where the engine keeps the thing that stands at ``number``."""
        thing = self.things[number]
        return thing.segment_ord, thing.doc


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
        """Return the candidates for a question read in one or more languages; those meeting all words first.

        Without a reading: anything within ``filters``, all alike. ``limit`` may be 0 where the total alone is wanted.
        """

    def gather(self, readings: Sequence[Reading], filters: Filters, most: int, start: int) -> Gathered:
        """Return everything that meets every word within ``filters``, to be put in order by who asks.

        Without a radius ``most`` of it at most, drawn by the number ``start``: the same start, the same draw.
        """

    def numbers(self, readings: Sequence[Reading], filters: Filters) -> npt.NDArray[np.uint64]:
        """Return the numbers that name what meets every word within ``filters``; with a radius, of the whole box around it."""

    def count_each(
        self, readings: Sequence[Reading], filters: Filters, facets: Sequence[str]
    ) -> dict[str, dict[str, int]]:
        """Return what ``count`` returns for each of ``facets``, every word met; those alike are counted in one go."""

    def fetch(self, keys: Iterable[str]) -> Mapping[str, Place]:
        """Return the places of the things with these keys, as far as they are there."""

    def document(self, place: Place) -> Document:
        """Return the document kept at ``place``."""

    def count(self, readings: Sequence[Reading], filters: Filters, facet: str) -> dict[str, int]:
        """Return how many things meet the question for each value of ``facet``, that facet's own filter left out.

        ``facet`` is one of ``schema.FACETS`` or a name in ``Document.facets``; each total is exact, within a radius too.
        """
