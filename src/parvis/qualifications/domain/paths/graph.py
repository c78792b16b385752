"""Qualifications as numbers: what the search for routes runs on, built once a revision (domain/graph.py)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

#: Months of experience that stand for "experience is asked, and no least length is set" (seed/README.md).
SOME = 1
#: Stands for a number nobody knows, and for "no qualification".
UNKNOWN = -1
#: ISCED and EQF of somebody who did not say: meets every condition.
UNSAID = 9
#: From here upwards ISCED and EQF count alike (short cycle, bachelor, master, doctor: QF-EHEA and EQF referencing).
ALIKE_FROM = 5
#: ISCED-F 00: general programmes, which are a base for every field.
GENERAL = "00"
#: Digits two ISCED-F codes must share to be neighbours: the detailed field (bread and cheese, but not bread and wood).
DETAILED = 4


@dataclass(frozen=True, slots=True)
class Door:
    """One way into a qualification; 0 is "asks nothing", lengths are months, ages years, UNKNOWN for what is not known.

    ``youngest`` holds for who has completed ISCED ``youngest_isced``, ``youngest_else`` for the others; ``age_rule`` names the
    rule that says so (0: the qualification itself); ``oldest`` is the last year of age at which one may begin.
    """

    kind: str = "standard"
    place: int = 0
    isced: int = 0
    eqf: int = 0
    at_home: bool = False
    needs: int = UNKNOWN
    experience: int = 0
    youngest: int = 0
    youngest_isced: int = 0
    youngest_else: int = 0
    age_rule: int = 0
    oldest: int = UNKNOWN
    months_min: int = UNKNOWN
    months_max: int = UNKNOWN


@dataclass(frozen=True, slots=True)
class Node:
    """A qualification. ``trades`` are the numbers of those it opens, ``pay`` names the rule by which one is paid (0: none known).

    One that cannot be taken any more has no doors and ``is_current`` is False: it may still be held.
    """

    code: str
    country: str
    mode: str
    field: str = ""
    eqf: int = 0
    isced: int = UNKNOWN
    pay: int = 0
    trades: frozenset[int] = frozenset()
    doors: tuple[Door, ...] = ()
    is_current: bool = True

    @property
    def level(self) -> int:
        """Return its EQF level, from ISCED where the two count alike; 0 when not known."""
        return self.eqf or (self.isced if self.isced >= ALIKE_FROM else 0)

    @property
    def earns(self) -> bool:
        """Say whether it lets one earn: while learning, or once won because it opens a trade."""
        return bool(self.pay or self.trades)


@dataclass
class Graph:
    """All qualifications that can be taken, with what is near what. Nodes are named by their place."""

    nodes: Sequence[Node]
    opening: dict[int, list[int]] = field(default_factory=lambda: defaultdict(list), init=False)
    place_of: dict[str, int] = field(default_factory=dict, init=False)
    _by_trade: dict[tuple[str, int], list[int]] = field(default_factory=lambda: defaultdict(list), init=False)
    _by_field: dict[tuple[str, str], list[int]] = field(default_factory=lambda: defaultdict(list), init=False)

    def __post_init__(self) -> None:
        for place, node in enumerate(self.nodes):
            self.place_of[node.code] = place
            for trade in node.trades:
                self.opening[trade].append(place)
                self._by_trade[node.country, trade].append(place)
            if node.field.startswith(GENERAL):
                self._by_field[node.country, GENERAL].append(place)
            elif len(node.field) >= DETAILED:
                self._by_field[node.country, node.field].append(place)

    def is_near(self, first: Node, then: Node) -> bool:
        """Say whether ``first`` is a neighbour of ``then``: a shared trade, the same detailed field, or general schooling."""
        if first.trades & then.trades or first.field.startswith(GENERAL):
            return True
        return len(first.field) >= DETAILED and first.field == then.field

    def near(self, node: Node, countries: Iterable[str]) -> list[int]:
        """Return every neighbour of ``node`` in ``countries``, each once, in their order."""
        found: set[int] = set()
        for country in countries:
            for trade in node.trades:
                found.update(self._by_trade.get((country, trade), ()))
            found.update(self._by_field.get((country, GENERAL), ()))
            if len(node.field) >= DETAILED:
                found.update(self._by_field.get((country, node.field), ()))
        return sorted(found)
