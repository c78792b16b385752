"""A made-up world of qualifications, the same for one seed: 30 jurisdictions, ladders of levels in narrow fields, trades."""

from __future__ import annotations

import random

from parvis.qualifications.domain.paths.graph import UNKNOWN, Door, Graph, Node
from parvis.qualifications.domain.paths.standing import Standing

JURISDICTIONS = 30
TRADES = 600
FIELDS = [f"{broad:02}{narrow}{detail}" for broad in range(1, 11) for narrow in range(1, 4) for detail in range(1, 4)]
MODES = ("apprenticeship", "apprenticeship", "school", "adult", "recognition")
COUNTRIES = [f"{first}{second}" for first in "ABCDEF" for second in "VWXYZ"]
#: ISCED, EQF and months of the rungs of a ladder, and how many in a hundred stand on each.
RUNGS = ((3, 3, (12, 24)), (3, 4, (24, 36, 48)), (4, 5, (12, 24)), (5, 5, (24,)), (6, 6, (36,)), (7, 7, (24,)))
SHARES = (18, 45, 12, 12, 9, 4)


def world(size: int = 20_000, seed: int = 2026) -> Graph:
    """Return a world of ``size``: trades belong to fields; what is higher needs schooling, a lower rung, or experience."""
    chance = random.Random(seed)
    field_of = [chance.choice(FIELDS) for _ in range(TRADES)]
    lower: dict[tuple[str, int], list[tuple[int, int]]] = {}
    nodes = []
    for place in range(size):
        country, trade = COUNTRIES[chance.randrange(JURISDICTIONS)], chance.randrange(TRADES)
        isced, eqf, lengths = chance.choices(RUNGS, SHARES)[0]
        mode = "school" if isced >= 6 else chance.choice(MODES)
        trades = {trade} if chance.random() < 0.8 else {trade, chance.randrange(TRADES)}
        below = [one for one, level in lower.get((country, trade), ()) if level < eqf]
        months = UNKNOWN if chance.random() < 0.08 else chance.choice(lengths)
        field = "" if chance.random() < 0.1 else "0011" if chance.random() < 0.01 else field_of[trade]
        nodes.append(
            Node(
                code=f"q{place:05}",
                country=country,
                mode=mode,
                field=field,
                eqf=0 if chance.random() < 0.1 else eqf,
                isced=isced,
                pay=1 if mode == "apprenticeship" and chance.random() < 0.9 else 0,
                trades=frozenset(trades if field != "0011" else ()),
                doors=_doors(chance, isced, below, months, mode),
            )
        )
        lower.setdefault((country, trade), []).append((place, eqf))
    return Graph(nodes)


def _doors(chance: random.Random, isced: int, below: list[int], months: int, mode: str) -> tuple[Door, ...]:
    if chance.random() < 0.06:
        return ()  # its entries are not known
    youngest = chance.choice((15, 16)) if mode == "apprenticeship" else 0
    oldest = 29 if mode == "apprenticeship" and chance.random() < 0.2 else UNKNOWN
    ages = {"youngest": youngest, "youngest_else": max(youngest, 16), "youngest_isced": 2, "oldest": oldest}
    asked = 2 if isced == 3 else 3 if isced <= 6 else 6
    doors = [Door("standard", 0, asked, at_home=chance.random() < 0.3, months_min=months, months_max=months, **ages)]
    if below:
        shorter = months if months == UNKNOWN else months // 2
        doors.append(Door("bridge", 1, needs=chance.choice(below), months_min=shorter, months_max=shorter, **ages))
    if below and chance.random() < 0.4:
        doors[0] = Door("standard", 0, asked, needs=chance.choice(below), months_min=months, months_max=months, **ages)
    if chance.random() < 0.25:
        doors.append(Door("experience", 2, experience=chance.choice((12, 36, 60)), months_min=6, months_max=12))
    return tuple(doors)


def questions(number: int, size: int, seed: int = 7) -> list[tuple[Standing, int]]:
    """Return ``number`` visitors, from all countries and some from none, each with a trade."""
    chance = random.Random(seed)
    found = []
    for _ in range(number):
        standing = Standing(
            country=chance.choice([*COUNTRIES, ""]),
            isced=chance.choice([None, 0, 2, 2, 2, 3, 3, 6]),
            held=frozenset(chance.sample(range(size), chance.choice((0, 0, 0, 1, 2)))),
            age=chance.choice([None, 14, 15, 16, 19, 25, 45]),
            experience=chance.choice([0, 0, 0, 12, 120]),
        )
        found.append((standing, chance.randrange(TRADES)))
    return found
