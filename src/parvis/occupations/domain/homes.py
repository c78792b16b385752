"""Where a trade is at home: its sector and pictogram by its ISCO-08 group (data/sectors.csv, longest prefix wins)."""

from __future__ import annotations

import csv
from functools import cache
from pathlib import Path
from typing import NamedTuple

from parvis.occupations.enums import Sector

FILE = Path(__file__).resolve().parent.parent / "data" / "sectors.csv"


class Home(NamedTuple):
    """A sector and the pictogram of a trade in it; both empty when the ISCO-08 group is unknown."""

    sector: str
    pictogram: str


@cache
def _table() -> dict[str, Home]:
    with FILE.open(encoding="utf-8", newline="") as file:
        return {row["isco"]: Home(Sector(row["sector"]).value, row["pictogram"]) for row in csv.DictReader(file)}


def home_of(isco: str) -> Home:
    """Return the home of the trades of the ISCO-08 group ``isco`` (1 to 4 digits)."""
    table = _table()
    prefixes = (isco[:length] for length in range(len(isco), 0, -1))
    return next((table[prefix] for prefix in prefixes if prefix in table), Home("", ""))
