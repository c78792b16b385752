"""The plan of the hall: where tables stand, drawn in metres, and told as a list for who cannot see it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from parvis.core.said import Said
from parvis.meetings.domain.saying import say_needs, say_organisation, say_sign
from parvis.meetings.models import Table

#: Metres around the outermost tables, and of a table's side on paper.
_AROUND, _SIDE = 2.0, 1.6


@dataclass(frozen=True)
class Spot:
    """A table on the plan: its middle, in metres from the upper left corner of the drawing, and its corner."""

    sign: str
    organisation: Said
    access: str
    x: float
    y: float
    left: float
    top: float


@dataclass(frozen=True)
class Floor:
    """A drawing of ``width`` × ``height`` metres; ``apart`` are the tables of which nobody said where they stand."""

    width: float
    height: float
    side: float
    spots: tuple[Spot, ...]
    apart: tuple[Spot, ...]


def floor_of(tables: Iterable[Table], language: str) -> Floor:
    """Return the plan of ``tables``; needs their ``partner``."""
    tables = list(tables)
    placed = [(table, table.x, table.y) for table in tables if table.x is not None and table.y is not None]
    left = min((x for _table, x, _y in placed), default=0.0) - _AROUND
    top = min((y for _table, _x, y in placed), default=0.0) - _AROUND
    spots = tuple(_spot(table, x - left, y - top, language) for table, x, y in placed)
    return Floor(
        width=max((spot.x for spot in spots), default=0.0) + _AROUND,
        height=max((spot.y for spot in spots), default=0.0) + _AROUND,
        side=_SIDE,
        spots=spots,
        apart=tuple(_spot(table, 0.0, 0.0, language) for table in tables if table.x is None),
    )


def _spot(table: Table, x: float, y: float, language: str) -> Spot:
    return Spot(
        sign=say_sign(table),
        organisation=say_organisation(table, language),
        access=say_needs(table.access),
        x=round(x, 2),
        y=round(y, 2),
        left=round(x - _SIDE / 2, 2),
        top=round(y - _SIDE / 2, 2),
    )
