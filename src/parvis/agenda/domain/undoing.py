"""How the rows of this room are put back when an import is undone (core/domain/journal.py asks)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from parvis.agenda.domain import arriving
from parvis.agenda.domain.arrivals import Arrival, Puzzle
from parvis.core.domain.journal import Row
from parvis.core.domain.revisions import raise_revision


def standing(thing: str, keys: Sequence[str]) -> Mapping[str, Row]:
    """Return the rows that stand under ``keys``."""
    found: dict[str, Row] = {}
    for house, references in arriving.by_house(keys).items():
        if thing == arriving.NOTICES:
            found |= {one.key: one.plain() for one in arriving.puzzles_stored(house, references).values()}
        else:
            found |= {one.key: one.plain() for one in arriving.stored(house, references).values()}
    return found


def put_back(thing: str, wanted: Mapping[str, Row | None]) -> None:
    """Write each row as wanted, take away those that were not there."""
    revision = raise_revision(arriving.ROOM)
    for slug, references in arriving.by_house(wanted).items():
        house = arriving.house_named(slug)
        gone = []
        for reference in references:
            row = wanted[f"{slug}:{reference}"]
            if row is None:
                gone.append(reference)
            elif thing == arriving.NOTICES:
                arriving.write_puzzle(Puzzle(**row), house)
            else:
                arriving.write(Arrival.from_plain(row), house, revision)
        arriving.take_away(house, thing, gone, revision)
