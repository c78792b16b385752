"""A meeting day to plan: slots, tables, seekers, what is promised and what is held. Plain values; docs/timetable.md says what they mean."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

FORMAT = "parvis-meetings-1"
#: What a seeker's first, second, third … meeting is worth; the last one counts for all that follow.
STEPS = (10_000, 1_000, 400, 200, 100)
#: What a meeting is worth beyond that: both wish it, the seeker does, the table does.
BOTH, SEEKER_ALONE, TABLE_ALONE = 40, 20, 10
#: Every value is a whole number of these, so a bound may be rounded down to one.
GRAIN = 10
MOST = 12  # meetings of one seeker


def step(number: int) -> int:
    """Return what a seeker's meeting ``number`` (from 0) is worth."""
    return STEPS[min(number, len(STEPS) - 1)]


@dataclass(frozen=True, slots=True)
class Slot:
    """A time of the day, "14:00" to "14:10"."""

    start: str
    end: str


@dataclass(frozen=True, slots=True)
class Table:
    """A table: who sits there talks to ``interviewers`` seekers at a time in each of ``slots``; ``at`` in metres."""

    id: str
    slots: tuple[int, ...]
    interviewers: int = 1
    languages: frozenset[str] = frozenset()
    offers: frozenset[str] = frozenset()
    at: tuple[float, float] | None = None
    wants: frozenset[str] = frozenset()
    refuses: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Seeker:
    """Somebody who seeks: free in ``slots``, wants ``most`` meetings; ``wishes`` and ``vetoes`` are ids of tables."""

    id: str
    slots: tuple[int, ...]
    most: int = 4
    languages: frozenset[str] = frozenset()
    needs: frozenset[str] = frozenset()
    wishes: frozenset[str] = frozenset()
    vetoes: frozenset[str] = frozenset()
    open: bool = True
    states: frozenset[str] = frozenset()

    @property
    def is_open(self) -> bool:
        """Say whether the seeker meets tables beyond the wishes; true of who wishes none."""
        return self.open or not self.wishes


@dataclass(frozen=True, slots=True)
class Kept:
    """A promised meeting, by ids: it is in every plan."""

    seeker: str
    table: str
    slot: int


@dataclass(frozen=True, slots=True)
class Held:
    """``places`` of a table in a slot that only seekers with ``need`` may take."""

    table: str
    slot: int
    need: str
    places: int


@dataclass(frozen=True)
class Problem:
    """A whole day; ``digest`` is the SHA-256 of the text it was read from."""

    slots: tuple[Slot, ...]
    tables: tuple[Table, ...]
    seekers: tuple[Seeker, ...]
    kept: tuple[Kept, ...] = ()
    held: tuple[Held, ...] = ()
    seed: int = 0
    digest: str = "0" * 64
    table_numbers: dict[str, int] = field(init=False, repr=False, compare=False)
    seeker_numbers: dict[str, int] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "table_numbers", _numbers([table.id for table in self.tables]))
        object.__setattr__(self, "seeker_numbers", _numbers([seeker.id for seeker in self.seekers]))


def _numbers(ids: Sequence[str]) -> dict[str, int]:
    return {each: number for number, each in enumerate(ids)}


def may_meet(seeker: Seeker, table: Table) -> bool:
    """Say whether the two may meet: language, needs, vetoes, wishes and a slot that both have."""
    return (
        (not seeker.languages or not table.languages or not seeker.languages.isdisjoint(table.languages))
        and seeker.needs <= table.offers
        and table.id not in seeker.vetoes
        and seeker.states.isdisjoint(table.refuses)
        and (seeker.is_open or table.id in seeker.wishes)
        and not set(seeker.slots).isdisjoint(table.slots)
    )


def extra(seeker: Seeker, table: Table) -> int:
    """Return what their meeting is worth beyond the seeker's step."""
    wished, wanted = table.id in seeker.wishes, not seeker.states.isdisjoint(table.wants)
    if wished:
        return BOTH if wanted else SEEKER_ALONE
    return TABLE_ALONE if wanted else 0
