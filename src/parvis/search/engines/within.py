"""Filters of the embedded engine: facets and ends as terms, a radius as a box and then the true distance."""

from __future__ import annotations

import time
from collections.abc import Iterator
from itertools import compress
from typing import Any

import numpy as np
import numpy.typing as npt
import tantivy
from tantivy import FieldType, Occur, Query

from parvis.core.globe import EARTH, box
from parvis.search.cells import cells_around
from parvis.search.engine import Filters, Near
from parvis.search.schema import CELL, LATITUDE, LONGITUDE, ORDINAL, SINCE, UNTIL, ended, facet_field, schema, to_come

#: A score (or nothing that tells) and the engine's place.
Scored = tuple[float, tantivy.DocAddress]
#: Things compared with a circle without asking again.
AT_ONCE = 1000


class Within:
    """Narrows what is asked of one searcher.

    The engine has no circle, so ``near`` asks for the box around it; what the box holds and the circle does not is
    then found by distance and taken out (in counts of a facet by name). That costs about a microsecond for each thing that meets
    the question in the box, and makes every total exact.
    """

    def __init__(self, searcher: tantivy.Searcher) -> None:
        self._searcher = searcher
        self._schema = schema()
        soonest = searcher.aggregate(Query.all_query(), {"soonest": {"min": {"field": UNTIL}}})["soonest"]["value"]
        self._soonest = float("inf") if soonest is None else float(soonest)
        latest = searcher.aggregate(Query.all_query(), {"latest": {"max": {"field": SINCE}}})["latest"]["value"]
        self._latest = float("-inf") if latest is None else float(latest)

    def narrowed(self, query: Query, filters: Filters) -> Query:
        """Return ``query`` within ``filters``, a radius as its box; scores stay the same."""
        clauses = [(Occur.Must, Query.const_score_query(part, 0.0)) for part in self._parts(filters)]
        clauses += [(Occur.MustNot, Query.term_query(self._schema, "kind", kind, "basic")) for kind in filters.but]
        if (now := time.time()) >= self._soonest:
            clauses.append((Occur.MustNot, ended(now)))
        if now < self._latest:
            clauses.append((Occur.MustNot, to_come(now)))
        return Query.boolean_query([(Occur.Must, query), *clauses]) if clauses else query

    def _parts(self, filters: Filters) -> Iterator[Query]:
        for name, value in filters.chosen().items():
            yield Query.term_query(self._schema, name, value, "basic")
        for name, values in filters.facets.items():
            terms = [Query.term_query(self._schema, facet_field(name), value, "basic") for value in values]
            if terms:
                yield terms[0] if len(terms) == 1 else Query.boolean_query([(Occur.Should, term) for term in terms])
        if filters.near is not None:
            yield from self._box(filters.near)

    def _box(self, near: Near) -> Iterator[Query]:
        if cells := cells_around(near.latitude, near.longitude, near.km):
            terms = [Query.term_query(self._schema, CELL, cell, "basic") for cell in cells]
            yield Query.boolean_query([(Occur.Should, term) for term in terms])
        south, west, north, east = box(near.latitude, near.longitude, near.km)
        yield self._side(LATITUDE, south, north)
        if west <= east:
            yield self._side(LONGITUDE, west, east)
        else:
            sides = (self._side(LONGITUDE, west, 180.0), self._side(LONGITUDE, -180.0, east))
            yield Query.boolean_query([(Occur.Should, side) for side in sides])

    def _side(self, field: str, low: float, high: float) -> Query:
        return Query.range_query(self._schema, field, FieldType.Float, low, high)

    def _are_near(self, places: list[tantivy.DocAddress], near: Near) -> npt.NDArray[np.bool_]:
        """Return for each of ``places`` whether what stands there lies within the circle."""
        if not places:
            return np.zeros(0, np.bool_)
        latitudes = np.radians(np.array(self._searcher.fast_field_values(LATITUDE, places), np.float64))
        longitudes = np.radians(np.array(self._searcher.fast_field_values(LONGITUDE, places), np.float64))
        north, east = np.radians(near.latitude), np.radians(near.longitude)
        chord = np.sin((latitudes - north) / 2) ** 2
        chord += np.cos(latitudes) * np.cos(north) * np.sin((longitudes - east) / 2) ** 2
        answer: npt.NDArray[np.bool_] = 2 * EARTH * np.arcsin(np.minimum(1.0, np.sqrt(chord))) <= near.km
        return answer

    def split(self, query: Query, near: Near, at_once: int) -> tuple[list[Scored], list[Scored]]:
        """Return what meets ``query`` (within the box already), best first: what the circle holds, and what it does not."""
        result: Any = self._searcher.search(query, limit=at_once)
        if (total := int(result.count or 0)) > at_once:
            result = self._searcher.search(query, limit=total, count=False)
        hits: list[Scored] = result.hits
        are_in = self._are_near([place for _, place in hits], near)
        return list(compress(hits, are_in)), list(compress(hits, ~are_in))

    def exactly(self, query: Query, near: Near | None) -> Query:
        """Return ``query`` (within the box already) less what lies outside the circle, taken out by name."""
        outside = self.split(query, near, AT_ONCE)[1] if near else []
        if not outside:
            return query
        names = self._searcher.fast_field_values(ORDINAL, [place for _, place in outside])
        beyond = Query.term_set_query(self._schema, ORDINAL, names)
        return Query.boolean_query([(Occur.Must, query), (Occur.MustNot, beyond)])
