"""What was found: offers of the trades that are meant, within the radius and never beyond; what does not say where, apart."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np
import numpy.typing as npt
from django.utils import timezone

from parvis.core.documents import Document
from parvis.search.domain.offers.neighbours import neighbours
from parvis.search.domain.offers.order import Floats, distances, in_order, lots_of, soon
from parvis.search.domain.offers.question import CHOICES, PAGE_SIZE, RADII, Asked
from parvis.search.domain.offers.understanding import Understood, trades_named, understand
from parvis.search.domain.questions import MOST_PAGES
from parvis.search.engine import Filters, Gathered, Near
from parvis.search.pipeline import Pipeline
from parvis.search.words.reading import Reading

#: Offers put in order exactly; of more, where nobody said near what, as many are drawn by lot.
MOST_ORDERED = 5_000
#: Offers that do not say where, shown below the others.
UNLOCATED = 5
#: Near trades named, and trades to choose from when none was asked for.
MOST_NEAR, MOST_TRADES = 6, 12


@dataclass(frozen=True)
class Part:
    """Offers that meet the question equally well: those of the trades meant; those without a trade whose words meet it."""

    readings: Sequence[Reading]
    filters: Filters


@dataclass(frozen=True)
class Hit:
    """An offer's code and how far it is, km; None when nobody said from where."""

    code: str
    km: float | None = None


@dataclass(frozen=True)
class Wider:
    """How many there are within a larger radius."""

    km: int
    total: int


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
    def wider(self) -> Wider | None:
        """Return the smallest larger radius that holds something, when this one holds nothing."""
        if self.total:
            return None
        return next((one for one in self.radii if one.km > self.asked.km and one.total), None)


class Search:
    """One question asked of one index at one moment."""

    def __init__(self, pipeline: Pipeline, asked: Asked, understood: Understood, today: datetime.date) -> None:
        self.engine, self.pipeline = pipeline.engine, pipeline
        self.asked, self.understood, self.today = asked, understood, today

    def parts(self, **facets: str) -> list[Part]:
        """Return what is looked for, best first, less the place; ``facets`` narrow it down further."""
        chosen = {CHOICES[name]: value for name, value in self.asked.chosen.items() if name != "tongue"}
        if self.understood.kind:
            chosen["form"] = self.understood.kind
        every = {name: (value,) for name, value in (chosen | facets).items()}
        filters = Filters(kind="offer", tongue=self.asked.chosen.get("tongue", ""), facets=every)
        return list(self._parts(filters))

    def _parts(self, filters: Filters) -> Iterator[Part]:
        codes = self.understood.trade_codes or ((self.asked.trade,) if self.asked.trade else ())
        readings = self.understood.readings
        if codes:
            is_asked = bool(self.asked.trade)
            yield Part(readings if is_asked else (), _with(filters, trade=codes))
            if not is_asked and readings:
                yield Part(readings, _with(filters, trade=("none",)))
        elif self.understood.words and not readings:
            return
        else:
            yield Part(readings, filters)

    def gathered(self, parts: Sequence[Part], km: float | None) -> list[Gathered]:
        """Return everything of each of ``parts`` within ``km`` of the centre, anywhere that is known when None."""
        return [
            self.engine.gather(part.readings, self.within(part.filters, km), MOST_ORDERED, lots_of(self.today).factor)
            for part in parts
        ]

    def within(self, filters: Filters, km: float | None) -> Filters:
        """Return ``filters`` within ``km`` of the centre."""
        centre = self.understood.centre
        if km is None or centre is None:
            return filters
        return replace(filters, near=Near(*centre, km))

    def ordered(self, parts: Sequence[Part], km: float | None) -> tuple[list[tuple[Gathered, int, float | None]], int]:
        """Return all in order, as (what it is among, its place there, km), and the total."""
        months = soon(self.today)
        found: list[tuple[Gathered, int, float | None]] = []
        total = 0
        for part, gathered in zip(parts, self.gathered(parts, km), strict=True):
            total += gathered.total
            if not gathered.places:
                continue
            early = self.gathered([replace(part, filters=_with(part.filters, start=months))], km)[0]
            is_soon = np.isin(np.array(gathered.numbers, np.uint64), np.array(early.numbers, np.uint64))
            far = self.far(gathered) if km is not None else None
            order = in_order(gathered.numbers, lots_of(self.today), far, is_soon)
            found += [(gathered, int(place), None if far is None else float(far[place])) for place in order]
        return found, total

    def far(self, gathered: Gathered) -> Floats | None:
        """Return how far everything gathered is from the centre; None when there is none."""
        centre = self.understood.centre
        if centre is None:
            return None
        latitudes: npt.NDArray[np.float64] = np.array(gathered.latitudes, np.float64)
        return distances(centre, latitudes, np.array(gathered.longitudes, np.float64))

    def hits(self, ordered: Sequence[tuple[Gathered, int, float | None]]) -> tuple[Hit, ...]:
        """Return the codes of ``ordered``."""
        return tuple(Hit(self.engine.document(gathered.places[place]).code, km) for gathered, place, km in ordered)

    def total(self, parts: Sequence[Part], km: float | None) -> int:
        """Return how many there are of ``parts``, all words met."""
        found = (self.engine.find(part.readings, self.within(part.filters, km), 0) for part in parts)
        return sum(one.total for one in found if one.is_strict)

    def counts(self, parts: Sequence[Part], km: float | None, facet: str) -> dict[str, int]:
        """Return how many there are of each value of ``facet``."""
        counted: Counter[str] = Counter()
        for part in parts:
            if self.total([part], km):
                counted.update(self.engine.count(part.readings, self.within(part.filters, km), facet))
        return dict(counted)


