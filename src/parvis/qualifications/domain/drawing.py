"""A route drawn as stairs over time: as wide as a step is long, as high as its level, dashed where one waits or nothing is known.

The drawing is numbers, short codes and the name of the last year, so that it is nearly the same in every language; the list
beside it says the same. Its units are about the pixels of a small phone, so that its words can be read there.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import get_language

from parvis.core.languages import is_right_to_left
from parvis.qualifications.domain.paths.graph import UNKNOWN
from parvis.qualifications.domain.paths.route import YEAR, Route, Step
from parvis.qualifications.domain.shown import Library
from parvis.qualifications.domain.words import months_words

WIDTH, HEIGHT, BASE = 300, 136, 112
_EDGE, _DOOR = 10, 34
_SPACE = WIDTH - 2 * _EDGE - _DOOR
#: Drawn width, in months, of a step whose length is not known; least width in units of one with no course.
UNKNOWN_MONTHS, LEAST = 12, 16
_STEP, _RISE = 24, 8
_LETTER = 7


@dataclass(frozen=True)
class Block:
    """A step of the stairs. ``look`` is its classes: paid, unpaid, unknown, wait."""

    x: int
    y: int
    width: int
    height: int
    look: str
    words: str
    below: str

    @property
    def low(self) -> int:
        """Return the line of the short name, below the number where there is one."""
        return self.y + (31 if self.words else 20)

    @property
    def middle(self) -> int:
        """Return the middle, where its words stand."""
        return self.x + self.width // 2


@dataclass(frozen=True)
class Drawing:
    """The drawing: its blocks, the years below (place, words), where the door stands, and where its paper begins."""

    key: str
    blocks: list[Block]
    years: list[tuple[int, str]]
    door_x: int
    top: int
    width: int = WIDTH
    base: int = BASE

    @property
    def height(self) -> int:
        """Return how high the paper is."""
        return HEIGHT - self.top


def scale_of(routes: Iterable[Route]) -> float:
    """Return units a month, so that all ``routes`` of a page are drawn to one measure and fit the paper."""
    return min((_fitting(route) for route in routes), default=_SPACE / YEAR)


def _fitting(route: Route) -> float:
    """Return the units a month at which ``route`` fits: steps too short to be drawn to measure take room from the others."""
    before = sum(max(step.wait, step.work) for step in route.steps)
    lengths = [_months(step) for step in route.steps]
    scale = _SPACE / max(before + sum(lengths), YEAR)
    while True:
        short = [months for months in lengths if months * scale < LEAST]
        measured = before + sum(lengths) - sum(short)
        fits = (_SPACE - LEAST * len(short)) / measured if measured else scale
        if fits >= scale:
            return scale
        scale = fits


def _months(step: Step) -> int:
    return UNKNOWN_MONTHS if step.door.months_min == UNKNOWN else step.door.months_min


def draw(route: Route, library: Library, number: int, scale: float) -> Drawing:
    """Draw ``route``, the ``number``th of the page."""
    x, blocks = float(_EDGE), []
    highest = BASE - _DOOR
    for place, step in enumerate(route.steps, 1):
        before = max(step.wait, step.work) * scale
        if before:
            look = "route-work" if step.work else "route-wait"
            blocks.append(Block(round(x), BASE - 12, round(before), 12, look, "", ""))
            x += before
        width = max(float(LEAST), _months(step) * scale)
        height = _STEP + _RISE * (step.node.level or 2)
        look = "route-unknown" if step.door.months_min == UNKNOWN else "route-paid" if step.node.pay else "route-unpaid"
        short = library.at(step.place).short
        fits = short if len(short) * _LETTER < width - 4 else ""
        number_of = str(place) if len(route.steps) > 1 else ""
        top = BASE - height
        highest = min(highest, top)
        blocks.append(
            Block(round(x), top, round(width) - 2, height, look, number_of, fits or _country(step.node.country, width))
        )
        x += width
    years = range(1, int((x - _EDGE) / scale) // YEAR + 1)
    drawing = Drawing(f"route-{number}", blocks, _years(years, scale), round(x) + 4, highest - 6)
    return _mirrored(drawing) if is_right_to_left(get_language() or "en") else drawing


def _years(years: range, scale: float) -> list[tuple[int, str]]:
    """Return where the years end below the stairs, every second one of many; the last is said in words."""
    told = years if len(years) < 8 else years[(len(years) - 1) % 2 :: 2]
    return [
        (round(_EDGE + year * YEAR * scale), months_words(YEAR * year) if year == years[-1] else str(year))
        for year in told
    ]


def _country(code: str, width: float) -> str:
    return code if width > 2 * _LETTER + 4 else ""


def _mirrored(drawing: Drawing) -> Drawing:
    """Return the drawing as somebody draws who writes from right to left."""
    blocks = [
        Block(WIDTH - one.x - one.width, one.y, one.width, one.height, one.look, one.words, one.below)
        for one in drawing.blocks
    ]
    years = [(WIDTH - x, year) for x, year in drawing.years]
    return Drawing(drawing.key, blocks, years, WIDTH - drawing.door_x - 18, drawing.top)
