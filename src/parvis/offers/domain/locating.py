"""Where an offer is: the feed's own point where it is credible, else the one town of that name; else unlocated.

A point more than ``FAR`` km from the town that the feed names beside it is not believed: the town is. A name that two towns of
the country bear stays unlocated, unless the postcode says the region (France). A postcode alone says no place.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from functools import lru_cache

from parvis.core.globe import distance
from parvis.network.domain.gazetteer import fold
from parvis.network.domain.places import Town, named
from parvis.offers.enums import Precision

FAR = 50.0
#: GeoNames' first-level division → beginnings of postcodes there (French regions; the island départements are countries).
_REGIONS_FR = {
    "11": "75 77 78 91 92 93 94 95",
    "24": "18 28 36 37 41 45",
    "27": "21 25 39 58 70 71 89 90",
    "28": "14 27 50 61 76",
    "32": "02 59 60 62 80",
    "44": "08 10 51 52 54 55 57 67 68 88",
    "52": "44 49 53 72 85",
    "53": "22 29 35 56",
    "75": "16 17 19 23 24 33 40 47 64 79 86 87",
    "76": "09 11 12 30 31 32 34 46 48 65 66 81 82",
    "84": "01 03 07 15 26 38 42 43 63 69 73 74",
    "93": "04 05 06 13 83 84",
    "94": "20",
}
_REGION_OF = {start: region for region, starts in _REGIONS_FR.items() for start in starts.split()}
_DISTRICT = re.compile(r"\b(?:cedex|\d+\s*(?:er|e|eme|ème)?(?:\s*arrondissement)?)\b.*$|\(.*?\)", re.IGNORECASE)
_POSTCODE_FIRST = re.compile(r"^\s*(?:[A-Z]{1,2}-)?\d{4,5}\s+")


@dataclass(frozen=True, slots=True)
class Located:
    """A place on the map, or that there is none."""

    latitude: float | None = None
    longitude: float | None = None
    precision: Precision = Precision.UNLOCATED


UNLOCATED = Located()


@lru_cache(maxsize=65536)
def plain_town(town: str) -> str:
    """Return the town in what a feed wrote: «75011 PARIS 11 CEDEX» → «PARIS»."""
    return _DISTRICT.sub("", _POSTCODE_FIRST.sub("", town)).strip(" ,-/") or town.strip()


def locate(
    country: str, town: str, postcode: str, latitude: float | None = None, longitude: float | None = None
) -> Located:
    """Return where that is."""
    known = town_named(country, plain_town(town), postcode[:2] if country == "FR" else "") if town and country else None
    point = (latitude, longitude) if latitude is not None and longitude is not None else None
    if point and _is_point(*point) and (known is None or distance(*point, known.latitude, known.longitude) <= FAR):
        return Located(round(point[0], 5), round(point[1], 5), Precision.EXACT)
    return Located(known.latitude, known.longitude, Precision.TOWN) if known else UNLOCATED


def _is_point(latitude: float, longitude: float) -> bool:
    """Say whether that can be meant: on the globe, and not the zero that programs write for «unknown»."""
    return (
        math.isfinite(latitude)
        and math.isfinite(longitude)
        and abs(latitude) <= 90
        and abs(longitude) <= 180
        and (abs(latitude) > 0.01 or abs(longitude) > 0.01)
    )


@lru_cache(maxsize=65536)
def town_named(country: str, town: str, start: str = "") -> Town | None:
    """Return the one town of ``country`` that bears exactly that name, None when there are several or none.

    A town's own name goes before other names of towns; ``start`` are the first digits of a French postcode.
    """
    found = [each for each in named(town) if each.country == country]
    if region := _REGION_OF.get(start):
        found = [each for each in found if each.area == region]
    own = [each for each in found if fold(each.name) == fold(town)] or found
    return own[0] if len(own) == 1 else None
