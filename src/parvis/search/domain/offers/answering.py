"""What was found: offers of the trades that are meant, within the radius and never beyond; what does not say where, apart."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from django.utils import timezone

from parvis.core.documents import Document
from parvis.search.domain.offers.looking import Hit, Part, Search, Spot, with_facets
from parvis.search.domain.offers.neighbours import neighbours
from parvis.search.domain.offers.question import CHOICES, PAGE_SIZE, RADII, Asked
from parvis.search.domain.offers.understanding import Understood, trades_named, understand
from parvis.search.domain.questions import MOST_PAGES
from parvis.search.engine import Filters, Gathered
from parvis.search.pipeline import Pipeline

#: Where there are so many, nobody needs to be told how many there are further away.
PLENTY = 300
#: Offers that do not say where, shown below the others.
UNLOCATED = 5
#: Near trades named, and trades to choose from when none was asked for.
MOST_NEAR, MOST_TRADES = 6, 12


@dataclass(frozen=True)
class Wider:
    """How many there are within a radius; ``total`` None where that was not counted, because there is plenty already."""

    km: int
    total: int | None


@dataclass(frozen=True)
class TradeCount:
    """A trade and how many offers of it there are where one looks."""

    trade: Document
    count: int


@dataclass(frozen=True)
class Found:
    """The answer: one page of ``hits``, how many in all, and everything that leads on from here."""

    asked: Asked
    understood: Understood
    hits: tuple[Hit, ...] = ()
    total: int = 0
    is_drawn: bool = False
    unlocated: tuple[Hit, ...] = ()
    unlocated_total: int = 0
    radii: tuple[Wider, ...] = ()
    elsewhere: int = 0
    facets: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    trades: tuple[TradeCount, ...] = ()
    near_trades: tuple[TradeCount, ...] = ()
    other_kinds: Mapping[str, int] = field(default_factory=dict)

    @property
    def wider(self) -> tuple[int, int] | None:
        """Return the smallest larger radius that holds something, and how much, when this one holds nothing."""
        if self.total:
            return None
        return next(((one.km, one.total) for one in self.radii if one.km > self.asked.km and one.total), None)


def answer(asked: Asked, language: str, pipeline: Pipeline) -> Found:
    """Answer ``asked`` on a page in ``language`` from the index alone; raise EngineGone, ValueError or OSError without one."""
    understood = understand(asked, language, pipeline)
    search = Search(pipeline, asked, understood, timezone.localdate())
    located, unlocated = search.parts(located="yes"), search.parts(located="no")
    if asked.is_unstated:
        return _counted(_listed(search, unlocated), search, unlocated, None)
    km = float(asked.km) if understood.centre else None
    found = _listed(search, located) if km is None else _around(search, located, km)
    aside = [search.gathered(part, None, UNLOCATED) for part in unlocated]
    spots = [Spot(gathered, number) for gathered in aside for number in range(len(gathered.numbers))]
    found = replace(
        found,
        unlocated=search.hits(spots[:UNLOCATED]) if asked.page == 1 else (),
        unlocated_total=sum(gathered.total for gathered in aside),
    )
    return _leading_on(_counted(found, search, located, km), search, located, km)


def _page(search: Search, spots: Sequence[Spot]) -> tuple[Hit, ...]:
    first = (search.asked.page - 1) * PAGE_SIZE
    return search.hits(spots[first : min(first + PAGE_SIZE, MOST_PAGES * PAGE_SIZE)])


def _listed(search: Search, parts: Sequence[Part]) -> Found:
    """Return a page of ``parts``, wherever they are."""
    listed = [search.anywhere(part) for part in parts]
    spots = [spot for found, _total in listed for spot in found]
    total = sum(number for _found, number in listed)
    return Found(search.asked, search.understood, _page(search, spots), total, is_drawn=total > len(spots))


def _around(search: Search, parts: Sequence[Part], km: float) -> Found:
    """Return a page of ``parts`` within ``km``, and how many there are within each radius: within larger ones where few are."""
    gathered = [search.gathered(part, km) for part in parts]
    spots = [spot for part, one in zip(parts, gathered, strict=True) for spot in search.near(part, one, km)]
    total, widest = sum(one.total for one in gathered), km
    if total < PLENTY and km < RADII[-1]:
        gathered, widest = [search.gathered(part, RADII[-1]) for part in parts], float(RADII[-1])
    radii = tuple(Wider(radius, _within(gathered, radius) if radius <= widest else None) for radius in RADII)
    return Found(search.asked, search.understood, _page(search, spots), total, radii=radii)


def _within(gathered: Sequence[Gathered], km: int) -> int:
    return sum(int((one.far <= km).sum()) for one in gathered if one.far is not None)


def _counted(found: Found, search: Search, parts: Sequence[Part], km: float | None) -> Found:
    """Return ``found`` with what it can be narrowed down by; and, where no trade was asked for, the trades there are."""
    is_open = not search.understood.trades and not search.understood.words and not search.asked.trade
    counts = search.counts(parts, km, [*CHOICES.values(), *(["trade"] if is_open else [])])
    facets = {name: dict(counts[facet]) for name, facet in CHOICES.items()}
    return replace(found, facets=facets, trades=_trades(search, counts["trade"]) if is_open else ())


def _leading_on(found: Found, search: Search, located: list[Part], km: float | None) -> Found:
    """Return ``found`` with near trades, and with what there is elsewhere and of other kinds where there is nothing."""
    return replace(
        found,
        elsewhere=search.total(located, None) if km is not None and not found.total else 0,
        near_trades=_near(search, km) if search.understood.trades else (),
        other_kinds=_other_kinds(search, located, km) if not found.total and _kind(search) else {},
    )


def _kind(search: Search) -> str:
    return search.understood.kind or search.asked.chosen.get("kind", "")


def _trades(search: Search, counted: Counter[str]) -> tuple[TradeCount, ...]:
    best = sorted((code for code in counted if code != "none"), key=lambda code: (-counted[code], code))[:MOST_TRADES]
    return tuple(TradeCount(trade, counted[trade.code]) for trade in trades_named(best, search.pipeline))


def _near(search: Search, km: float | None) -> tuple[TradeCount, ...]:
    """Return the trades next to those meant that have offers where one looks."""
    meant = set(search.understood.trade_codes)
    codes = [trade.code for trade in search.understood.others if trade.code not in meant]
    base = Filters(kind="offer")
    found = []
    for trade in (*search.understood.others, *_linked(search, meant, codes)):
        part = Part((), with_facets(base, trade=(trade.code,), located=("yes",)))
        if count := search.total([part], km):
            found.append(TradeCount(trade, count))
    return tuple(found[:MOST_NEAR])


def _linked(search: Search, meant: set[str], known: Sequence[str]) -> tuple[Document, ...]:
    """Return the trades that a source calls near those meant, beside those ``known``: one query of the database."""
    return trades_named(
        [code for code in neighbours(meant) if code not in meant and code not in known], search.pipeline
    )


def _other_kinds(search: Search, parts: Sequence[Part], km: float | None) -> dict[str, int]:
    """Return how many there are of each other kind of offer, where there is none of the kind asked for."""
    counted = search.counts(parts, km, ["form"])["form"]
    return {form: count for form, count in counted.items() if form != _kind(search) and count}
