"""Find the town a visitor types: with other names, beginnings, accents or not; several of one name; nearest spellings."""

from __future__ import annotations

import math
from collections.abc import Iterable
from contextlib import closing
from dataclasses import dataclass
from functools import lru_cache
from sqlite3 import Connection

from rapidfuzz import process
from rapidfuzz.distance import OSA

from parvis.core.languages import INTERFACE_LANGUAGES, country_name, locale_of
from parvis.network.domain.gazetteer import fold, open_towns

SURE = 15000  # inhabitants of a town that a beginning surely means
LONGEST = 80  # letters of a town that anybody types
_NAMED = """
    SELECT town.id, town.name, town.country, town.area, town.latitude, town.longitude, town.inhabitants, max(is_own)
    FROM name JOIN town ON town.id = name.town WHERE name.folded >= ? AND name.folded <= ?
    GROUP BY town.id ORDER BY town.inhabitants DESC LIMIT 200
"""
_NUMBERED = "SELECT id, name, country, area, latitude, longitude, inhabitants FROM town WHERE id = ?"


@dataclass(frozen=True)
class Town:
    """A town: ``id`` of GeoNames, ``country`` ISO 3166-1, ``area`` its first-level division, WGS 84 degrees."""

    id: int
    name: str
    country: str
    area: str
    latitude: float
    longitude: float
    inhabitants: int


@dataclass(frozen=True)
class Found:
    """What was found for ``typed``: the likeliest town first; ``spellings`` when there is none, or only small ones begin so."""

    typed: str
    towns: tuple[Town, ...] = ()
    spellings: tuple[str, ...] = ()

    @property
    def town(self) -> Town | None:
        """Return the likeliest town; None when there is none or when the visitor should choose."""
        return self.towns[0] if self.towns and not self.spellings else None

    @property
    def others(self) -> tuple[Town, ...]:
        """Return the other towns of that name, all of them when the visitor should choose."""
        return self.towns[1:] if self.town else self.towns


def _country_of(typed: str) -> str:
    """Return the code of the country that ``typed`` names in any of the interface's languages, empty when none."""
    code = typed.strip().upper()
    if len(code) == 2 and country_name(code, "en") != code:
        return code
    return _countries().get(fold(typed), "")


@lru_cache(maxsize=1)
def _countries() -> dict[str, str]:
    """Return folded name → code of every country in the interface's languages (CLDR)."""
    return {
        fold(name): code
        for language in reversed(INTERFACE_LANGUAGES)
        for code, name in locale_of(language).territories.items()
        if len(code) == 2
    }


def _likelihood(town: Town, *, is_own: bool, near_home: bool) -> float:
    """Weigh towns of one name: each factor of ten in inhabitants counts 1, the town's own name 1.5, a country with houses 1."""
    return math.log10(max(town.inhabitants, 1)) + 1.5 * is_own + near_home


def _named(file: Connection, first: str, last: str, countries: frozenset[str]) -> list[Town]:
    """Return the towns with a folded name from ``first`` to ``last``, the likeliest first."""
    found = [(Town(*row[:7]), bool(row[7])) for row in file.execute(_NAMED, (first, last))]
    found.sort(key=lambda each: -_likelihood(each[0], is_own=each[1], near_home=each[0].country in countries))
    return [town for town, _is_own in found]


def find(typed: str, countries: Iterable[str] = (), *, most: int = 8) -> Found:
    """Find the towns that ``typed`` names (“Lyon”, “st etienne”, “Lione”, “Lyon, France”), ``most`` of them.

    Towns in ``countries`` (those with houses) come first among equals. Exact names come before beginnings.
    """
    typed = typed.strip()[:LONGEST]
    name, _comma, rest = typed.partition(",")
    country = _country_of(rest) if rest.strip() else ""
    wanted, home = fold(name), frozenset(countries)
    if not wanted:
        return Found(typed)
    with closing(open_towns()) as file:
        towns = _named(file, wanted, wanted, home)
        is_exact = bool(towns)
        if not is_exact and len(wanted) >= 2:
            towns = _named(file, wanted, wanted + "\U0010ffff", home)
        if country:
            towns = [town for town in towns if town.country == country] or towns
        is_sure = is_exact or any(town.inhabitants >= SURE for town in towns)
        return Found(typed, tuple(towns[:most]), () if is_sure else _spellings(file, wanted))


def named(typed: str, countries: Iterable[str] = ()) -> tuple[Town, ...]:
    """Return the towns whose whole name, own or other, is ``typed``, the likeliest first: for names met inside a sentence."""
    wanted = fold(typed[:LONGEST])
    if not wanted:
        return ()
    with closing(open_towns()) as file:
        return tuple(_named(file, wanted, wanted, frozenset(countries)))


def _spellings(file: Connection, wanted: str) -> tuple[str, ...]:
    """Return names of towns spelt like ``wanted``: one slip and the same first letter, else larger ones, else small ones."""
    bounds = (len(wanted) - 2, len(wanted) + 2)
    slips = 1 if len(wanted) <= 4 else 2 if len(wanted) <= 8 else 3
    rows = file.execute(
        "SELECT folded, name, inhabitants FROM town WHERE substr(folded, 1, 1) = ? AND length(folded) BETWEEN ? AND ?",
        (wanted[0], *bounds),
    ).fetchall()
    near = _nearest(rows, wanted, 1)
    if not near:
        larger = (
            "SELECT folded, name, inhabitants FROM town WHERE inhabitants >= 50000 AND length(folded) BETWEEN ? AND ?"
        )
        near = _nearest(file.execute(larger, bounds), wanted, slips)
    return near or _nearest(rows, wanted, slips)


def _nearest(rows: Iterable[tuple[str, str, int]], wanted: str, slips: int, most: int = 5) -> tuple[str, ...]:
    """Return the names of ``rows`` at most ``slips`` from ``wanted``, the fewest first, larger towns first among equals."""
    towns = {row[0]: row for row in sorted(rows, key=lambda row: row[2])}
    near = process.extract(wanted, towns.keys(), scorer=OSA.distance, score_cutoff=slips, limit=40)
    near.sort(key=lambda each: (each[1], -towns[each[0]][2]))
    return tuple(dict.fromkeys(towns[folded][1] for folded, _slips, _index in near[:most]))


def town_of(number: int) -> Town | None:
    """Return the town with GeoNames' ``number``, None when there is none."""
    with closing(open_towns()) as file:
        row = file.execute(_NUMBERED, (number,)).fetchone()
    return Town(*row) if row else None
