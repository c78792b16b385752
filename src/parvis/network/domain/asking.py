"""What a visitor asks the list of houses: near a town, near where they are, how far; read from the address, never kept."""

from __future__ import annotations

import datetime
import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from parvis.core.languages import country_name
from parvis.network.domain.nearby import Nearby, houses_around
from parvis.network.domain.places import Found, Town, find, town_of

RADII = (25, 50, 100, 150, 300, 600)
USUAL = 150


@dataclass(frozen=True)
class Asked:
    """What was asked: the town as typed, GeoNames' number of a chosen one, or a point; and the radius in km."""

    town: str = ""
    place: int = 0
    point: tuple[float, float] | None = None
    km: int = USUAL

    @property
    def is_something(self) -> bool:
        """Say whether anything was asked."""
        return bool(self.town or self.place or self.point)


@dataclass(frozen=True)
class Choice:
    """A town to choose among others of its name, with words that tell them apart."""

    place: int
    name: str
    where: str


@dataclass(frozen=True)
class Answer:
    """What is known of what was asked. ``here`` is the town that was understood; ``nearby`` None when none was."""

    asked: Asked
    here: Choice | None = None
    nearby: Nearby | None = None
    choices: tuple[Choice, ...] = ()
    spellings: tuple[str, ...] = ()


def read_asked(query: Mapping[str, str]) -> Asked:
    """Read ``?town= &place= &near=45.76,4.84 &km=``; what cannot be read counts as not asked."""
    town = " ".join(query.get("town", "").replace("\x00", " ").split())[:100]
    place = query.get("place", "")
    km = query.get("km", "")
    return Asked(
        town=town,
        place=int(place) if place.isascii() and place.isdecimal() and len(place) <= 9 else 0,
        point=read_point(query.get("near", "")),
        km=min(max(int(km), 1), 2000) if km.isascii() and km.isdecimal() and len(km) <= 6 else USUAL,
    )


def read_point(text: str) -> tuple[float, float] | None:
    """Read ``latitude,longitude`` in degrees, rounded to two decimals (about a kilometre); None when it is no point."""
    parts = text.split(",")
    if len(parts) != 2 or len(text) > 40:
        return None
    try:
        latitude, longitude = (round(float(part), 2) for part in parts)
    except ValueError:
        return None
    if not (math.isfinite(latitude) and abs(latitude) <= 90 and math.isfinite(longitude) and abs(longitude) <= 180):
        return None
    return latitude, longitude


def _choice(town: Town, towns: Iterable[Town], language: str) -> Choice:
    """Name the country, and the area or size too where another town of the same name is in the same country."""
    where = country_name(town.country, language)
    twins = [each for each in towns if (each.name, each.country) == (town.name, town.country)]
    if len(twins) > 1:
        where += f" ({town.latitude:.1f}° {town.longitude:.1f}°)" if not town.area else f", {town.area}"
    return Choice(town.id, town.name, where)


def answer(asked: Asked, countries: Iterable[str], on: datetime.date, language: str) -> Answer:
    """Answer ``asked``: places around the point or the town meant; towns in ``countries`` are meant first."""
    if asked.point:
        return Answer(asked, nearby=houses_around(*asked.point, asked.km, on))
    chosen = town_of(asked.place) if asked.place else None
    found = Found(asked.town, (chosen,)) if chosen else find(asked.town, countries)
    town = found.town
    nearby = houses_around(town.latitude, town.longitude, asked.km, on) if town else None
    return Answer(
        asked,
        here=_choice(town, found.towns, language) if town else None,
        nearby=nearby,
        choices=tuple(_choice(each, found.towns, language) for each in found.others),
        spellings=found.spellings,
    )
