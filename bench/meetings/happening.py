"""What happens on a meeting day, drawn by a seed: who comes when and leaves when, which recruiters come, where the network drops.

A model, and said so: a fifth of those registered do not come; of the others 15 % are one to three slots late and 6 % leave before their
window ends, half of them without a word (the others say so when they come); one walk-in for ten registered comes in any slot of the first two thirds and stays. One recruiter
in twenty does not come, one in twenty comes one or two slots late, one in fifty leaves two slots early. In each slot one table in fifty has
no network; in one slot of the day, after its first third, no table has.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass, replace

from bench.meetings.days import Size, day

from parvis.timetable.domain.problem import Problem, Seeker
from parvis.timetable.domain.reading import read_problem

NO_SHOWS, LATE, LEAVE, WALK_INS = 0.20, 0.15, 0.06, 0.10
ABSENT_TABLES, LATE_TABLES, EARLY_TABLES, CUT_OFF = 0.05, 0.05, 0.02, 0.02


@dataclass(frozen=True)
class Stay:
    """In the house from the slot ``begin`` to before ``end``; whether an early end was said when they came."""

    begin: int
    end: int
    is_said: bool = False

    def __contains__(self, slot: int) -> bool:
        return self.begin <= slot < self.end


@dataclass(frozen=True)
class Happening:
    """The truth of a day: stays of seekers who come (walk-ins too) and of recruiters who come; tables cut off in each slot."""

    problem: Problem
    walk_ins: tuple[Seeker, ...]
    seekers: dict[str, Stay]
    tables: dict[str, Stay]
    cut_off: tuple[frozenset[str], ...]

    @property
    def everybody(self) -> dict[str, Seeker]:
        """Return registered people and walk-ins by alias."""
        return {each.id: each for each in (*self.problem.seekers, *self.walk_ins)}


def happening(size: Size, seed: int) -> Happening:
    """Draw a day of ``size``: those who registered and the walk-ins are one crowd, drawn together."""
    registered = size.seekers
    crowd = read_problem(day(replace(size, seekers=registered + round(WALK_INS * registered)), seed))
    problem = replace(crowd, seekers=crowd.seekers[:registered])
    chance = random.Random(f"happening {size} {seed}")
    slots = len(problem.slots)
    walk_ins = tuple(_walking_in(each, slots, chance) for each in crowd.seekers[registered:])
    came = {each.id: _stay(each.slots, chance) for each in problem.seekers if chance.random() >= NO_SHOWS}
    came |= {each.id: Stay(each.slots[0], slots) for each in walk_ins}
    tables = {each.id: _recruiter(slots, chance) for each in problem.tables if chance.random() >= ABSENT_TABLES}
    return Happening(problem, walk_ins, came, tables, _cut_off([each.id for each in problem.tables], slots, chance))


def _walking_in(seeker: Seeker, slots: int, chance: random.Random) -> Seeker:
    return replace(seeker, id=f"w{seeker.id}", slots=tuple(range(chance.randrange(2 * slots // 3), slots)))


def _stay(window: Sequence[int], chance: random.Random) -> Stay:
    begin, end = window[0], window[-1] + 1
    if chance.random() < LATE:
        begin += chance.randint(1, 3)
    is_early = chance.random() < LEAVE
    if is_early:
        end = max(begin + 1, end - chance.randint(1, max(1, (end - begin) // 2)))
    return Stay(begin, end, is_said=is_early and chance.random() < 0.5)


def _recruiter(slots: int, chance: random.Random) -> Stay:
    drawn = chance.random()
    if drawn < LATE_TABLES:
        return Stay(chance.randint(1, 2), slots)
    return Stay(0, slots - 2 if drawn > 1 - EARLY_TABLES else slots)


def _cut_off(tables: Sequence[str], slots: int, chance: random.Random) -> tuple[frozenset[str], ...]:
    dark = chance.randrange(slots // 3, slots)
    return tuple(
        frozenset(table for table in tables if slot == dark or chance.random() < CUT_OFF) for slot in range(slots)
    )
