"""A state seen from one slot, as arrays: who is there, which promises stand, who has what. P seekers, T tables, S slots."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from parvis.timetable.domain.day.ground import Flags, Ground, Whole
from parvis.timetable.domain.day.state import Fallen, Loss, Meeting, Planned, Presence, State


@dataclass(slots=True)
class Picture:
    """What is so in ``slot``, before anybody is placed.

    ``there``: [P, S], who is in the house and stays; ``sits``: [T, S], whose recruiter is. ``hoped``, ``hoped_sits``: who may still come.
    ``promised``: [P, S] the table promised, -1 none: in this slot and after, where it may still be kept. ``done``: [P, T], pairs that met, are meeting or are promised.
    ``got``: [P], how many meetings each has had, has now or is promised; ``had``: those had or begun. ``last``: [P], the table last sat at, -1 none;
    ``waits_since``: [P], the slot after the last meeting. ``busy``: [P], who sits or is called now, or is on the card of a table without a network; ``sits_at``: [P] the table begun at, -1 none.
    ``left``: [T, S], chairs that are not
    taken by begun, kept or later promises. ``hoped_left``: [T, S], how many more chairs there would be without those who are not here.
    """

    ground: Ground
    slot: int
    release_before: int
    is_walk_in: Flags
    there: Flags
    sits: Flags
    hoped: Flags
    hoped_sits: Flags
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

    def promises(self, slots: range) -> list[Meeting]:
        """Return the meetings promised in ``slots``."""
        names, tables = tuple(self.ground.seekers), tuple(self.ground.tables)
        rows, at = np.nonzero(self.promised[:, slots.start : slots.stop] >= 0)
        columns = self.promised[rows, at + slots.start]
        found = zip(rows.tolist(), columns.tolist(), (at + slots.start).tolist(), strict=True)
        return [Meeting(names[row], tables[column], slot) for row, column, slot in found]

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
        ground=ground, slot=slot, release_before=state.release_before,
        is_walk_in=ground.is_walk_in | _flags(state.walk_ins, ground.seekers), there=there, sits=sits, hoped=hoped, hoped_sits=hoped_sits, fallen=[],
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
    here = _flags(presence.here, rows)
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


def _flags(names: Iterable[str], rows: Mapping[str, int]) -> Flags:
    """Return [rows]: who is named."""
    found = np.zeros(len(rows), dtype=bool)
    found[[rows[name] for name in names if name in rows]] = True
    return found


def _numbered(meetings: Sequence[Planned], ground: Ground) -> tuple[Whole, Whole, Whole, Whole]:
    """Return rows, columns, slots and numbers of those of ``meetings`` that the ground knows, in their order."""
    row_of, column_of, slots = ground.seekers.get, ground.tables.get, ground.free.shape[1]
    rows = np.array([row_of(each.seeker, -1) for each in meetings], dtype=np.int64)
    columns = np.array([column_of(each.table, -1) for each in meetings], dtype=np.int64)
    at = np.array([each.slot for each in meetings], dtype=np.int64)
    known = np.flatnonzero((rows >= 0) & (columns >= 0) & (at >= 0) & (at < slots))
    return rows[known], columns[known], at[known], known


def _first_of(keys: Whole) -> Flags:
    """Return which of ``keys`` were not there before."""
    is_first = np.zeros(len(keys), dtype=bool)
    is_first[np.unique(keys, return_index=True)[1]] = True
    return is_first


def _what_was(picture: Picture, state: State) -> None:
    before = [*state.met, *(each for each in state.begun if each.slot < picture.slot)]
    before.sort(key=lambda each: each.slot)
    rows, columns, slots, _ = _numbered(before, picture.ground)
    is_first = _first_of(rows * picture.done.shape[1] + columns)
    rows, columns, slots = rows[is_first], columns[is_first], slots[is_first]
    picture.done[rows, columns] = True
    picture.got += np.bincount(rows, minlength=len(picture.got))
    picture.last[rows], picture.waits_since[rows] = columns, slots + 1
    for row, column, slot, _ in zip(*_numbered(state.begun, picture.ground), strict=True):
        if slot == picture.slot and not picture.busy[row]:
            picture.got[row] += not picture.done[row, column]
            picture.done[row, column] = picture.busy[row] = True
            picture.sits_at[row] = column
            picture.left[column, slot] = max(0, picture.left[column, slot] - 1)
    for each in state.begun:  # of somebody who left: the chair is free when the table says so
        number = picture.ground.tables.get(each.table)
        if number is not None and each.slot == picture.slot and each.seeker not in picture.ground.seekers:
            picture.left[number, each.slot] = max(0, picture.left[number, each.slot] - 1)


def _what_is_promised(picture: Picture, state: State) -> None:
    """Read the plan in its order; a promise that clashes with one that was read before, or was met already, is none."""
    rows, columns, slots, numbers = _numbered(state.plan, picture.ground)
    open_still = (
        (slots >= picture.slot) & ~picture.done[rows, columns] & ~((slots == picture.slot) & picture.busy[rows])
    )
    comes = (picture.there | picture.hoped)[rows, slots]
    stands = (picture.sits | picture.hoped_sits)[columns, slots]
    stays = open_still & comes & stands
    stays[stays] = _first_of(rows[stays] * picture.done.shape[1] + columns[stays])
    stays[stays] = _first_of(rows[stays] * picture.there.shape[1] + slots[stays])
    has_chair = stays.copy()
    has_chair[stays] = _seated(picture, columns[stays], slots[stays])
    for why, lost in (
        (Loss.NO_SEEKER, open_still & ~comes),
        (Loss.NO_TABLE, open_still & comes & ~stands),
        (Loss.NO_CHAIR, stays & ~has_chair),
    ):
        told = (state.plan[number] for number in numbers[lost])
        picture.fallen += [Fallen(Meeting(each.seeker, each.table, each.slot), why) for each in told]
    _promise(picture, rows[has_chair], columns[has_chair], slots[has_chair])


def _seated(picture: Picture, columns: Whole, slots: Whole) -> Flags:
    """Return which of the promises at tables in slots get a chair: first come, as many as there are."""
    left = np.where(picture.sits, picture.left, picture.hoped_left)[columns, slots]
    order = np.argsort(columns * picture.there.shape[1] + slots, kind="stable")
    keys = (columns * picture.there.shape[1] + slots)[order]
    place = np.arange(len(keys)) - np.searchsorted(keys, keys)
    seated = np.zeros(len(keys), dtype=bool)
    seated[order] = place < left[order]
    return seated


def _promise(picture: Picture, rows: Whole, columns: Whole, slots: Whole) -> None:
    is_sure = picture.sits[columns, slots]
    np.subtract.at(picture.left, (columns[is_sure], slots[is_sure]), 1)
    np.subtract.at(picture.hoped_left, (columns[~is_sure], slots[~is_sure]), 1)
    may_fall = is_sure & picture.hoped[rows, slots]
    np.add.at(picture.hoped_left, (columns[may_fall], slots[may_fall]), 1)
    picture.promised[rows, slots] = columns
    picture.done[rows, columns] = True
    picture.got += np.bincount(rows, minlength=len(picture.got))
    picture.busy[rows[slots == picture.slot]] = True


def _without_a_network(picture: Picture, state: State) -> None:
    """Leave the chairs of tables without a network, and whom their cards name, to those tables for this slot."""
    for table, aliases in state.cards.items():
        if table in picture.ground.tables:
            picture.left[picture.ground.tables[table], picture.slot] = 0
            picture.busy |= _flags(aliases, picture.ground.seekers)
