"""Looking for offers in the index: what is looked for, everything of it that is near, its order, its counts."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np

from parvis.search.domain.offers.order import in_order, lots_of, soon
from parvis.search.domain.offers.question import CHOICES, OF_EVERY_KIND, PAGE_SIZE, Asked
from parvis.search.domain.offers.understanding import Understood
from parvis.search.domain.questions import MOST_PAGES
from parvis.search.engine import Filters, Gathered, Near
from parvis.search.pipeline import Pipeline
from parvis.search.words.reading import Reading

#: Offers put in order exactly where nobody said near what; of more, so many are drawn by lot.
MOST_ORDERED = 2_000


@dataclass(frozen=True)
class Part:
    """Offers that meet the question equally well: those of the trades meant; those without a trade whose words meet it."""

    readings: Sequence[Reading]
    filters: Filters

    def narrowed(self, **facets: tuple[str, ...]) -> Part:
        """Return the part narrowed down by ``facets``."""
        return replace(self, filters=with_facets(self.filters, **facets))


@dataclass(frozen=True)
class Hit:
    """An offer's code and how far it is, km; None when nobody said from where."""

    code: str
    km: float | None = None


@dataclass(frozen=True)
class Spot:
    """Where an offer stands among those gathered."""

    among: Gathered
    number: int


def with_facets(filters: Filters, **facets: tuple[str, ...]) -> Filters:
    """Return ``filters`` with ``facets`` added."""
    return replace(filters, facets={**filters.facets, **facets})


class Search:
    """One question asked of one index at one moment."""

    def __init__(self, pipeline: Pipeline, asked: Asked, understood: Understood, today: datetime.date) -> None:
        self.engine, self.pipeline = pipeline.engine, pipeline
        self.asked, self.understood, self.today = asked, understood, today

    def parts(self, **facets: str) -> list[Part]:
        """Return what is looked for, best first, less the place; ``facets`` narrow it down further."""
        chosen = {CHOICES[name]: value for name, value in self.asked.chosen.items() if name not in OF_EVERY_KIND}
        if self.understood.kind:
            chosen["form"] = self.understood.kind
        every = {name: (value,) for name, value in (chosen | facets).items()}
        country, tongue = (self.asked.chosen.get(name, "") for name in OF_EVERY_KIND)
        filters = Filters(kind="offer", country=country, tongue=tongue, facets=every)
        return list(self._parts(filters))

    def _parts(self, filters: Filters) -> Iterator[Part]:
        codes = self.understood.trade_codes or ((self.asked.trade,) if self.asked.trade else ())
        readings = self.understood.readings
        if codes:
            is_asked = bool(self.asked.trade)
            yield Part(readings if is_asked else (), with_facets(filters, trade=codes))
            if not is_asked and readings:
                yield Part(readings, with_facets(filters, trade=("none",)))
        elif self.understood.words and not readings:
            return
        else:
            yield Part(readings, filters)

    def within(self, filters: Filters, km: float | None) -> Filters:
        """Return ``filters`` within ``km`` of the centre."""
        centre = self.understood.centre
        if km is None or centre is None:
            return filters
        return replace(filters, near=Near(*centre, km))

    def gathered(self, part: Part, km: float | None, most: int = MOST_ORDERED) -> Gathered:
        """Return everything of ``part`` within ``km`` of the centre; without a radius ``most`` of it, drawn by lot."""
        return self.engine.gather(part.readings, self.within(part.filters, km), most, lots_of(self.today).factor)

    def near(self, part: Part, gathered: Gathered, km: float) -> list[Spot]:
        """Return ``gathered`` of ``part`` within ``km``, in order, as many as pages show."""
        if gathered.far is None or not len(gathered.numbers):
            return []
        early = part.narrowed(start=soon(self.today))
        is_soon = np.isin(gathered.numbers, self.engine.numbers(early.readings, self.within(early.filters, km)))
        order = in_order(gathered.numbers, lots_of(self.today), gathered.far, is_soon)
        return [Spot(gathered, int(number)) for number in order[: MOST_PAGES * PAGE_SIZE]]

    def anywhere(self, part: Part) -> tuple[list[Spot], int]:
        """Return all of ``part``, those that start soon first, each by lot, and the total; of many, those drawn."""
        every = self.gathered(part, None)
        early = self.gathered(part.narrowed(start=soon(self.today)), None)
        late = np.flatnonzero(~np.isin(every.numbers, early.numbers))
        lots = lots_of(self.today)
        spots = [Spot(early, int(number)) for number in np.argsort(lots.of(early.numbers))]
        spots += [Spot(every, int(late[number])) for number in np.argsort(lots.of(every.numbers[late]))]
        return spots, every.total

    def hits(self, spots: Sequence[Spot]) -> tuple[Hit, ...]:
        """Return the codes of ``spots``, and how far each is."""
        return tuple(
            Hit(
                self.engine.document(spot.among.place(spot.number)).code,
                None if spot.among.far is None else float(spot.among.far[spot.number]),
            )
            for spot in spots
        )

    def total(self, parts: Sequence[Part], km: float | None) -> int:
        """Return how many there are of ``parts``, all words met."""
        found = (self.engine.find(part.readings, self.within(part.filters, km), 0) for part in parts)
        return sum(one.total for one in found if one.is_strict)

    def counts(self, parts: Sequence[Part], km: float | None, facets: Sequence[str]) -> dict[str, Counter[str]]:
        """Return how many there are of each value of each of ``facets``, the choice of that facet itself left out."""
        counted: dict[str, Counter[str]] = {facet: Counter() for facet in facets}
        for part in parts:
            found = self.engine.count_each(part.readings, self.within(part.filters, km), facets)
            for facet, counts in found.items():
                counted[facet].update(counts)
        return counted
