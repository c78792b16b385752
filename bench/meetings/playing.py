"""A day played under one rule: Parvis as houses run it, the static plan, the free chair."""

from __future__ import annotations

import random
import time
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

from bench.meetings.happening import Happening

from parvis.timetable.domain.day.cards import Cards, fallback_cards
from parvis.timetable.domain.day.ground import Ground, ground_of
from parvis.timetable.domain.day.moves import next_moves
from parvis.timetable.domain.day.notes import Note, Seen, merged, noted
from parvis.timetable.domain.day.state import NEVER, Meeting, Presence, State
from parvis.timetable.domain.problem import may_meet

#: A recruiter who is not there after so many slots is taken not to come.
GIVEN_UP_AFTER = 3
#: Calls a slot: who was called and does not come is replaced once, after two of ten minutes or so.
CALLS = 2


@dataclass
class Played:
    """What came of a day: meetings held; seconds of each re-planning, on the clock and of the processor, and of each set of cards; calls that
    nobody answered; people called by two tables at once.
    """

    met: list[Meeting] = field(default_factory=list)
    seconds: list[float] = field(default_factory=list)
    processor_seconds: list[float] = field(default_factory=list)
    card_seconds: list[float] = field(default_factory=list)
    unanswered: int = 0
    clashes: int = 0


Rule = Callable[[Happening, Sequence[Meeting], random.Random], Played]


class House:
    """A house with Parvis: what it knows of the day, slot after slot. What it does not know it learns by calling in vain."""

    def __init__(self, happened: Happening, plan: Sequence[Meeting], chance: random.Random) -> None:
        self.happened, self.chance, self.played = happened, chance, Played()
        self.state = State(ground_of(happened.problem), plan)
        self.gone: set[str] = set()
        self.cards: Cards = fallback_cards(self.state, 0)
        self.numbers: Counter[str] = Counter()

    def play(self) -> Played:
        """Play all slots."""
        for slot in range(len(self.happened.problem.slots)):
            cut_off = self.happened.cut_off[slot]
            apart = self._tables_alone(slot, cut_off)
            if len(cut_off) < len(self.happened.problem.tables):
                self._look(slot)
                self._call(slot, cut_off)
            self._sync(slot, apart)
        return self.played

    def _look(self, slot: int) -> None:
        """Take in who is there at the beginning of ``slot``: who checked in, walk-ins, recruiters, who said when they leave."""
        happened = self.happened
        walk_ins = [each for each in happened.walk_ins if happened.seekers[each.id].begin <= slot]
        stays = {alias: stay for alias, stay in happened.seekers.items() if stay.begin <= slot}
        until = {alias: stay.end for alias, stay in stays.items() if stay.is_said}
        people = Presence(frozenset(stays.keys() - self.gone), dict.fromkeys(self.gone, NEVER), until)
        tables = {name for name, stay in happened.tables.items() if slot in stay}
        missing = {
            each.id: NEVER for each in happened.problem.tables if each.id not in tables and slot >= GIVEN_UP_AFTER
        }
        ground: Ground = self.state.ground.joined(walk_ins)
        self.state = replace(
            self.state,
            ground=ground,
            seekers=people,
            tables=Presence(frozenset(tables), missing),
            met=tuple(self.played.met),
            begun=(),
        )

    def _call(self, slot: int, cut_off: frozenset[str]) -> None:
        """Call as often as ``CALLS`` says; tables that are cut off work down their cards meanwhile."""
        cards = {table: self.cards.get(table, {}).get(slot, ()) for table in cut_off}
        self.state = replace(self.state, cards=cards)
        for _ in range(CALLS):
            begun, worked = time.perf_counter(), time.process_time()
            moves = next_moves(self.state, slot)
            self.played.seconds.append(time.perf_counter() - begun)
            self.played.processor_seconds.append(time.process_time() - worked)
            called = [Meeting(move.seeker, move.table, slot) for move in moves.now if move.table not in cut_off]
            came = [each for each in called if slot in self.happened.seekers[each.seeker]]
            self.gone |= {each.seeker for each in called} - {each.seeker for each in came}
            self.played.unanswered += len(called) - len(came)
            self.state = replace(self.state, begun=(*self.state.begun, *came), expected=moves.later)
            if not self.gone & self.state.seekers.here:
                break
            people = self.state.seekers
            people = replace(people, here=people.here - self.gone, since=dict.fromkeys(self.gone, NEVER))
            self.state = replace(self.state, seekers=people)

    def _tables_alone(self, slot: int, cut_off: frozenset[str]) -> list[Note]:
        """Let each table of ``cut_off`` whose recruiter is there work down its card; return what they noted."""
        notes = []
        chairs = {each.id: each.interviewers for each in self.happened.problem.tables}
        for table in sorted(cut_off):
            if table not in self.happened.tables or slot not in self.happened.tables[table]:
                continue
            left = chairs[table]
            for alias in self.cards.get(table, {}).get(slot, ()):
                if not left:
                    break
                comes = alias in self.happened.seekers and slot in self.happened.seekers[alias]
                self.numbers[table] += 1
                notes.append(Note(table, alias, slot, self.numbers[table], Seen.MET if comes else Seen.MISSED))
                left -= comes
        return notes

    def _sync(self, slot: int, apart: list[Note]) -> None:
        """Merge what the tables noted, sent twice and in any order, and make the cards for the next two slots."""
        sent = [*apart, *apart]
        self.chance.shuffle(sent)
        found = noted(merged(sent), self.state.plan)
        together = [*self.state.begun, *found.met]
        self.gone |= {each.seeker for each in found.missed if each.seeker in self.state.seekers.here}
        self.played.clashes += len(together) - len({each.seeker for each in together}) + len(found.doubtful)
        self.played.met += together
        self.state = replace(self.state, begun=(), met=tuple(self.played.met))
        if slot + 1 < len(self.happened.problem.slots):
            begun = time.perf_counter()
            self.cards = fallback_cards(self.state, slot + 1)
            self.played.card_seconds.append(time.perf_counter() - begun)


