"""Everything that meets a question, with the numbers it can be put in order by; drawn by lot where that is too much."""

from __future__ import annotations

from itertools import compress
from typing import Any

import numpy as np
import numpy.typing as npt
import tantivy
from tantivy import FieldType, Occur, Order, Query

from parvis.core.globe import EARTH
from parvis.search.engine import Gathered, Near
from parvis.search.schema import LATITUDE, LONGITUDE, ORDINAL, schema

#: Where the numbers that name things end.
_END = 1 << 63
#: Things read at once; where there are more, all of them are read in a second turn.
AT_ONCE = 2000


def numbers_of(searcher: tantivy.Searcher, query: Query) -> npt.NDArray[np.uint64]:
    """Return the numbers that name all that meets ``query``."""
    return np.array(searcher.fast_field_values(ORDINAL, _all(searcher, query)), np.uint64)


def reached(searcher: tantivy.Searcher, query: Query, near: Near) -> Gathered:
    """Return what meets ``query`` (within the box around the circle already) and lies in the circle, and how far it is."""
    places = _all(searcher, query)
    if not places:
        return Gathered()
    far = _far(searcher, places, near)
    is_in = far <= near.km
    inside = list(compress(places, is_in))
    numbers = np.array(searcher.fast_field_values(ORDINAL, inside), np.uint64)
    return Gathered(inside, numbers, far[is_in], len(inside))


def _far(searcher: tantivy.Searcher, places: list[tantivy.DocAddress], near: Near) -> npt.NDArray[np.float64]:
    """Return how far each of ``places`` is from the middle of ``near``, km."""
    north = np.radians(np.array(searcher.fast_field_values(LATITUDE, places), np.float64))
    east = np.radians(np.array(searcher.fast_field_values(LONGITUDE, places), np.float64))
    own_north, own_east = np.radians(near.latitude), np.radians(near.longitude)
    chord = np.sin((north - own_north) / 2) ** 2
    chord += np.cos(north) * np.cos(own_north) * np.sin((east - own_east) / 2) ** 2
    far: npt.NDArray[np.float64] = 2 * EARTH * np.arcsin(np.minimum(1.0, np.sqrt(chord)))
    return far


def _all(searcher: tantivy.Searcher, query: Query) -> list[tantivy.DocAddress]:
    result: Any = searcher.search(query, limit=AT_ONCE)
    if (total := int(result.count or 0)) > AT_ONCE:
        result = searcher.search(query, limit=total, count=False)
    return [place for _, place in result.hits]


def drawn(searcher: tantivy.Searcher, query: Query, most: int, start: int) -> Gathered:
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
    found = found[:most]
    return Gathered(found, np.array(searcher.fast_field_values(ORDINAL, found), np.uint64), None, total)
