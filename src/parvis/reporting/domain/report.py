"""The figures of a house or of the network, beside those of the same days a year before, ready to be shown and drawn."""

from __future__ import annotations

import datetime
from dataclasses import dataclass, replace

from parvis.core.domain.figures import Figure, Row, Words
from parvis.core.domain.periods import Period, year_before
from parvis.network.domain.scope import Scope
from parvis.reporting.domain.sources import sources

#: The width of a column of a drawing with the gap beside it, and the height of the highest.
STEP, HIGHEST = 10, 100


@dataclass(frozen=True)
class Line:
    """A row with its number a year before (None: nothing to compare with), drawn ``long`` of HIGHEST, from ``x`` on."""

    row: Row
    before: int | None
    long: int
    long_before: int
    x: int

    @property
    def top(self) -> int:
        """Return where its column begins, from above."""
        return HIGHEST - self.long

    @property
    def top_before(self) -> int:
        """Return where the mark of the year before stands, from above."""
        return HIGHEST - self.long_before


@dataclass(frozen=True)
class Shown:
    """A figure with its number a year before and its lines."""

    figure: Figure
    before: int | None
    lines: tuple[Line, ...]

    @property
    def wide(self) -> int:
        """Return how wide its drawing is."""
        return STEP * len(self.lines)

    @property
    def highest(self) -> int:
        """Return the greatest number drawn."""
        return max((max(line.row.value, line.before or 0) for line in self.lines), default=0)


@dataclass(frozen=True)
class Part:
    """The figures of one room."""

    name: Words
    shown: tuple[Shown, ...]

    @property
    def is_empty(self) -> bool:
        """Say whether nothing was counted."""
        return not any(each.figure.value or each.before for each in self.shown)


@dataclass(frozen=True)
class Report:
    """All figures of a period; ``before`` are the days they are compared with, None when nothing was counted in them."""

    scope: Scope
    before: Period | None
    parts: tuple[Part, ...]

    def headlines(self) -> list[Shown]:
        """Return the figures that a house wants to see first."""
        return [each for part in self.parts for each in part.shown if each.figure.is_headline]


def report(scope: Scope) -> Report:
    """Return the figures of ``scope`` beside those of a year before; twice the questions of the sources. A room that counts
    nothing for such a scope has no part."""
    before = scope.period.a_year_before(scope.today)
    counted = [(source.NAME, source.figures(scope)) for source in sources()]
    earlier = [source.figures(scope.within(before)) for source in sources()] if before else [()] * len(counted)
    has_before = any(figure.value for figures in earlier for figure in figures if figure.is_headline)
    parts = tuple(
        Part(name, _beside(figures, past if has_before else ()))
        for (name, figures), past in zip(counted, earlier, strict=True)
        if figures
    )
    return Report(scope, before if has_before else None, parts)


def _beside(figures: tuple[Figure, ...], past: tuple[Figure, ...]) -> tuple[Shown, ...]:
    known = {figure.key: figure for figure in past}
    return tuple(_shown(figure, known.get(figure.key)) for figure in figures)


def _shown(figure: Figure, past: Figure | None) -> Shown:
    earlier = {row.key: row for row in past.rows} if past else {}
    rows = figure.rows
    if not figure.is_in_time:
        there = {row.key for row in rows}
        rows += tuple(replace(row, value=0) for key, row in earlier.items() if key not in there)
    compared = [(row, _before(figure, row, earlier) if past else None) for row in rows]
    highest = max((max(row.value, number or 0) for row, number in compared), default=0) or 1
    lines = tuple(
        Line(row, number, _long(row.value, highest), _long(number or 0, highest), STEP * place)
        for place, (row, number) in enumerate(compared)
    )
    return Shown(figure, past.value if past else None, lines)


def _before(figure: Figure, row: Row, earlier: dict[str, Row]) -> int | None:
    if figure.is_in_time:
        found = earlier.get(year_before(datetime.date.fromisoformat(row.key)).isoformat())
        return found.value if found else None
    return earlier[row.key].value if row.key in earlier else 0


def _long(number: int, highest: int) -> int:
    """Return how long a number is drawn: what is there is seen, however small."""
    return max(1, round(HIGHEST * number / highest)) if number > 0 else 0
