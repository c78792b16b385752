"""Matchings: as many as possible, those who go first among them; and a best assignment of chairs."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from parvis.timetable.domain.day.ground import Flags, Real, Whole


@dataclass(frozen=True, slots=True)
class Graph:
    """Who fits on which chair: pairs (``rows``, ``chairs``) of ``shape`` [R, C]."""

    rows: Whole
    chairs: Whole
    shape: tuple[int, int]

    def only(self, picked: Flags) -> Graph:
        """Return the graph with the pairs ``picked`` alone."""
        return Graph(self.rows[picked], self.chairs[picked], self.shape)

    def has(self, chairs: Whole) -> Flags:
        """Return [R] whether each row fits on the chair named for it; -1 is none."""
        ours = self.rows * self.shape[1] + self.chairs
        return (chairs >= 0) & np.isin(np.arange(self.shape[0]) * self.shape[1] + chairs, ours)


def largest_matching(graph: Graph) -> Whole:
    """Return for each row of ``graph`` the chair it is matched with in a largest matching, -1 none."""
    from scipy.sparse import csr_matrix
    from scipy.sparse.csgraph import maximum_bipartite_matching

    if not len(graph.rows):
        return np.full(graph.shape[0], -1)
    pairs = csr_matrix((np.ones(len(graph.rows), dtype=bool), (graph.rows, graph.chairs)), shape=graph.shape)
    matched: Whole = maximum_bipartite_matching(pairs, perm_type="column").astype(np.int64)
    return matched


def matched_in_order(graph: Graph, goes_after: Flags) -> Whole:
    """Return a largest matching in which as many rows as ever possible are of those that do not go after [R].

    A largest matching of the first rows alone is laid over one of all. From each first row that only the former covers a path is
    followed, former edge, latter edge, …, and turned: that row is covered now, one that goes after is not, every chair stays covered.
    """
    found = largest_matching(graph)
    if not goes_after.any() or (found[~goes_after] >= 0).all():
        return found
    alone = largest_matching(graph.only(~goes_after[graph.rows]))
    owner = np.full(graph.shape[1], -1)
    owner[found[found >= 0]] = np.flatnonzero(found >= 0)
    for begin in np.flatnonzero((alone >= 0) & (found < 0)):
        row = int(begin)
        while (
            alone[row] >= 0
        ):  # every chair on the path has an owner: a path that ended on a free one would make ``found`` larger
            chair, before = int(alone[row]), int(owner[alone[row]])
            found[row], owner[chair] = chair, row
            row = before
        found[row] = -1
    return found


def seat(weights: Real) -> list[tuple[int, int]]:
    """Return (chair, row) pairs of greatest total weight; ``weights`` [chairs, rows], 0 where somebody may not sit.

    With weights above 0 no chair stays empty that somebody left over could take.
    """
    from scipy.optimize import linear_sum_assignment

    if not weights.size:
        return []
    chairs, rows = linear_sum_assignment(weights, maximize=True)
    return [(int(chair), int(row)) for chair, row in zip(chairs, rows, strict=True) if weights[chair, row] > 0]