def parvis(happened: Happening, plan: Sequence[Meeting], chance: random.Random) -> Played:
    """The plan, re-planned in every slot by the very function that houses call."""
    return House(happened, plan, chance).play()


def static_plan(happened: Happening, plan: Sequence[Meeting], _chance: random.Random) -> Played:
    """The plan as printed: a meeting takes place when both are there."""
    return Played([each for each in plan if are_there(happened, each)])


def free_chair(happened: Happening, _plan: Sequence[Meeting], chance: random.Random) -> Played:
    """No plan: in each slot whoever is there and waits, in any order, takes a free chair, of a table they wish if there is one."""
    return _without_a_plan(happened, chance, lambda _had: 0)


def polite_chair(happened: Happening, _plan: Sequence[Meeting], chance: random.Random) -> Played:
    """The same, and somebody at the door lets those go first who have met fewest."""
    return _without_a_plan(happened, chance, lambda had: had)


def _without_a_plan(happened: Happening, chance: random.Random, first: Callable[[int], int]) -> Played:
    played, had, pairs = Played(), Counter[str](), set[tuple[str, str]]()
    everybody, tables = happened.everybody, happened.problem.tables
    fits = {alias: [each for each in tables if may_meet(everybody[alias], each)] for alias in happened.seekers}
    for slot in range(len(happened.problem.slots)):
        left = {
            each.id: each.interviewers
            for each in tables
            if slot in each.slots and each.id in happened.tables and slot in happened.tables[each.id]
        }
        waiting = [alias for alias, stay in happened.seekers.items() if slot in stay and slot in everybody[alias].slots]
        chance.shuffle(waiting)
        for alias in sorted(waiting, key=lambda alias: first(had[alias])):
            free = [each.id for each in fits[alias] if left.get(each.id) and (alias, each.id) not in pairs]
            if free and had[alias] < everybody[alias].most:
                wished = [each for each in free if each in everybody[alias].wishes]
                table = chance.choice(wished or free)
                left[table] -= 1
                had[alias] += 1
                pairs.add((alias, table))
                played.met.append(Meeting(alias, table, slot))
    return played


def are_there(happened: Happening, meeting: Meeting) -> bool:
    """Say whether both people of ``meeting`` are in the house in its slot."""
    seeker, table = happened.seekers.get(meeting.seeker), happened.tables.get(meeting.table)
    return seeker is not None and table is not None and meeting.slot in seeker and meeting.slot in table
