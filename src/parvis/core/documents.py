"""What a room lets search show: the one shape that every ``domain/documents.py`` yields and ``search`` indexes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol


@dataclass(frozen=True)
class Document:
    """One thing that can be found, in all its languages.

    ``kind`` is trade, skill, house, desk, page …; ``id`` is unique within the kind; ``path`` is the page's address
    without the language prefix (``trades/3k9qfz/``). Languages are keys: ``titles`` one title each, ``names`` other
    exact names (alternatives, job titles, both gender forms), ``words`` everyday phrases, ``body`` running text.
    ``latitude``/``longitude`` in degrees where the thing has a place; without, no radius ever holds it.

    ``facets`` are further things to filter by and to count, each one value or several: {"level": "4", "criteria": ("1",
    "4")}. Their names are the room's own, lower-case letters, and need no change to search. ``until`` (aware) is the
    moment from which no search shows the thing any more, whatever its room does then; None for ever. ``since`` (aware) is
    the moment before which none shows it yet; None for always.
    ``partner`` is never given: ranking does not see it.
    """

    kind: str
    id: str
    path: str
    titles: Mapping[str, str]
    names: Mapping[str, list[str]] = field(default_factory=dict)
    words: Mapping[str, list[str]] = field(default_factory=dict)
    body: Mapping[str, str] = field(default_factory=dict)
    summary: Mapping[str, str] = field(default_factory=dict)
    code: str = ""
    uri: str = ""
    isco: str = ""
    sector: str = ""
    interests: str = ""
    country: str = ""
    languages: tuple[str, ...] = ()
    pictogram: str = ""
    latitude: float | None = None
    longitude: float | None = None
    is_everyday: bool = False
    facets: Mapping[str, str | tuple[str, ...]] = field(default_factory=dict)
    until: datetime | None = None
    since: datetime | None = None

    def values(self, facet: str) -> tuple[str, ...]:
        """Return the values of a facet of ``facets``, none where it has none."""
        held = self.facets.get(facet, ())
        return (held,) if isinstance(held, str) else tuple(held)


class Documents(Protocol):
    """A room's ``domain/documents.py``."""

    KINDS: tuple[str, ...]

    def revision(self) -> tuple[int, int]:
        """Return (latest revision, revision of the last removal): cheap, asked every two seconds."""

    def documents(self, since: int = 0) -> Iterable[Document]:
        """Yield the documents changed after revision ``since``, streamed; all of them for 0."""

    def addresses(self) -> Iterable[str]:
        """Yield the path, without the language, of each page worth naming in a sitemap; cheap, streamed."""
