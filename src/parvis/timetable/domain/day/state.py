"""The state of a running day as plain values, and the moves that follow from it."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple, Protocol

if TYPE_CHECKING:
    from parvis.timetable.domain.day.ground import Ground

#: After the last slot that a day can have: who is away until then does not come (back).
NEVER = 96


class Planned(Protocol):
    """What a plan's meeting (``plan.Meeting``, with its place) and ours have in common."""

    @property
    def seeker(self) -> str:
        """Return the alias."""

    @property
    def table(self) -> str:
        """Return the table's id."""

    @property
    def slot(self) -> int:
        """Return the slot."""


class Meeting(NamedTuple):
    """A seeker (alias) at a table (its id) in a slot (number from 0), whatever the place."""

    seeker: str
    table: str
    slot: int


@dataclass(frozen=True, slots=True)
class Presence:
    """Who is in the house, of seekers or of tables (a table is there when its recruiter is).

    ``since``: the first slot from which somebody is expected (again): late is a slot, gone or not coming is ``NEVER``.
    ``until``: the first slot at which somebody will have left, when they said so. Nobody named at all is expected any moment.
    """

    here: frozenset[str] = frozenset()
    since: Mapping[str, int] = field(default_factory=dict)
    until: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class State:
    """Everything that the next moves depend on. Whom ``ground`` does not know is left out without a word; only what began
    keeps its chair.

    ``ground``: the problem and the walk-ins (``ground_of``, ``Ground.joined``). ``plan``: what is promised, kept meetings included.
    ``met``: meetings that took place in earlier slots. ``begun``: those that were called or began in this slot already.
    ``expected``: what ``Moves.later`` said last, so that it stays where it can. ``cards``: of each table without a network in this slot,
    whom its card names for this slot (``fallback_card``). ``walk_ins``: who came without registering, when they are in the problem too.
    ``release_before``: how many slots before they begin held places are released.
    """

    ground: Ground
    plan: Sequence[Planned] = ()
    seekers: Presence = Presence()
    tables: Presence = Presence()
    met: Sequence[Meeting] = ()
    begun: Sequence[Meeting] = ()
    expected: Sequence[Meeting] = ()
    cards: Mapping[str, Sequence[str]] = field(default_factory=dict)
    walk_ins: Collection[str] = frozenset()
    release_before: int = 1


class Why(StrEnum):
    """Why somebody sits there now: as planned, to meet somebody at all, to meet one more."""

    PROMISED = "promised"
    FIRST = "first"
    MORE = "more"


class Loss(StrEnum):
    """Why a planned meeting is not kept: no seeker, no recruiter, or the chair was given away before the seeker came."""

    NO_SEEKER = "no-seeker"
    NO_TABLE = "no-table"
    NO_CHAIR = "no-chair"


class Move(NamedTuple):
    """A meeting to call now, with the reason."""

    seeker: str
    table: str
    slot: int
    why: Why


class Fallen(NamedTuple):
    """A planned meeting that is not kept, with the reason."""

    meeting: Meeting
    why: Loss


class Released(NamedTuple):
    """Held places of a table in a slot that anybody may have now."""

    table: str
    slot: int
    need: str
    places: int


@dataclass(frozen=True, slots=True)
class Moves:
    """What follows from a state in a slot.

    ``now``: who sits where in this slot, begun meetings left out. ``later``: what those who lost a meeting, or have none, may expect in
    which slot; expected is not promised. ``fallen``: planned meetings from this slot on that are known not to be kept.
    """

    now: tuple[Move, ...] = ()
    later: tuple[Meeting, ...] = ()
    fallen: tuple[Fallen, ...] = ()
    released: tuple[Released, ...] = ()
