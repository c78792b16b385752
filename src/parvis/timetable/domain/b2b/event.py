"""An event: who asked to meet whom, at which times, at how many tables. Participants, meetings and slots are numbers from 0."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from itertools import groupby

#: A slot for each meeting.
Schedule = tuple[int, ...]

MORNING, AFTERNOON, ANY = 1, 2, 3
#: The published difference of breaks between two participants, at most.
DIFFERENCE = 2


@dataclass(frozen=True)
class Event:
    """One instance.

    ``meetings`` are pairs of participants, ``halves`` says for each MORNING, AFTERNOON or ANY, ``fixed`` its slot or None, ``before`` which
    meetings must be over when it begins. ``forbidden`` are the slots at which a participant is not there.
    """

    participants: int
    tables: int
    slots: int
    morning: int
    meetings: tuple[tuple[int, int], ...]
    halves: tuple[int, ...]
    forbidden: tuple[frozenset[int], ...]
    fixed: tuple[int | None, ...]
    before: tuple[frozenset[int], ...]

    @cached_property
    def of(self) -> tuple[tuple[int, ...], ...]:
        """The meetings of each participant."""
        found: list[list[int]] = [[] for _ in range(self.participants)]
        for meeting, pair in enumerate(self.meetings):
            for participant in pair:
                found[participant].append(meeting)
        return tuple(map(tuple, found))

    @cached_property
    def after(self) -> tuple[tuple[int, ...], ...]:
        """The meetings that each meeting must be over for."""
        found: list[list[int]] = [[] for _ in self.meetings]
        for meeting, others in enumerate(self.before):
            for other in others:
                found[other].append(meeting)
        return tuple(map(tuple, found))

    def may_start(self, meeting: int) -> set[int]:
        """Return the slots that half, forbidden and fixed slots leave for ``meeting``, without regard to others."""
        half = self.halves[meeting]
        slots = set(range(self.morning if half == AFTERNOON else 0, self.morning if half == MORNING else self.slots))
        slots -= self.forbidden[self.meetings[meeting][0]] | self.forbidden[self.meetings[meeting][1]]
        fixed = self.fixed[meeting]
        return slots if fixed is None else slots & {fixed}

    def breaks(self, schedule: Schedule) -> list[int]:
        """Return how many breaks each participant has: runs of slots without a meeting between two meetings."""
        return [_breaks(sorted({schedule[meeting] for meeting in meetings})) for meetings in self.of]


def _breaks(slots: list[int]) -> int:
    """Return how many runs of following numbers ``slots`` has, but for the first."""
    runs = groupby(enumerate(slots), key=lambda pair: pair[1] - pair[0])
    return max(0, sum(1 for _ in runs) - 1)
