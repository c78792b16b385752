"""Small days for the tests of the running day: everything that can happen, nothing that needs to be likely.

Hypothesis draws how large a day is and a seed, and makes both smaller when something fails; the rest is drawn by the seed, which is quick.
"""

from __future__ import annotations

import random
from dataclasses import dataclass

from hypothesis import strategies as st

from parvis.timetable.domain.day.ground import ground_of
from parvis.timetable.domain.day.state import NEVER, Meeting, Presence, State
from parvis.timetable.domain.problem import Held, Problem, Seeker, Slot, Table, may_meet

LANGUAGES = ("fr", "nl", "ar")
NEEDS = ("quiet", "step-free")
FACTS = ("level:2", "level:3", "rhythm:block")


def some(chance, words, most=3):
    return frozenset(chance.sample(words, chance.randint(0, min(most, len(words)))))


def slots_of(chance, slots):
    return tuple(sorted(chance.sample(range(slots), chance.randint(1, slots))))


def table(chance, slots, number):
    return Table(
        id=f"t{number}",
        slots=slots_of(chance, slots),
        interviewers=chance.randint(1, 2),
        languages=some(chance, LANGUAGES, 2),
        offers=some(chance, NEEDS),
        at=chance.choice((None, (float(chance.randint(0, 9)), float(chance.randint(0, 9))))),
        wants=some(chance, FACTS, 1),
        refuses=some(chance, FACTS, 1) if chance.random() < 0.25 else frozenset(),
    )


def seeker(chance, slots, names, alias):
    wishes = some(chance, names)
    return Seeker(
        id=alias,
        slots=slots_of(chance, slots),
        most=chance.randint(1, 3),
        languages=some(chance, LANGUAGES, 2),
        needs=some(chance, NEEDS, 1) if chance.random() < 0.3 else frozenset(),
        wishes=wishes,
        vetoes=some(chance, [name for name in names if name not in wishes], 1),
        open=chance.random() < 0.75,
        states=some(chance, FACTS, 2),
    )


def held_places(chance, tables):
    return tuple(
        Held(each.id, chance.choice(each.slots), chance.choice(NEEDS), chance.randint(1, each.interviewers))
        for each in tables
        if chance.random() < 0.5
    )


def plan_of(chance, problem):
    """A plan that keeps the rules: pairs in any order, each taken where it fits; held places stay free."""
    taken, seats, had, plan = set(), {}, {}, []
    for held in problem.held:
        seats[held.table, held.slot] = seats.get((held.table, held.slot), 0) + held.places
    pairs = [(seeker, table) for seeker in problem.seekers for table in problem.tables if may_meet(seeker, table)]
    chance.shuffle(pairs)
    for seeker, table in pairs[: chance.randint(0, 16)]:
        for slot in sorted(set(seeker.slots) & set(table.slots)):
            full = seats.get((table.id, slot), 0) >= table.interviewers
            if (seeker.id, slot) in taken or full or had.get(seeker.id, 0) >= seeker.most:
                continue
            taken.add((seeker.id, slot))
            seats[table.id, slot] = seats.get((table.id, slot), 0) + 1
            had[seeker.id] = had.get(seeker.id, 0) + 1
            plan.append(Meeting(seeker.id, table.id, slot))
            break
    return tuple(plan)


def presence(chance, names, slots):
    def times():
        return {name: chance.choice((*range(slots + 1), NEVER)) for name in names if chance.random() < 0.15}

    return Presence(frozenset(name for name in names if chance.random() < 0.8), times(), times())


@dataclass(frozen=True)
class World:
    problem: Problem
    walk_ins: tuple[Seeker, ...]
    state: State
    slot: int

    @property
    def seekers(self):
        return {each.id: each for each in (*self.problem.seekers, *self.walk_ins)}

    @property
    def tables(self):
        return {each.id: each for each in self.problem.tables}

    def is_there(self, alias, slot=None):
        return _is_there(self.state.seekers, alias, self.slot if slot is None else slot)

    def sits(self, table, slot=None):
        slot = self.slot if slot is None else slot
        return _is_there(self.state.tables, table, slot) and slot in self.tables[table].slots

    def done(self):
        return {(each.seeker, each.table) for each in (*self.state.met, *self.state.begun)}

    def had(self, alias):
        return len({pair for pair in self.done() if pair[0] == alias})

    def may_sit(self, alias, table, slot=None):
        slot = self.slot if slot is None else slot
        seeker, there = self.seekers[alias], self.is_there(alias, slot) and self.sits(table, slot)
        return (
            there
            and slot in seeker.slots
            and may_meet(seeker, self.tables[table])
            and (alias, table) not in self.done()
        )


def _is_there(presence, name, slot):
    return name in presence.here and presence.since.get(name, 0) <= slot < presence.until.get(name, NEVER)


def world(chance, slots, tables, seekers, walk_ins):
    """A day in some slot: some planned meetings of before were held, and nothing else has happened yet."""
    found = tuple(table(chance, slots, number) for number in range(tables))
    names = tuple(each.id for each in found)
    people = tuple(seeker(chance, slots, names, f"s{number}") for number in range(seekers))
    new = tuple(seeker(chance, slots, names, f"w{number}") for number in range(walk_ins))
    times = tuple(Slot(f"{14 + slot}:00", f"{14 + slot}:10") for slot in range(slots))
    problem = Problem(times, found, people, held=held_places(chance, found), seed=chance.randint(0, 3))
    plan = plan_of(chance, problem)
    slot = chance.randrange(slots)
    state = State(
        ground_of(problem, new),
        plan,
        presence(chance, [each.id for each in (*people, *new)], slots),
        presence(chance, names, slots),
        met=tuple(each for each in plan if each.slot < slot and chance.random() < 0.5),
    )
    return World(problem, new, state, slot)


@st.composite
def worlds(draw):
    slots, tables = draw(st.integers(1, 5)), draw(st.integers(0, 4))
    seekers, walk_ins = draw(st.integers(0, 9)), draw(st.integers(0, 3))
    return world(random.Random(draw(st.integers(0, 2**32))), slots, tables, seekers, walk_ins)
