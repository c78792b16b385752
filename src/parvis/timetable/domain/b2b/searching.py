"""Fewer breaks: simulated annealing whose moves keep every rule.

A move takes a meeting to another slot; whoever is busy there comes to the first slot, and so on (a Kempe chain of the two slots). Only the
participants at the chain's ends change when they are busy, so what a move costs is known from two of them.
"""

from __future__ import annotations

import math
import random
import time
from collections.abc import Iterator
from typing import NamedTuple

from parvis.timetable.domain.b2b.event import DIFFERENCE, Event, Schedule

_NONE = -1
_TURNS = 400_000  # of one cooling
_HOT, _COLD = 0.7, 0.15  # breaks
_UNFAIR = 2  # what a break more than the difference costs beside itself


def better_schedules(event: Event, schedule: Schedule, dice: random.Random, deadline: float) -> Iterator[Schedule]:
    """Yield schedules with fewer and fewer breaks, beginning at ``schedule``, until ``deadline`` (monotonic); it must keep every rule."""
    best = schedule
    least = cost_of(event, best)
    while time.monotonic() < deadline and least:
        board = _Board(event, best)
        for turn in range(_TURNS):
            if turn % 1024 == 0:
                if time.monotonic() > deadline:
                    return
                heat = _HOT * (_COLD / _HOT) ** (turn / _TURNS)
            board.turn(dice, heat)
            if board.cost < least:
                least, best = board.cost, tuple(board.slot_of)
                yield best


def cost_of(event: Event, schedule: Schedule) -> int:
    """Return the breaks of ``schedule``, those beyond the difference counted dearer."""
    return _Board(event, schedule).cost


def _cost(busy: int) -> int:
    """Return the breaks of one participant, whose slots are the bits of ``busy``; those beyond the difference count more."""
    breaks = max(0, (busy & ~(busy << 1)).bit_count() - 1)
    return breaks + _UNFAIR * max(0, breaks - DIFFERENCE)


class _Move(NamedTuple):
    """Meetings that change between two slots, participants busy in one of them only, how many more meetings the second then has."""

    chain: list[int]
    ends: list[int]
    more: int


class _Board:
    """``at[p][s]``: whom p meets in slot s. ``busy``: slots of each participant as bits. ``held``: meetings of each slot."""

    def __init__(self, event: Event, schedule: Schedule) -> None:
        self.event = event
        self.after = event.after
        self.has_order = any(event.before)
        self.may = [event.may_start(meeting) for meeting in range(len(schedule))]
        self.slots = [sorted(slots) for slots in self.may]
        self.moving = [meeting for meeting, slots in enumerate(self.slots) if len(slots) > 1]
        self.slot_of = list(schedule)
        self.at = [[_NONE] * event.slots for _ in range(event.participants)]
        self.busy = [0] * event.participants
        self.held = [0] * event.slots
        for meeting, slot in enumerate(schedule):
            self.held[slot] += 1
            for participant in event.meetings[meeting]:
                self.at[participant][slot] = meeting
                self.busy[participant] |= 1 << slot
        self.cost = sum(map(_cost, self.busy))

    def turn(self, dice: random.Random, heat: float) -> None:
        """Try one move at random; take it when it costs nothing, or by chance."""
        if not self.moving:
            return
        meeting = self.moving[int(dice.random() * len(self.moving))]
        slots = self.slots[meeting]
        first, second = self.slot_of[meeting], slots[int(dice.random() * len(slots))]
        if first == second:
            return
        move = self._move(meeting, first, second)
        if move is None:
            return
        flip = 1 << first | 1 << second
        more = sum(_cost(self.busy[end] ^ flip) - _cost(self.busy[end]) for end in move.ends)
        if more > 0 and dice.random() >= math.exp(-more / heat):
            return
        if self.has_order and not self._keeps_order(move.chain, first + second):
            return
        self._take(move, first, second)
        self.cost += more

    def _move(self, meeting: int, first: int, second: int) -> _Move | None:
        """Return the chain that ``meeting`` draws with it from ``first`` to ``second``, None when it breaks a rule."""
        chain, ends, more = [meeting], [], 1
        seen = {meeting}
        for one in chain:  # grows while it is read
            here = self.slot_of[one]
            there = second if here == first else first
            for participant in self.event.meetings[one]:
                other = self.at[participant][there]
                if other == _NONE:
                    ends.append(participant)
                elif other not in seen:
                    if here not in self.may[other]:
                        return None
                    seen.add(other)
                    chain.append(other)
                    more += 1 if there == first else -1
        if self.held[second] + more > self.event.tables or self.held[first] - more > self.event.tables:
            return None
        return _Move(chain, ends, more)

    def _keeps_order(self, chain: list[int], both: int) -> bool:
        moved = {meeting: both - self.slot_of[meeting] for meeting in chain}

        def slot(meeting: int) -> int:
            return moved.get(meeting, self.slot_of[meeting])

        return all(
            all(slot(other) < now for other in self.event.before[meeting])
            and all(slot(other) > now for other in self.after[meeting])
            for meeting, now in moved.items()
        )

    def _take(self, move: _Move, first: int, second: int) -> None:
        flip = 1 << first | 1 << second
        for end in move.ends:
            self.busy[end] ^= flip
        for meeting in move.chain:
            for participant in self.event.meetings[meeting]:
                self.at[participant][self.slot_of[meeting]] = _NONE
        for meeting in move.chain:
            slot = self.slot_of[meeting] = first + second - self.slot_of[meeting]
            for participant in self.event.meetings[meeting]:
                self.at[participant][slot] = meeting
        self.held[second] += move.more
        self.held[first] -= move.more
