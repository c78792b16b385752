"""A day in memory: the same people at the same tables, under one rule of who is next."""

from __future__ import annotations

import heapq
import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from bench.tickets.world import Place, Visitor

from parvis.queue.domain.choosing import Help, Waiter, choose, overtaken_by

#: Who waits (number → waiter), the table that is free, the other tables → whom it calls.
Rule = Callable[[dict[int, Waiter], Help, Sequence[Help]], Waiter | None]


def ours(waiting: dict[int, Waiter], caller: Help, others: Sequence[Help]) -> Waiter | None:
    """The rule of Parvis, the very function that the tables call."""
    return choose(waiting.values(), caller, others)


def one_line(waiting: dict[int, Waiter], caller: Help, _others: Sequence[Help]) -> Waiter | None:
    """First come, first served, over the whole house: the first whom the table can help."""
    able = (waiter for waiter in waiting.values() if caller.can_help(waiter))
    return min(able, key=lambda waiter: waiter.place, default=None)


def line_a_desk(waiting: dict[int, Waiter], caller: Help, _others: Sequence[Help]) -> Waiter | None:
    """First come, first served, a line a desk: a table serves the line of its first question alone; who speaks something else waits for who can."""
    assert isinstance(caller, Place)
    able = (waiter for waiter in waiting.values() if waiter.desk == caller.first and caller.can_help(waiter))
    return min(able, key=lambda waiter: waiter.place, default=None)


@dataclass(frozen=True)
class Seen:
    """What became of somebody: the wait in minutes (None: the house closed first), and how many came later and went before."""

    visitor: Visitor
    wait: float | None
    overtaken: int


def play(came: Sequence[Visitor], tables: Sequence[Help], rule: Rule, chance: random.Random) -> list[Seen]:
    """Let the day pass; a table goes on until nobody waits whom it can help."""
    waiting: dict[int, Waiter] = {}
    waits: dict[int, float] = {}
    overtaken = [0] * len(came)
    free = set(range(len(tables)))
    ends: list[tuple[float, int]] = []
    coming = 0

    def call(table: int, now: float) -> None:
        others = [each for number, each in enumerate(tables) if number != table]
        chosen = rule(waiting, tables[table], others)
        if chosen is None:
            free.add(table)
            return
        free.discard(table)
        for passed in overtaken_by(chosen, waiting.values(), tables[table]):
            overtaken[passed.number] += 1
            waiting[passed.number] = replace(passed, overtaken=passed.overtaken + 1)
        del waiting[chosen.number]
        waits[chosen.number] = now - came[chosen.number].comes
        heapq.heappush(ends, (now + came[chosen.number].talks, table))

    while coming < len(came) or ends:
        if ends and (coming == len(came) or ends[0][0] <= came[coming].comes):
            now, table = heapq.heappop(ends)
            call(table, now)
            continue
        visitor = came[coming]
        waiting[coming] = Waiter(coming, coming, visitor.desk, visitor.language)
        coming += 1
        idle = sorted(table for table in free if tables[table].can_help(waiting[coming - 1]))
        chance.shuffle(idle)
        for table in idle:
            if coming - 1 in waiting:
                call(table, visitor.comes)
    return [Seen(visitor, waits.get(number), overtaken[number]) for number, visitor in enumerate(came)]
