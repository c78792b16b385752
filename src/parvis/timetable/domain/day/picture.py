"""A state seen from one slot, as arrays: who is there, which promises stand, who has what. P seekers, T tables, S slots."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np

from parvis.timetable.domain.day.ground import Flags, Ground, Whole
from parvis.timetable.domain.day.state import Fallen, Loss, Meeting, Presence, State


@dataclass(slots=True)
class Picture:
    """What is so in ``slot``, before anybody is placed.

    ``there``: [P, S], who is in the house and stays; ``sits``: [T, S], whose recruiter is. ``hoped``, ``hoped_sits``: who may still come.
    ``kept``: promises of this slot of people who are present. ``later``: promises after it that may still be kept.
    ``promised``: [P, S] the table promised, -1 none; kept and later. ``done``: [P, T], pairs that met, are meeting or are promised.
    ``got``: [P], how many meetings each has had, has now or is promised; ``had``: those had or begun. ``last``: [P], the table last sat at, -1 none;
    ``waits_since``: [P], the slot after the last meeting. ``busy``: [P], who sits or is called now, or is on the card of a table without a network; ``sits_at``: [P] the table begun at, -1 none.
    ``left``: [T, S], chairs that are not
    taken by begun, kept or later promises. ``hoped_left``: [T, S], how many more chairs there would be without those who are not here.
    """

    ground: Ground
    slot: int
    there: Flags
    sits: Flags
    hoped: Flags
    hoped_sits: Flags
    kept: list[Meeting]
    later: list[Meeting]
    fallen: list[Fallen]
    promised: Whole
    done: Flags
    got: Whole
    had: Whole
    last: Whole
    waits_since: Whole
    busy: Flags
    sits_at: Whole
    left: Whole
    hoped_left: Whole

    def can_sit(self, slot: int) -> Flags:
        """Return [P]: who is there and free in ``slot``."""
        free: Flags = self.there[:, slot] & self.ground.free[:, slot] & (self.promised[:, slot] < 0)
        return free & ~self.busy if slot == self.slot else free

    def free_slots(self, rows: Whole) -> Flags:
        """Return [rows, S]: in which slots each is there and free."""
        free: Flags = self.ground.free[rows] & self.there[rows] & (self.promised[rows] < 0)
        free[:, self.slot] &= ~self.busy[rows]
        return free

    def take(self, row: int, column: int, slot: int) -> None:
        """Note that somebody sits at a table in ``slot``."""
        self.done[row, column] = True
        self.got[row] += 1
        self.promised[row, slot] = column
        self.left[column, slot] -= 1
        if slot == self.slot:
            self.busy[row] = True


def picture_of(state: State, slot: int, *, is_before: bool = False) -> Picture:
    """Return the picture of ``state`` in ``slot``; ``is_before``: before it begins, when who is not here may still come for it."""
    ground = state.ground
    slots = ground.free.shape[1]
    there, hoped = _presence(state.seekers, ground.seekers, slots, slot + (not is_before))
    sits, hoped_sits = _presence(state.tables, ground.tables, slots, slot + (not is_before))
    sits, hoped_sits = sits & ground.open, hoped_sits & ground.open
    people, tables = len(ground.seekers), len(ground.tables)
    picture = Picture(
        ground=ground, slot=slot, there=there, sits=sits, hoped=hoped, hoped_sits=hoped_sits, kept=[], later=[], fallen=[],
        promised=np.full((people, slots), -1), done=np.zeros((people, tables), dtype=bool), got=np.zeros(people, dtype=np.int64),
        had=np.zeros(people, dtype=np.int64),
        last=np.full(people, -1), waits_since=np.full(people, -1), busy=np.zeros(people, dtype=bool), sits_at=np.full(people, -1),
        left=ground.chairs[:, None] * sits, hoped_left=ground.chairs[:, None] * hoped_sits,
    )  # fmt: skip
    _what_was(picture, state)
    picture.had = picture.got.copy()
    _what_is_promised(picture, state)
    _without_a_network(picture, state)
    return picture


def _presence(presence: Presence, rows: Mapping[str, int], slots: int, hope: int) -> tuple[Flags, Flags]:
    """Return [rows, slots] twice: who is there for sure, and who is not here and may be there from the slot ``hope`` on."""
    here = np.zeros(len(rows), dtype=bool)
    here[_numbers(presence.here, rows)] = True
    since, until = np.zeros(len(rows), dtype=np.int64), np.full(len(rows), slots)
    for times, named in ((since, presence.since), (until, presence.until)):
        for name, slot in named.items():
            if name in rows:
                times[rows[name]] = slot
    axis = np.arange(slots)
    may = (axis >= since[:, None]) & (axis < until[:, None])
    hoped = may & ~here[:, None]
    hoped[:, :hope] = False
    return may & here[:, None], hoped


def _numbers(names: Iterable[str], rows: Mapping[str, int]) -> list[int]:
    return [rows[name] for name in names if name in rows]


def _what_was(picture: Picture, state: State) -> None:
    ground, seats = picture.ground, picture.ground.seekers
    for meeting in (*state.met, *(each for each in state.begun if each.slot < picture.slot)):
        row, column = seats.get(meeting.seeker), ground.tables.get(meeting.table)
        if row is None or column is None or picture.done[row, column]:
            continue
        picture.done[row, column] = True
        picture.got[row] += 1
        if meeting.slot >= picture.waits_since[row]:
            picture.last[row], picture.waits_since[row] = column, meeting.slot + 1
    for meeting in state.begun:
        row, column = seats.get(meeting.seeker), ground.tables.get(meeting.table)
        if row is None or column is None or meeting.slot != picture.slot or picture.busy[row]:
            continue
        picture.got[row] += not picture.done[row, column]
        picture.done[row, column] = picture.busy[row] = True
        picture.sits_at[row] = column
        picture.left[column, picture.slot] = max(0, picture.left[column, picture.slot] - 1)


def _what_is_promised(picture: Picture, state: State) -> None:
    """Read the plan in its order; a promise that clashes with one that was read before, or was met already, is none."""
    ground, now = picture.ground, picture.slot
    for planned in state.plan:
        meeting = Meeting(planned.seeker, planned.table, planned.slot)
        row, column = ground.seekers.get(meeting.seeker), ground.tables.get(meeting.table)
        slot = meeting.slot
        if row is None or column is None or not now <= slot < picture.there.shape[1] or picture.done[row, column]:
            continue
        if not (picture.there[row, slot] or picture.hoped[row, slot]):
            picture.fallen.append(Fallen(meeting, Loss.NO_SEEKER))
        elif not (picture.sits[column, slot] or picture.hoped_sits[column, slot]):
            picture.fallen.append(Fallen(meeting, Loss.NO_TABLE))
        elif picture.promised[row, slot] < 0 and not (slot == now and picture.busy[row]):
            _promise(picture, meeting, row, column)


def _promise(picture: Picture, meeting: Meeting, row: int, column: int) -> None:
    slot = meeting.slot
    seats = picture.left if picture.sits[column, slot] else picture.hoped_left
    if seats[column, slot] <= 0:
        picture.fallen.append(Fallen(meeting, Loss.NO_CHAIR))
        return
    seats[column, slot] -= 1
    if picture.hoped[row, slot] and picture.sits[column, slot]:
        picture.hoped_left[column, slot] += 1
    picture.promised[row, slot] = column
    picture.done[row, column] = True
    picture.got[row] += 1
    if slot == picture.slot:
        picture.busy[row] = True
        picture.kept.append(meeting)
    else:
        picture.later.append(meeting)


def _without_a_network(picture: Picture, state: State) -> None:
    """Leave the chairs of tables without a network, and whom their cards name, to those tables for this slot."""
    for table, aliases in state.cards.items():
        if table in picture.ground.tables:
            picture.left[picture.ground.tables[table], picture.slot] = 0
            picture.busy[_numbers(aliases, picture.ground.seekers)] = True
