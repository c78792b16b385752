"""The event as clauses: true exactly for its schedules with at most so many breaks (needs the extra `proofs`).

After the paper's MaxSAT model with its implied constraints: how many slots each participant is busy in, how many are busy at once, and
meetings of one participant counted as one at the tables.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import combinations

from pysat.card import CardEnc, EncType

from parvis.timetable.domain.b2b.event import DIFFERENCE, Event, Schedule

Clause = list[int]


class Clauses:
    """``starts[m, s]``: meeting m is in slot s. ``breaks``: one a break of somebody. ``clauses``: all that holds, whatever the breaks."""

    def __init__(self, event: Event) -> None:
        self.event = event
        self.top = 0
        self.clauses: list[Clause] = []
        self.starts = {
            (meeting, slot): self._new()
            for meeting in range(len(event.meetings))
            for slot in sorted(event.may_start(meeting))
        }
        self._meetings()
        self.busy = self._busy()
        self._tables()
        found = [self._breaks(participant) for participant in range(event.participants)]
        self.breaks = [one for of_one in found for one in of_one]
        self._difference(found)

    def _new(self) -> int:
        self.top += 1
        return self.top

    def _when(self, meetings: Iterable[int], slots: Iterable[int]) -> list[int]:
        pairs = ((meeting, slot) for meeting in meetings for slot in slots)
        return [self.starts[pair] for pair in pairs if pair in self.starts]

    def _any(self, literals: list[int]) -> int:
        """Return a variable that is true exactly when one of ``literals`` is; false when there is none."""
        if len(literals) == 1:
            return literals[0]
        found = self._new()
        self.clauses.append([-found, *literals])
        self.clauses += [[-literal, found] for literal in literals]
        return found

    def _one_at_most(self, literals: list[int]) -> None:
        self.clauses += [[-one, -other] for one, other in combinations(literals, 2)]

    def at_most(self, literals: list[int], most: int) -> list[Clause]:
        """Return clauses that hold when at most ``most`` of ``literals`` do."""
        if len(literals) <= most:
            return []
        if most <= 0:
            return [[-literal] for literal in literals]
        found = CardEnc.atmost(lits=literals, bound=most, top_id=self.top, encoding=EncType.seqcounter)
        self.top = max(self.top, found.nv)
        clauses: list[Clause] = found.clauses
        return clauses

    def _meetings(self) -> None:
        event = self.event
        for meeting in range(len(event.meetings)):
            slots = self._when([meeting], range(event.slots))
            self.clauses.append(slots)
            self._one_at_most(slots)
            for other in event.before[meeting]:
                for slot in range(event.slots):
                    late = self._when([other], range(slot, event.slots))
                    self.clauses += [[-one, -two] for one in self._when([meeting], [slot]) for two in late]

    def _busy(self) -> list[dict[int, int]]:
        """Return for each participant the variable of each slot in which there may be a meeting."""
        event, found = self.event, []
        for meetings in event.of:
            slots: dict[int, int] = {}
            for slot in range(event.slots):
                if here := self._when(meetings, [slot]):
                    slots[slot] = self._any(here)
                    self._one_at_most(here)
            free = [-literal for literal in slots.values()]
            if len(slots) < len(meetings):
                self.clauses.append([])  # not enough time for all
            self.clauses += self.at_most(list(slots.values()), len(meetings))
            self.clauses += self.at_most(free, len(slots) - len(meetings))
            found.append(slots)
        return found

    def _tables(self) -> None:
        """At most as many meetings at once as tables; meetings of one participant are never at once, so they count as one."""
        event = self.event
        groups, left = [], set(range(len(event.meetings)))
        while left:
            largest = max(event.of, key=lambda meetings: len(left.intersection(meetings)))
            groups.append(sorted(left.intersection(largest)))
            left.difference_update(largest)
        for slot in range(event.slots):
            there = [self._any(here) for group in groups if (here := self._when(group, [slot]))]
            self.clauses += self.at_most(there, event.tables)
            people = [slots[slot] for slots in self.busy if slot in slots]
            self.clauses += self.at_most(people, 2 * event.tables)

    def _breaks(self, participant: int) -> list[int]:
        """Return a variable for each slot: busy before or there, free there, busy in the next."""
        if len(self.event.of[participant]) < 2:
            return []
        busy, found = self.busy[participant], []
        begun: int | None = None
        for slot in range(self.event.slots - 1):
            so_far = [literal for literal in (begun, busy.get(slot)) if literal is not None]
            if not so_far:
                continue
            begun = self._any(so_far)
            if slot + 1 in busy:
                free = [-busy[slot]] if slot in busy else []
                found.append(self._all([begun, *free, busy[slot + 1]]))
        self._spread(participant, found)
        return found

    def _spread(self, participant: int, breaks: list[int]) -> None:
        """Who is busy in two slots as far apart as all meetings are many has a break (implied, but not seen by unit propagation)."""
        some, busy = self._any(breaks), self.busy[participant]
        for first, second in combinations(busy, 2):
            if second - first >= len(self.event.of[participant]):
                self.clauses.append([-busy[first], -busy[second], some])

    def _all(self, literals: list[int]) -> int:
        found = self._new()
        self.clauses.append([found, *(-literal for literal in literals)])
        self.clauses += [[-found, literal] for literal in literals]
        return found

    def _difference(self, breaks: list[list[int]]) -> None:
        """At most DIFFERENCE between two participants: everybody has as many as the fewest, and at most DIFFERENCE more."""
        if any(len(meetings) < 2 for meetings in self.event.of):
            for of_one in breaks:
                self.clauses += self.at_most(of_one, DIFFERENCE)
            return
        counts = [self._counted(of_one) for of_one in breaks]
        for number in range(max(map(len, counts), default=0)):
            all_have = self._new()  # that everybody has more than `number`
            for count in counts:
                self.clauses.append([-all_have, *count[number : number + 1]])
                self.clauses += [[-more, all_have] for more in count[number + DIFFERENCE : number + DIFFERENCE + 1]]

    def _counted(self, literals: list[int]) -> list[int]:
        """Return variables: more than 0, more than 1, … of ``literals`` are true."""
        count: list[int] = []
        for literal in literals:
            longer = []
            for number in range(len(count) + 1):
                here = count[number] if number < len(count) else None
                below = self._all([literal, count[number - 1]]) if number else literal
                longer.append(below if here is None else self._any([here, below]))
            count = longer
        return count

    def schedule(self, model: list[int]) -> Schedule:
        """Return the schedule that ``model`` (the variables, negative where false) describes."""
        true = {literal for literal in model if literal > 0}
        found = {meeting: slot for (meeting, slot), literal in self.starts.items() if literal in true}
        return tuple(found[meeting] for meeting in range(len(self.event.meetings)))
