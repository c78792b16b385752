"""How sectors look: a pictogram and a tone each, so that a sector is known again on every page."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from parvis.occupations.enums import Sector


@dataclass(frozen=True)
class Look:
    """A pictogram (core/pictograms) and a tone (core's ``tone-…`` classes)."""

    pictogram: str
    tone: str


PLAIN = Look("compass", "night")

LOOKS: dict[str, Look] = {
    Sector.FOOD: Look("pot", "brick"),
    Sector.BUILDING: Look("brick", "sun"),
    Sector.CRAFT: Look("needle", "plum"),
    Sector.INDUSTRY: Look("gear", "night"),
    Sector.VEHICLES: Look("truck", "sea"),
    Sector.NATURE: Look("leaf", "leaf"),
    Sector.HEALTH: Look("stethoscope", "sea"),
    Sector.CARE: Look("hands", "brick"),
    Sector.EDUCATION: Look("book", "sun"),
    Sector.SALES: Look("bag", "plum"),
    Sector.OFFICE: Look("desk", "night"),
    Sector.DIGITAL: Look("code", "sea"),
    Sector.BEAUTY: Look("scissors", "plum"),
    Sector.MEDIA: Look("camera", "brick"),
    Sector.SAFETY: Look("shield", "night"),
    Sector.SCIENCE: Look("flask", "leaf"),
}


def look_of(sector: str) -> Look:
    """Return how ``sector`` looks; a plain compass for a trade without one."""
    return LOOKS.get(sector, PLAIN)


def sectors() -> Iterator[tuple[Sector, Look]]:
    """Yield every sector with its look, in the order shown to visitors."""
    for sector in Sector:
        yield sector, look_of(sector)
