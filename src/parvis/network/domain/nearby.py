"""Which places are near a point: a box by the index, then the true distance on the globe."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from parvis.core.globe import box, distance
from parvis.network.models import House

MOST = 30  # places shown around a point
#: Radii that a search widens to, km.
STEPS = (25, 50, 100, 150, 300, 600, 1500, 20100)


@dataclass(frozen=True)
class Near:
    """A place and how far it is, km as the crow flies; ``km`` None when nobody said from where."""

    house: House
    km: float | None


@dataclass(frozen=True)
class Nearby:
    """What was found around a point: ``km`` is the radius that was used, ``asked`` the one that was wanted."""

    near: tuple[Near, ...]
    asked: int
    km: int

    @property
    def is_widened(self) -> bool:
        """Say whether nothing stood within the wanted radius; the page then says so."""
        return self.km > self.asked

    @property
    def is_worldwide(self) -> bool:
        """Say whether the whole globe was searched."""
        return self.km >= STEPS[-1]


Reached = list[tuple[float, int]]  # (km, primary key), nearest first


def _reached(latitude: float, longitude: float, km: float, on: datetime.date) -> Reached:
    """Return every standing place within ``km``: one query of three columns."""
    rows = House.objects.standing(on).within_box(*box(latitude, longitude, km * 1.001))
    places = rows.order_by("pk").values_list("pk", "latitude", "longitude")
    reached = ((distance(latitude, longitude, row[1], row[2]), row[0]) for row in places)
    return sorted(pair for pair in reached if pair[0] <= km)


def _fetched(reached: Reached, on: datetime.date) -> tuple[Near, ...]:
    """Return the nearest MOST of ``reached`` with state and hours: three queries."""
    nearest = reached[:MOST]
    houses = House.objects.with_state(on).with_hours().in_bulk([number for _km, number in nearest])
    return tuple(Near(houses[number], far) for far, number in nearest)


def houses_near(latitude: float, longitude: float, km: int, on: datetime.date) -> tuple[Near, ...]:
    """Return the standing places within ``km`` of a point, nearest first, at most 30, with state and hours: four queries."""
    return _fetched(_reached(latitude, longitude, km, on), on)


def houses_around(latitude: float, longitude: float, km: int, on: datetime.date, least: int = 1) -> Nearby:
    """Return the places within ``km`` of a point; where there are fewer than ``least``, the first of STEPS that has them.

    At most five queries, however far it widens.
    """
    reached, radius = _reached(latitude, longitude, km, on), km
    if len(reached) < least:
        every = _reached(latitude, longitude, STEPS[-1], on)
        far = every[min(least, len(every)) - 1][0] if every else 0.0
        radius = (
            next((step for step in STEPS if step > km and step >= far), STEPS[-1]) if len(every) >= least else STEPS[-1]
        )
        reached = [pair for pair in every if pair[0] <= radius]
    return Nearby(_fetched(reached, on), km, radius)
