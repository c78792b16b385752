"""What opens the trade and cannot be reached: for each way in what is missing, said and not hidden."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from parvis.qualifications.domain.paths.graph import UNKNOWN, Door, Graph, Node
from parvis.qualifications.domain.paths.route import YEAR
from parvis.qualifications.domain.paths.searching import lacks_of
from parvis.qualifications.domain.paths.standing import Standing, Start


@dataclass(frozen=True)
class DeadEnd:
    """A qualification that opens the trade but cannot be reached. ``door`` is the way in that lacks least, None when no way
    in is known; ``missing``: ``needs``, ``isced``, ``eqf``, ``work``, ``age`` (too old)."""

    place: int
    node: Node
    door: Door | None
    missing: tuple[str, ...]


def dead_ends(graph: Graph, standing: Standing, trade: int, reached: Iterable[int]) -> list[DeadEnd]:
    """Return, by code, what opens ``trade`` and is neither held, nor ``reached`` by a route, nor out of date."""
    start = Start(graph, standing)
    not_asked = standing.held | set(reached)
    found = []
    for place in graph.opening.get(trade, ()):
        node = graph.nodes[place]
        if node.is_current and place not in not_asked:
            found.append(_dead_end(start, place, node))
    return sorted(found, key=lambda end: end.node.code)


def _dead_end(start: Start, place: int, node: Node) -> DeadEnd:
    best: DeadEnd | None = None
    for door in node.doors:
        missing = tuple(lack.what for lack in lacks_of(start, place, door)) + _too_old(start, door)
        if best is None or len(missing) < len(best.missing):
            best = DeadEnd(place, node, door, missing)
    return best or DeadEnd(place, node, None, ())


def _too_old(start: Start, door: Door) -> tuple[str, ...]:
    age = start.standing.age
    if age is None or door.oldest == UNKNOWN:
        return ()
    begins = max(age * YEAR, start.youngest(door) * YEAR) // YEAR
    return ("age",) if begins > door.oldest else ()
