"""Places as a list shows them: name, kind, town, how far, open or not."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count

from parvis.core.languages import country_name
from parvis.core.said import Said
from parvis.network.domain.nearby import Near
from parvis.network.domain.saying import Standing, say_distance, say_standing
from parvis.network.domain.schedules import schedule_of
from parvis.network.enums import HouseKind, LabelState
from parvis.network.models import House

#: Up to so many places, the first page of the network names each of them; beyond, it names countries and their counts.
FEW = 60
PAGE = 40  # places a page of a country


@dataclass(frozen=True)
class Line:
    """A place in a list; ``distance`` empty when nobody said from where, ``state`` empty when it goes without saying."""

    slug: str
    code: str
    name: Said
    kind: str
    kind_label: str
    town: str
    country: str
    region: str
    standing: Standing
    distance: str
    state: str
    is_sample: bool
    latitude: float
    longitude: float


@dataclass(frozen=True)
class Country:
    """A country with its places, or only how many there are when they are too many for one page."""

    code: str
    name: str
    number: int
    lines: tuple[Line, ...] = ()


def house_name(house: House, language: str) -> Said:
    """Return the name of ``house``, a proper name in its own language: show it with ``said_plain``, it has no other."""
    return Said(house.name, house.name_language, language)


def line_of(house: House, now: datetime.datetime, language: str, km: float | None = None) -> Line:
    """Return how a list shows ``house`` (fetched with state and hours) at ``now``."""
    state = getattr(house, "state", None)
    return Line(
        slug=house.slug,
        code=house.code,
        name=house_name(house, language),
        kind=house.kind,
        kind_label=str(HouseKind(house.kind).label),
        town=house.town,
        country=house.country,
        region=house.region,
        standing=say_standing(schedule_of(house), now, language),
        distance="" if km is None else say_distance(km, language),
        state=str(LabelState(state).label) if state in {LabelState.IN_PROJECT, LabelState.ENDED} else "",
        is_sample=house.is_sample,
        latitude=house.latitude,
        longitude=house.longitude,
    )


def near_lines(near: Iterable[Near], now: datetime.datetime, language: str) -> list[Line]:
    """Return lines of places around a point, nearest first."""
    return [line_of(each.house, now, language, each.km) for each in near]


def _by_name(countries: Iterable[Country]) -> list[Country]:
    return sorted(countries, key=lambda country: country.name.casefold())


def countries(now: datetime.datetime, language: str) -> list[Country]:
    """Return the countries with standing places, by name; each with its places while all are FEW, else with their number."""
    today = now.date()
    standing = House.objects.standing(today)
    counts = dict(standing.order_by().values_list("country").annotate(number=Count("pk")))
    lines: dict[str, list[Line]] = {}
    if sum(counts.values()) <= FEW:
        for house in standing.with_hours():
            lines.setdefault(house.country, []).append(line_of(house, now, language))
    return _by_name(
        Country(code, country_name(code, language), number, tuple(lines.get(code, ())))
        for code, number in counts.items()
    )
