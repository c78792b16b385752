"""A first schedule, without regard to breaks: meetings are put in one by one and push out what is in their way.

The idea is PartialCol (Blöchliger, Zufferey: A graph coloring heuristic using partial solutions and a reactive tabu scheme, 2008): slots are
colours, meetings that share a participant may not have the same; what was pushed out may not come back at once.
"""

from __future__ import annotations

import random
import time

from parvis.timetable.domain.b2b.event import Event, Schedule

_NONE = -1
_OUT_OF_TURN = 3  # how many pushed out it is worth to wait


def first_schedule(event: Event, dice: random.Random, deadline: float) -> Schedule | None:
    """Return a schedule that keeps every rule but the difference of breaks; None when none is found before ``deadline`` (monotonic)."""
    filling = _Filling(event, dice)
    turns = 0
    while filling.waiting:
        turns += 1
        if not filling.turn(turns) or (turns % 256 == 0 and time.monotonic() > deadline):
            return None
    return tuple(filling.slot_of)


class _Filling:
    """``waiting`` has no slot yet; ``at[p][s]`` is whom participant p meets in slot s; ``banned`` says until which turn a meeting may not go to a slot."""

    def __init__(self, event: Event, dice: random.Random) -> None:
        self.event = event
        self.dice = dice
        self.slots = [sorted(event.may_start(meeting)) for meeting in range(len(event.meetings))]
        self.after = event.after
        self.slot_of = [_NONE] * len(event.meetings)
        self.at = [[_NONE] * event.slots for _ in range(event.participants)]
        self.members: list[set[int]] = [set() for _ in range(event.slots)]
        self.waiting = list(range(len(event.meetings)))
        self.banned: dict[tuple[int, int], int] = {}

    def turn(self, number: int) -> bool:
        """Give one waiting meeting the slot where it pushes out fewest; say whether it has one at all."""
        place = self.dice.randrange(len(self.waiting))
        meeting = self.waiting[place]
        choices = []
        for slot in self.slots[meeting]:
            pushed = self._in_the_way(meeting, slot)
            wait = _OUT_OF_TURN if self.banned.get((meeting, slot), 0) > number else 0
            choices.append((len(pushed) + wait, self.dice.random(), slot, pushed))
        if not choices:
            return False
        _, _, slot, pushed = min(choices)
        self.waiting[place] = self.waiting[-1]
        self.waiting.pop()
        for other in pushed:
            ban = 1 + self.dice.randrange(10) + len(self.waiting) // 2
            self.banned[other, self.slot_of[other]] = number + ban
            self._take_out(other)
        self._put(meeting, slot)
        return True

    def _in_the_way(self, meeting: int, slot: int) -> list[int]:
        pushed = {self.at[participant][slot] for participant in self.event.meetings[meeting]} - {_NONE}
        pushed |= {other for other in self.event.before[meeting] if self.slot_of[other] >= slot}
        pushed |= {other for other in self.after[meeting] if _NONE < self.slot_of[other] <= slot}
        left = self.members[slot] - pushed
        if len(left) >= self.event.tables:
            pushed.add(self.dice.choice(sorted(left)))
        return sorted(pushed)

    def _put(self, meeting: int, slot: int) -> None:
        self.slot_of[meeting] = slot
        self.members[slot].add(meeting)
        for participant in self.event.meetings[meeting]:
            self.at[participant][slot] = meeting

    def _take_out(self, meeting: int) -> None:
        slot = self.slot_of[meeting]
        self.slot_of[meeting] = _NONE
        self.members[slot].discard(meeting)
        for participant in self.event.meetings[meeting]:
            self.at[participant][slot] = _NONE
        self.waiting.append(meeting)
