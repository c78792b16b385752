"""Everything that meets a question, with the numbers it can be put in order by; drawn by lot where that is too much."""

from __future__ import annotations

from typing import Any, cast

import tantivy
from tantivy import FieldType, Occur, Order, Query

from parvis.search.engine import Gathered
from parvis.search.schema import LATITUDE, LONGITUDE, ORDINAL, schema

#: Where the numbers that name things end.
_END = 1 << 63


def numbered(searcher: tantivy.Searcher, places: list[tantivy.DocAddress], total: int) -> Gathered:
    """Return ``places`` with their numbers."""
    if not places:
        return Gathered(total=total)
    return Gathered(
        [(place.segment_ord, place.doc) for place in places],
        cast("list[int]", searcher.fast_field_values(ORDINAL, places)),
        searcher.fast_field_values(LATITUDE, places),
        searcher.fast_field_values(LONGITUDE, places),
        total,
    )


def drawn(searcher: tantivy.Searcher, query: Query, most: int, start: int) -> tuple[list[tantivy.DocAddress], int]:
    """Return ``most`` things that meet ``query`` and how many there are: those whose numbers follow ``start``, then from 0."""
    first = start % _END
    found: list[tantivy.DocAddress] = []
    total = 0
    for low, high in ((first, _END - 1), (0, first - 1)):
        if low > high:
            continue
        side = Query.range_query(schema(), ORDINAL, FieldType.Integer, low, high)
        met = Query.boolean_query([(Occur.Must, query), (Occur.Must, side)])
        result: Any = searcher.search(met, limit=most, order_by_field=ORDINAL, order=Order.Asc)
        total += int(result.count or 0)
        found += [place for _, place in result.hits]
    return found[:most], total
