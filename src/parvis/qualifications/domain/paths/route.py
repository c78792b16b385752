"""A route walked in time: when each step begins, how long it lasts, when one first earns, what one must bring."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from parvis.qualifications.domain.paths.graph import SOME, UNKNOWN, Door, Node
from parvis.qualifications.domain.paths.standing import Start, gives_eqf, gives_isced

#: (place of the node, place of its door)
Move = tuple[int, int]
YEAR = 12


@dataclass(frozen=True, slots=True)
class Span:
    """Months that are known, and the qualifications whose length is not: ``a <= b`` whatever the unknown lengths are."""

    months: int = 0
    unknown: frozenset[int] = frozenset()

    def __le__(self, other: Span) -> bool:
        return self.months <= other.months and self.unknown <= other.unknown

    @property
    def is_known(self) -> bool:
        """Say whether nothing in it is unknown."""
        return not self.unknown

    @property
    def key(self) -> tuple[int, int]:
        """Return what to sort by: unknown lengths last, then fewest months."""
        return (len(self.unknown), self.months)


@dataclass(frozen=True, slots=True)
class Step:
    """One qualification taken. ``wait`` months until the age, ``work`` months until the experience (both run at once);
    ``begins`` counts from today; ``age`` is in full years at its beginning, None when not said."""

    place: int
    node: Node
    door: Door
    wait: int
    work: int
    begins: Span
    age: int | None


@dataclass(frozen=True, slots=True)
class Route:
    """Steps in order with what they come to. ``length`` is the shortest, ``longest`` months the longest (None: not known).

    ``brings``: ISCED, EQF and months of experience one must have beyond what is held or won on the way.
    """

    moves: tuple[Move, ...]
    steps: tuple[Step, ...]
    length: Span
    longest: int | None
    earns: Span
    brings: tuple[int, int, int]
    abroad: frozenset[str]

    @property
    def last(self) -> Step:
        """Return the step that opens the trade."""
        return self.steps[-1]

    @property
    def level(self) -> int:
        """Return the EQF level reached, 0 when not known."""
        return self.last.node.level

    @property
    def key(self) -> tuple[tuple[str, int], ...]:
        """Return what names the route for ever: the codes of its steps, each with the place of its door."""
        return tuple((step.node.code, step.door.place) for step in self.steps)


def walk(start: Start, moves: Sequence[Move], *, is_checked: bool = False) -> Route | None:
    """Walk ``moves`` from ``start``: the route, or None when a condition of a step is not met at its time.

    ``is_checked`` spares the conditions that the search has met already; ages are always looked at.
    """
    clock = _Clock(start)
    for move in moves:
        if not (is_checked or clock.is_open(move)) or not clock.take(move):
            return None
    return clock.route()


class _Clock:
    """Time and what was won while walking."""

    def __init__(self, start: Start) -> None:
        self.start, self.graph = start, start.graph
        self.places: list[int] = []
        self.won: list[Node] = []
        self.steps: list[Step] = []
        self.moves: list[Move] = []
        self.months, self.unknown = 0, frozenset[int]()
        self.longest: int | None = 0
        self.worked = 0
        self.earns = Span() if start.earns else None
        self.brings = (0, 0, 0)

    def take(self, move: Move) -> bool:
        """Take one step; False when one would be too old for it."""
        place, door_place = move
        node = self.graph.nodes[place]
        door = node.doors[door_place]
        start = self.start.standing
        work = max(0, door.experience - start.experience - self.worked)
        wait = self._wait(door, self.months)
        is_open_ended = bool(work) and door.experience == SOME  # how long one works before is not known
        longest = None if is_open_ended else self._longest_begin(door, work)
        if not self._is_young_enough(door, longest):
            return False
        self._bring(node, door)
        self._earn_by_working(work)
        self.months += max(work, wait)
        self.worked += work
        self.unknown |= {place} if is_open_ended else frozenset()
        age = None if start.age is None else (start.age * YEAR + self.months) // YEAR
        begins = Span(self.months, self.unknown)
        self.steps.append(Step(place, node, door, wait, work, begins, age))
        self.moves.append(move)
        if node.pay and self.earns is None:
            self.earns = begins
        self._last(place, door, longest)
        if node.trades and self.earns is None:
            self.earns = Span(self.months, self.unknown)
        self.places.append(place)
        self.won.append(node)
        return True

    def is_open(self, move: Move) -> bool:
        """Say whether all that a step asks is there, age apart."""
        node = self.graph.nodes[move[0]]
        door = node.doors[move[1]]
        if door.needs != UNKNOWN and door.needs not in self.start.held and door.needs not in self.places:
            return False
        if not self.start.has_schooling(door, node.country) and not gives_isced(self.won, door, node.country):
            return False
        if not self.start.has_level(door, node.country) and not gives_eqf(self.won, door, node.country):
            return False
        if door.experience <= self.start.standing.experience or self.start.may_work(node, door):
            return True
        return door.needs in self.places or any(won.trades & node.trades for won in self.won)

    def _wait(self, door: Door, months: int) -> int:
        age = self.start.standing.age
        return 0 if age is None else max(0, (self.start.youngest(door) - age) * YEAR - months)

    def _longest_begin(self, door: Door, work: int) -> int | None:
        if self.longest is None:
            return None
        return self.longest + max(work, self._wait(door, self.longest))

    def _is_young_enough(self, door: Door, begin: int | None) -> bool:
        age = self.start.standing.age
        if door.oldest == UNKNOWN or age is None:
            return True
        return begin is not None and (age * YEAR + begin) // YEAR <= door.oldest

    def _bring(self, node: Node, door: Door) -> None:
        """Note what must be brought: schooling that neither what is held nor what was won on the way covers, experience."""
        covered = [*self.start.nodes, *self.won]
        isced = 0 if not door.isced or gives_isced(covered, door, node.country) else door.isced
        eqf = 0 if not door.eqf or gives_eqf(covered, door, node.country) else door.eqf
        experience = min(door.experience, self.start.standing.experience)
        before = self.brings
        self.brings = (max(before[0], isced), max(before[1], eqf), max(before[2], experience))

    def _earn_by_working(self, work: int) -> None:
        if work and self.earns is None:
            self.earns = Span(self.months, self.unknown)

    def _last(self, place: int, door: Door, begin: int | None) -> None:
        """Let the step's own months pass."""
        if door.months_min == UNKNOWN:
            self.unknown |= {place}
        else:
            self.months += door.months_min
        self.longest = None if begin is None or door.months_max == UNKNOWN else begin + door.months_max

    def route(self) -> Route:
        length = Span(self.months, self.unknown)
        home = self.start.standing.country
        abroad = frozenset(node.country for node in self.won) - {home}
        return Route(
            tuple(self.moves),
            tuple(self.steps),
            length,
            self.longest,
            length if self.earns is None else self.earns,
            self.brings,
            abroad,
        )
