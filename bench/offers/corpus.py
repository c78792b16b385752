"""A million offers with facets, an end and (most of them) a place, the same for one seed; and the questions asked of them."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from bench.search.speed.offers import offers, towns
from bench.search.speed.offers import trades as names

from parvis.core.documents import Document
from parvis.search.domain.offers.question import RADII

SEED = 20261127
MONTHS = tuple(f"{2026 + (11 + step) // 12}-{(11 + step) % 12 + 1:02}" for step in range(14))
FORMS = ("apprenticeship", "traineeship", "job")
ENDED, LASTING = datetime(2020, 1, 1, tzinfo=UTC), datetime(2100, 1, 1, tzinfo=UTC)
FACETS = ("form", "level", "start", "criteria")


def documents(count: int) -> Iterator[Document]:
    """Yield ``count`` offers: 3 % without a place, 2 % past their end, the rest within Europe's towns by population."""
    chance = random.Random(SEED)
    for offer in offers(count):
        met = chance.randrange(8)
        is_placed, has_ended = chance.random() >= 0.03, chance.random() < 0.02
        yield replace(
            offer,
            kind="offer",
            latitude=offer.latitude if is_placed else None,
            longitude=offer.longitude if is_placed else None,
            facets={
                "trade": trade_of(offer.isco, chance),
                "form": chance.choices(FORMS, (5, 2, 3))[0],
                "level": str(chance.randint(2, 6)),
                "start": chance.choice(MONTHS),
                "criteria": tuple(str(step) for step in (3, 5, 7) if met >= step),
                "located": "yes" if is_placed else "no",
            },
            until=ENDED if has_ended else LASTING,
        )


def trade_of(isco: str, chance: random.Random) -> str:
    """Return a made trade: one of seven a group of occupations, so that about 3,000 share the offers as ESCO's would."""
    return f"{isco}-{chance.randrange(7)}"


@dataclass(frozen=True)
class Question:
    """A trade (empty for any), a point and a radius."""

    trade: str
    latitude: float
    longitude: float
    km: int


WORKLOADS = ("radius", "around", "facets", "page", "crowd")


def questions(workload: str, count: int) -> list[Question]:
    """Return the questions of a workload: for ``around`` and ``crowd`` any trade within 10 km, else one trade within 5 to 100 km."""
    chance = random.Random(f"{SEED} {workload}")
    groups = sorted({trade.isco for of in names().values() for trade in of})
    places, people = towns()
    asked = []
    for _ in range(count):
        _country, latitude, longitude = chance.choices(places, cum_weights=people)[0]
        is_open = workload in {"around", "crowd"}
        trade = "" if is_open else trade_of(chance.choice(groups), chance)
        asked.append(Question(trade, latitude, longitude, 10 if is_open else chance.choice(RADII)))
    return asked
