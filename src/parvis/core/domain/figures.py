"""A figure and how it was counted: the one shape that each room's ``domain/counts.py`` gives and ``reporting`` shows."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from django.utils.functional import Promise

Words = Promise | str


class Unit(StrEnum):
    """What a figure's number counts. MINUTES are kept whole, so that sums are exact, and shown as hours."""

    NUMBER = "number"
    MINUTES = "minutes"


@dataclass(frozen=True)
class Row:
    """A part of a figure. ``key`` is the same in every language."""

    key: str
    name: Words
    value: int


@dataclass(frozen=True)
class Figure:
    """A number, its name and its counting method, one sentence or two that everybody can check.

    ``value`` None: not known, or too few to be shown; ``method`` says which. ``rows`` break it down ``by`` something; their
    numbers count ``of`` (empty: what the figure counts). ``is_headline``: among the first a house wants to see.
    ``is_in_time``: the rows are days, months or years in order, to be drawn as such.
    """

    key: str
    name: Words
    value: int | None
    method: Words
    unit: Unit = Unit.NUMBER
    by: Words = ""
    of: Words = ""
    rows: tuple[Row, ...] = ()
    is_headline: bool = False
    is_in_time: bool = False