def _with(filters: Filters, **facets: tuple[str, ...]) -> Filters:
    return replace(filters, facets={**filters.facets, **facets})


def answer(asked: Asked, language: str, pipeline: Pipeline) -> Found:
    """Answer ``asked`` on a page in ``language`` from the index alone; raise EngineGone, ValueError or OSError without one."""
    understood = understand(asked, language, pipeline)
    search = Search(pipeline, asked, understood, timezone.localdate())
    located, unlocated = search.parts(located="yes"), search.parts(located="no")
    km = float(asked.km) if understood.centre else None
    main, within = (unlocated, None) if asked.is_unstated else (located, km)
    ordered, total = search.ordered(main, within)
    first = (asked.page - 1) * PAGE_SIZE
    aside, aside_total = ([], 0) if asked.is_unstated else search.ordered(unlocated, None)
    found = Found(
        asked,
        understood,
        hits=search.hits(ordered[first : min(first + PAGE_SIZE, MOST_PAGES * PAGE_SIZE)]),
        total=total,
        is_drawn=total > len(ordered),
        unlocated=search.hits(aside[:UNLOCATED]) if asked.page == 1 else (),
        unlocated_total=aside_total,
        facets={name: search.counts(main, within, facet) for name, facet in CHOICES.items()},
    )
    return _leading_on(found, search, located, km)


def _leading_on(found: Found, search: Search, located: list[Part], km: float | None) -> Found:
    """Return ``found`` with the other radii, near trades, trades to choose from, and other kinds where there is nothing."""
    trades = search.understood.trades
    return replace(
        found,
        radii=_radii(search, located) if km is not None and not found.asked.is_unstated else (),
        elsewhere=search.total(located, None) if km is not None and not found.total else 0,
        trades=_trades(search, located, km) if not trades and not search.understood.words else (),
        near_trades=_near(search, km) if trades else (),
        other_kinds=_other_kinds(search, km) if not found.total and _kind(search) else {},
    )


def _kind(search: Search) -> str:
    return search.understood.kind or search.asked.chosen.get("kind", "")


def _radii(search: Search, parts: list[Part]) -> tuple[Wider, ...]:
    """Return how many there are within each of RADII: one look at the widest where that is little, else each for itself."""
    widest = search.gathered(parts, RADII[-1])
    far = [search.far(gathered) for gathered in widest]
    return tuple(Wider(km, sum(int((one <= km).sum()) for one in far if one is not None)) for km in RADII)


def _trades(search: Search, parts: list[Part], km: float | None) -> tuple[TradeCount, ...]:
    counted = search.counts(parts, km, "trade")
    best = sorted((code for code in counted if code != "none"), key=lambda code: (-counted[code], code))[:MOST_TRADES]
    return tuple(TradeCount(trade, counted[trade.code]) for trade in trades_named(best, search.pipeline))


def _near(search: Search, km: float | None) -> tuple[TradeCount, ...]:
    """Return the trades next to those meant that have offers where one looks."""
    meant = set(search.understood.trade_codes)
    codes = [trade.code for trade in search.understood.others if trade.code not in meant]
    base = Filters(kind="offer")
    found = []
    for trade in (*search.understood.others, *_linked(search, meant, codes)):
        part = Part((), _with(base, trade=(trade.code,), located=("yes",)))
        if count := search.total([part], km):
            found.append(TradeCount(trade, count))
    return tuple(found[:MOST_NEAR])


def _linked(search: Search, meant: set[str], known: Sequence[str]) -> tuple[Document, ...]:
    """Return the trades that a source calls near those meant, beside those ``known``: one query of the database."""
    return trades_named(
        [code for code in neighbours(meant) if code not in meant and code not in known], search.pipeline
    )


def _other_kinds(search: Search, km: float | None) -> dict[str, int]:
    """Return how many there are of each other kind of offer, where there is none of the kind asked for."""
    kind = _kind(search)
    counted: Counter[str] = Counter()
    for part in search.parts(located="yes"):
        open_filters = part.filters.without("form")
        counted.update(search.engine.count(part.readings, search.within(open_filters, km), "form"))
    return {form: count for form, count in counted.items() if form != kind and count}
