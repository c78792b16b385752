"""Largest matchings of small graphs, against trying everything."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from parvis.timetable.domain.day.matching import Graph, largest_matching, matched_in_order, seat

rows, chairs = st.integers(1, 6), st.integers(1, 5)
sizes = st.tuples(rows, chairs)


def graphs(size):
    pairs = st.sets(st.tuples(st.integers(0, size[0] - 1), st.integers(0, size[1] - 1)))
    return st.tuples(st.just(size), pairs, st.lists(st.booleans(), min_size=size[0], max_size=size[0]))


def graph_of(size, pairs):
    ordered = sorted(pairs)
    return Graph(
        np.array([row for row, _ in ordered], dtype=int), np.array([chair for _, chair in ordered], dtype=int), size
    )


def most(pairs, rows):
    """How many of ``rows`` can be matched at all."""
    if not rows:
        return 0
    row, rest = rows[0], rows[1:]
    best = most(pairs, rest)
    for chair in {chair for other, chair in pairs if other == row}:
        best = max(best, 1 + most({pair for pair in pairs if pair[1] != chair}, rest))
    return best


@given(sizes.flatmap(graphs))
def test_as_many_as_can_be_and_the_first_among_them(drawn):
    size, pairs, goes_after = drawn
    graph = graph_of(size, pairs)
    for found in (largest_matching(graph), matched_in_order(graph, np.array(goes_after))):
        matched = [(row, chair) for row, chair in enumerate(found.tolist()) if chair >= 0]
        assert set(matched) <= pairs
        assert len({chair for _, chair in matched}) == len(matched)
        assert len(matched) == most(pairs, list(range(size[0])))
    first = [row for row in range(size[0]) if not goes_after[row]]
    assert sum(row in first for row, _ in matched) == most(pairs, first)


def test_a_walk_in_is_not_matched_in_place_of_somebody_with_a_plan():
    """Two chairs, of which the walk-in fits one, who planned fit one and both: the two who planned sit, whatever a largest matching likes."""
    graph = graph_of((3, 2), {(0, 0), (1, 0), (1, 1), (2, 1)})
    for walk_in in (0, 2):
        found = matched_in_order(graph, np.arange(3) == walk_in)
        assert found[walk_in] == -1
        assert sum(found >= 0) == 2


def test_nobody_is_seated_where_they_may_not_sit():
    assert seat(np.zeros((0, 3))) == []
    assert seat(np.array([[0.0, 2.0], [0.0, 1.0]])) == [(0, 1)]
