"""The search: from the qualifications that open the trade backwards to what somebody has."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from parvis.qualifications.domain.paths.comparing import worth_showing
from parvis.qualifications.domain.paths.graph import UNKNOWN, Door, Graph, Node
from parvis.qualifications.domain.paths.route import Move, Route, walk
from parvis.qualifications.domain.paths.standing import Standing, Start

LONGEST = 4
#: What one question may cost, so that no world makes a page wait for long: candidates looked at, routes walked. A search
#: among 20,000 qualifications of 30 countries takes 68,000 and 1,400 at most (bench/paths). Numbers, not seconds: the same
#: question has the same answer on every machine.
MOST_LOOKS, MOST_ROUTES = 400_000, 3_000


@dataclass
class Budget:
    """What may still be spent; once it is, what was found so far is the answer, and says that it is not whole."""

    looks: int = MOST_LOOKS
    routes: int = MOST_ROUTES
    is_by_length: bool = False

    @property
    def is_spent(self) -> bool:
        """Say whether more was wanted than there was."""
        return self.looks < 0 or self.routes < 0

    def begin_again(self) -> None:
        """Give as much once more, for the routes of fewest steps: looking by length costs more, and so is done only now."""
        self.looks, self.routes, self.is_by_length = MOST_LOOKS, MOST_ROUTES, True


class Lack(NamedTuple):
    """A condition of a step that the standing does not meet: ``needs``, ``isced``, ``eqf`` or ``work``, and where it is asked."""

    what: str
    place: int
    node: Node
    door: Door

    def is_met_by(self, place: int, node: Node) -> bool:
        """Say whether taking ``node`` at ``place`` earlier meets it."""
        if self.what == "needs":
            return place == self.door.needs
        if self.what == "work":
            return place == self.door.needs or bool(node.trades & self.node.trades)
        if self.door.at_home and node.country != self.node.country:
            return False
        return node.isced >= self.door.isced if self.what == "isced" else node.level >= self.door.eqf


def lacks_of(start: Start, place: int, door: Door) -> list[Lack]:
    """Return what the standing lacks for ``door`` of the qualification at ``place``, age apart."""
    node = start.graph.nodes[place]
    lacks = []
    if door.needs != UNKNOWN and door.needs not in start.held:
        lacks.append("needs")
    if not start.has_schooling(door, node.country):
        lacks.append("isced")
    if not start.has_level(door, node.country):
        lacks.append("eqf")
    if door.experience > start.standing.experience and not start.may_work(node, door):
        lacks.append("work")
    return [Lack(what, place, node, door) for what in lacks]


def routes_to(graph: Graph, standing: Standing, trade: int) -> list[Route]:
    """Return every sensible route from ``standing`` to ``trade`` that no other beats, in no order."""
    return answer_to(graph, standing, trade).routes


class Answer(NamedTuple):
    """The routes worth showing, in no order, and all qualifications that some sensible route ends in.

    ``is_whole`` is False when there are more routes than can be compared: those found first, with fewest steps, are kept.
    """

    routes: list[Route]
    reached: frozenset[int]
    is_whole: bool


def answer_to(
    graph: Graph,
    standing: Standing,
    trade: int,
    *,
    within: str = "",
    at_home: bool = False,
    budget: Budget | None = None,
) -> Answer:
    """Return the routes from ``standing`` to ``trade`` and what they reach, also where a route was beaten.

    ``within`` keeps those that end in one country, ``at_home`` those that cross no border; questions of one page
    share a ``budget``.
    """
    budget = budget or Budget()
    search = _Search(graph, standing, budget)
    routes = [] if budget.is_by_length else list(search.routes(trade, within))
    if budget.is_spent and not budget.is_by_length:
        budget.begin_again()
    if budget.is_by_length:
        routes = list(search.shortest(trade, within))
    found = [route for route in routes if not (at_home and route.abroad)]
    return Answer(worth_showing(found), frozenset(route.last.place for route in found), not budget.is_spent)


class _Search:
    """One question's work; what it finds out about doors and neighbours it remembers."""

    def __init__(self, graph: Graph, standing: Standing, budget: Budget) -> None:
        self.graph, self.start = graph, Start(graph, standing)
        self.budget = budget
        self._least = 1
        self._ways: dict[int, list[tuple[Move, list[Lack]]]] = {}
        self._servers: dict[tuple[object, ...], list[int]] = {}

    def shortest(self, trade: int, within: str) -> Iterator[Route]:
        """Yield the sensible routes, those of one step first: what is left when it becomes too much are long ones."""
        for steps in range(1, LONGEST + 1):
            self._least = steps
            yield from self.routes(trade, within, steps)

    def routes(self, trade: int, within: str, steps: int = LONGEST) -> Iterator[Route]:
        """Yield the sensible routes of up to so many ``steps``, in no order."""
        for goal in self.graph.opening.get(trade, ()):
            if goal not in self.start.held and within in {"", self.graph.nodes[goal].country}:
                for move, lacks in self._ways_into(goal):
                    yield from self._backwards((move,), lacks, [], steps)

    def _backwards(
        self, moves: tuple[Move, ...], lacks: list[Lack], wanted: list[list[Lack]], steps: int
    ) -> Iterator[Route]:
        """Yield the routes of up to so many ``steps`` that end with ``moves``, of which the standing lacks ``lacks``.

        ``wanted`` says for each move but the last what it alone serves (``_serves``). A step before can only take from that,
        so once nothing is left the move could be left out, or serves no neighbour, whatever comes before.
        """
        left = steps - len(moves)
        if self.budget.is_spent:
            return
        if not lacks:
            if len(moves) >= self._least:
                self.budget.routes -= 1
                route = walk(self.start, moves, is_checked=True)
                if route:
                    yield route
            return
        if not left:
            return
        taken = {place for place, _door in moves}
        candidates = self._candidates(lacks, left)
        self.budget.looks -= len(candidates)
        for place in candidates:
            if place not in taken:
                yield from self._before(place, moves, lacks, wanted, steps)

    def _before(
        self, place: int, moves: tuple[Move, ...], lacks: list[Lack], wanted: list[list[Lack]], steps: int
    ) -> Iterator[Route]:
        """Yield the routes that take the qualification at ``place`` just before ``moves``."""
        node, left = self.graph.nodes[place], steps - len(moves)
        met: list[Lack] = []
        still: list[Lack] = []
        for lack in lacks:
            (met if lack.is_met_by(place, node) else still).append(lack)
        if still and left == 1:
            return
        alone = [[lack for lack in own if not lack.is_met_by(place, node)] for own in wanted]
        if not all(alone):
            return
        served = [lack for lack in met if self._serves(node, lack)]
        for move, more in self._ways_into(place):
            if not more or left > 1:
                yield from self._backwards((move, *moves), still + more, [served, *alone], steps)

    def _serves(self, node: Node, lack: Lack) -> bool:
        """Say whether ``node``, which meets ``lack``, is a sensible step towards it: named by it, or a neighbour there or at home."""
        if lack.what == "needs":
            return True
        return node.country in {lack.node.country, self.start.standing.country} and self.graph.is_near(node, lack.node)

    def _candidates(self, lacks: list[Lack], left: int) -> Sequence[int]:
        """Return what may be taken just before: what serves a lack; with one step left, what a lack names must be it."""
        if len(lacks) == 1:
            return self._serving(lacks[0], last=left == 1)
        named = [lack for lack in lacks if lack.what == "needs"]
        asked = named[:1] if named and left == 1 else lacks
        return sorted({place for lack in asked for place in self._serving(lack, last=left == 1)})

    def _serving(self, lack: Lack, *, last: bool) -> list[int]:
        """Return the qualifications that serve ``lack``: the one it names, else neighbours there or at home.

        With ``last`` only those that stand open.
        """
        door, node = lack.door, lack.node
        asks = (lack.what, door.isced, door.eqf, door.at_home, door.needs)
        key = (asks, node.country, node.field, node.trades, last)  # what is asked, and all that neighbours are found by
        if key not in self._servers:
            self._servers[key] = [place for place in self._neighbours(lack) if not last or self._is_open(place)]
        return self._servers[key]

    def _neighbours(self, lack: Lack) -> list[int]:
        if lack.what == "needs":
            return [lack.door.needs]
        countries = {lack.node.country, self.start.standing.country}
        nodes, held = self.graph.nodes, self.start.held
        near = self.graph.near(lack.node, countries)
        self.budget.looks -= len(near)
        return [place for place in near if place not in held and lack.is_met_by(place, nodes[place])]

    def _is_open(self, place: int) -> bool:
        return any(not lacks for _move, lacks in self._ways_into(place))

    def _ways_into(self, place: int) -> list[tuple[Move, list[Lack]]]:
        if place not in self._ways:
            doors = self.graph.nodes[place].doors
            self._ways[place] = [
                ((place, number), lacks_of(self.start, place, door)) for number, door in enumerate(doors)
            ]
        return self._ways[place]
