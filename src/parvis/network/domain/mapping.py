"""The drawn map: land from our own files, a dot for each place, one dot for places too close to part."""

from __future__ import annotations

import datetime
import json
import math
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from parvis.core.domain.revisions import revision_of
from parvis.network.domain.keeping import ROOM
from parvis.network.map.projection import CUTS, project, within
from parvis.network.models import House

FOLDER = Path(__file__).resolve().parent.parent / "map"
#: How near two places are when they share a dot, in units of each drawing: a finger's breadth on a phone.
CELL = {"world": 22.0, "europe": 24.0}


@dataclass(frozen=True)
class Dot:
    """A dot at ``x``, ``y`` of the drawing for ``number`` places around ``latitude``, ``longitude``; ``slug`` when one."""

    x: float
    y: float
    radius: float
    number: int
    slug: str
    names: str
    latitude: float
    longitude: float


@dataclass(frozen=True)
class Drawing:
    """A cut of the map: its size in SVG units, the outline of the land, countries with places, and the dots.

    The outlines count in steps of ``scale`` units.
    """

    cut: str
    width: float
    height: float
    scale: float
    land: str
    countries: tuple[str, ...]
    dots: tuple[Dot, ...]


Place = tuple[str, str, str, float, float]  # slug, town, country, latitude, longitude


@lru_cache(maxsize=4)
def _outline(cut: str) -> tuple[float, str, dict[str, str]]:
    drawn = json.loads((FOLDER / f"{cut}.json").read_text(encoding="utf-8"))
    return drawn["scale"], drawn["land"], drawn["countries"]


Member = tuple[float, float, Place]  # x, y on the drawing


def _dots(places: Iterable[Place], cut: str) -> tuple[Dot, ...]:
    """Gather places into dots: each joins the first dot whose first place is nearer than a cell's width."""
    groups: list[list[Member]] = []
    for place in places:
        if not within(place[3], place[4], cut):
            continue
        x, y = project(place[3], place[4], cut)
        near = (group for group in groups if math.hypot(group[0][0] - x, group[0][1] - y) < CELL[cut])
        group = next(near, None)
        if group is None:
            groups.append([(x, y, place)])
        else:
            group.append((x, y, place))
    return tuple(_dot(members) for members in groups)


def _dot(members: list[Member]) -> Dot:
    number = len(members)

    def mean(values: Iterable[float], digits: int) -> float:
        return round(sum(values) / number, digits)

    return Dot(
        x=mean((x for x, _y, _place in members), 1),
        y=mean((y for _x, y, _place in members), 1),
        radius=round(min(6 + 1.6 * (number - 1) ** 0.5, 14), 1),
        number=number,
        slug=members[0][2][0] if number == 1 else "",
        names=", ".join(dict.fromkeys(place[1] for _x, _y, place in members[:6])) + ("…" if number > 6 else ""),
        latitude=mean((place[3] for _x, _y, place in members), 2),
        longitude=mean((place[4] for _x, _y, place in members), 2),
    )


@lru_cache(maxsize=4)
def _drawings(on: datetime.date, _revision: int) -> tuple[Drawing, ...]:
    places: list[Place] = list(
        House.objects.standing(on).values_list("slug", "town", "country", "latitude", "longitude")
    )
    return tuple(_drawing(cut, places) for cut in ("europe", "world"))


def _drawing(cut: str, places: list[Place]) -> Drawing:
    scale, land, shapes = _outline(cut)
    present = sorted({place[2] for place in places} & set(shapes))
    window = CUTS[cut]
    countries = tuple(shapes[code] for code in present)
    return Drawing(cut, window.width, window.height, scale, land, countries, _dots(places, cut))


def drawings(on: datetime.date) -> tuple[Drawing, ...]:
    """Return Europe and the world with the places standing on the day ``on``; kept until the network changes."""
    return _drawings(on, revision_of(ROOM)[0])
