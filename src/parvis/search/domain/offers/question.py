"""What a visitor asks of the offers: words, a town, how far, what to narrow down by; read from the address, never kept."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from parvis.core.codes import normalise_code
from parvis.network.domain.asking import read_asked as read_place
from parvis.search.domain.questions import MOST_PAGES, clean, page_number

RADII = (5, 10, 20, 50, 100)
USUAL = 20
PAGE_SIZE = 10
#: What can be narrowed down by: the name in the address → the facet of the index.
CHOICES: Mapping[str, str] = {
    "kind": "form",
    "level": "level",
    "start": "start",
    "contract": "contract",
    "criteria": "criteria",
    "country": "country",
    "tongue": "tongue",
}
#: Those of CHOICES that things of every kind have.
OF_EVERY_KIND = ("country", "tongue")
#: Stands in the address for offers that do not say where.
UNSTATED = "unstated"

_SHAPES = {
    "kind": re.compile(r"apprenticeship|traineeship|job"),
    "level": re.compile(r"[1-8]"),
    "start": re.compile(r"20\d\d-(?:0[1-9]|1[0-2])"),
    "contract": re.compile(r".{1,60}"),
    "criteria": re.compile(r"[357]"),
    "country": re.compile(r"[A-Z]{2}"),
    "tongue": re.compile(r"[a-z]{2,3}"),
}


@dataclass(frozen=True)
class Asked:
    """What is asked. ``place`` is GeoNames' number of a chosen town; ``is_plain`` takes the words just as typed."""

    text: str = ""
    town: str = ""
    place: int = 0
    point: tuple[float, float] | None = None
    km: int = USUAL
    trade: str = ""
    chosen: Mapping[str, str] = field(default_factory=dict)
    is_plain: bool = False
    is_unstated: bool = False
    page: int = 1

    @property
    def is_something(self) -> bool:
        """Say whether anything was asked."""
        return self != Asked(km=self.km)

    def parts(self) -> dict[str, str]:
        """Return what the address of this question holds; ``read_asked`` reads it again."""
        said: dict[str, str] = {
            "q": self.text,
            "town": self.town,
            "place": str(self.place or ""),
            "near": ",".join(f"{degrees:.2f}" for degrees in self.point or ()),
            "km": str(self.km) if self.km != USUAL else "",
            "trade": self.trade,
            **self.chosen,
            "plain": "1" if self.is_plain else "",
            "where": UNSTATED if self.is_unstated else "",
            "page": str(self.page) if self.page > 1 else "",
        }
        return {name: value for name, value in said.items() if value}

    def choosing(self, name: str, value: str) -> Asked:
        """Return the question narrowed down by ``name``, or, with an empty value, widened; from the first page."""
        chosen = {**self.chosen, name: value}
        return replace(self, chosen={name: value for name, value in chosen.items() if value}, page=1)


def read_asked(query: Mapping[str, str]) -> Asked:
    """Read the address; what cannot be read counts as not asked."""
    where = read_place(query)
    typed_km = query.get("km", "")
    chosen = {name: value for name in CHOICES if (value := _chosen(name, query.get(name, "")))}
    return Asked(
        text=clean(query.get("q", "")),
        town=clean(where.town),
        place=where.place,
        point=where.point,
        km=min(where.km, RADII[-1]) if typed_km.isascii() and typed_km.isdecimal() else USUAL,
        trade=_code(query.get("trade", "")),
        chosen=chosen,
        is_plain=query.get("plain") == "1",
        is_unstated=query.get("where") == UNSTATED,
        page=min(page_number(query.get("page", "")), MOST_PAGES),
    )


def _chosen(name: str, typed: str) -> str:
    value = clean(typed)
    return value if _SHAPES[name].fullmatch(value) else ""


def _code(typed: str) -> str:
    code = normalise_code(typed[:40])
    return code if 0 < len(code) <= 16 else ""
