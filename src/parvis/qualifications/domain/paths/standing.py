"""Where somebody stands: country, schooling, qualifications held, age, experience; each may be left unsaid."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from parvis.qualifications.domain.paths.graph import ALIKE_FROM, UNSAID, Door, Graph, Node


@dataclass(frozen=True)
class Standing:
    """What a visitor said. ``country`` is ISO 3166-1, ``held`` names nodes, ``age`` is years, ``experience`` months in the trade."""

    country: str = ""
    isced: int | None = None
    held: frozenset[int] = frozenset()
    age: int | None = None
    experience: int = 0


class Start:
    """A standing read against a graph: what it meets by itself."""

    def __init__(self, graph: Graph, standing: Standing) -> None:
        self.graph, self.standing = graph, standing
        self.held = standing.held
        self.nodes = [graph.nodes[place] for place in sorted(standing.held)]
        self.isced = UNSAID if standing.isced is None else standing.isced
        self.eqf = self.isced if standing.isced is not None and self.isced >= ALIKE_FROM else 0
        self.best_isced = max([self.isced, *(node.isced for node in self.nodes)])
        #: One may earn today: with a qualification that opens a trade.
        self.earns = any(node.earns for node in self.nodes)

    def has_schooling(self, door: Door, country: str) -> bool:
        """Say whether the schooling said and held meets ISCED of ``door`` in ``country``."""
        own = self.isced if self._counts(door, country) else 0
        return own >= door.isced or gives_isced(self.nodes, door, country)

    def has_level(self, door: Door, country: str) -> bool:
        """Say whether the schooling said and held meets EQF of ``door`` in ``country``."""
        own = self.eqf if self._counts(door, country) else 0
        return own >= door.eqf or gives_eqf(self.nodes, door, country)

    def _counts(self, door: Door, country: str) -> bool:
        return not door.at_home or self.standing.country in {"", country}

    def may_work(self, node: Node, door: Door) -> bool:
        """Say whether one may work on towards the experience ``door`` asks: experienced already, or qualified nearby."""
        if self.standing.experience or door.needs in self.held:
            return True
        return any(held.trades & node.trades for held in self.nodes)

    def youngest(self, door: Door) -> int:
        """Return the age in years from which ``door`` is open; the schooling is what one has now."""
        return door.youngest if self.best_isced >= door.youngest_isced else door.youngest_else


def gives_isced(nodes: Iterable[Node], door: Door, country: str) -> bool:
    """Say whether one of ``nodes`` is the schooling that ``door`` of a qualification of ``country`` asks."""
    return any(node.isced >= door.isced and (not door.at_home or node.country == country) for node in nodes)


def gives_eqf(nodes: Iterable[Node], door: Door, country: str) -> bool:
    """Say whether one of ``nodes`` has the EQF level that ``door`` of a qualification of ``country`` asks."""
    return any(node.level >= door.eqf and (not door.at_home or node.country == country) for node in nodes)
