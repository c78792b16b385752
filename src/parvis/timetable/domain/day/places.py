"""Free places of the rest of the day, and whom they fit. R rows of seekers, C places."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from parvis.timetable.domain.day.ground import Flags, Whole
from parvis.timetable.domain.day.picture import Picture
from parvis.timetable.domain.day.state import Released


@dataclass(frozen=True, slots=True)
class Places:
    """Free places: each is ``counts`` chairs of the table ``columns`` in the slot ``slots``, for those with the need ``needs`` ("": anybody)."""

    columns: Whole
    slots: Whole
    counts: Whole
    needs: tuple[str, ...]

    def __len__(self) -> int:
        return len(self.columns)

    def each_chair(self) -> Places:
        """Return the same with a place for each chair."""
        repeated = np.repeat(np.arange(len(self)), self.counts)
        return self.only(repeated, np.ones(len(repeated), dtype=np.int64))

    def only(self, picked: Whole, counts: Whole | None = None) -> Places:
        """Return the places ``picked`` (their numbers)."""
        needs = tuple(self.needs[number] for number in picked)
        return Places(
            self.columns[picked], self.slots[picked], self.counts[picked] if counts is None else counts, needs
        )

    def for_anybody(self) -> Places:
        """Return the same places, held for no need."""
        return Places(self.columns, self.slots, self.counts, ("",) * len(self))


@dataclass(frozen=True, slots=True)
class Holds:
    """Places held for needs: ``reserved`` by (table, slot), each a need and a number of places; ``released``: those anybody may have."""

    reserved: dict[tuple[int, int], dict[str, int]]
    released: tuple[Released, ...]


def holds_of(picture: Picture) -> Holds:
    """Return which held places are still held in ``picture``.

    Whoever has a need and is promised a place there uses up one of those held for it: one, however many needs. What is left is released ``release_before`` slots before it begins, when nobody
    checked in with the need, who has no meeting yet and is promised none, could take it.
    """
    ground, now = picture.ground, picture.slot
    reserved: dict[tuple[int, int], dict[str, int]] = {}
    released = []
    names = tuple(ground.tables)
    for (column, slot), held in _held_from(picture).items():
        for need, places in _unused(picture, column, slot, held).items():
            if slot <= now + picture.release_before and not _could_take(picture, column, slot, ground.needing[need]):
                released.append(Released(names[column], slot, need, places))
            else:
                reserved.setdefault((column, slot), {})[need] = places
    return Holds(reserved, tuple(released))


def _held_from(picture: Picture) -> dict[tuple[int, int], dict[str, int]]:
    """Return the places held from now on at tables that may be there: by (table, slot), each a need and a number of places."""
    found: dict[tuple[int, int], dict[str, int]] = {}
    for held in picture.ground.held:
        column = picture.ground.tables.get(held.table)
        if column is None or held.slot < picture.slot or not (picture.sits | picture.hoped_sits)[column, held.slot]:
            continue
        needs = found.setdefault((column, held.slot), {})
        needs[held.need] = needs.get(held.need, 0) + held.places
    return found


def _unused(picture: Picture, column: int, slot: int, held: dict[str, int]) -> dict[str, int]:
    """Return what those with the needs leave of the places ``held`` at a table in a slot; who has fewest of the needs takes first."""
    there = picture.promised[:, slot] == column
    if slot == picture.slot:
        there = there | (picture.sits_at == column)
    left, needing = dict(held), picture.ground.needing
    rows = np.flatnonzero(there).tolist()
    needs_of = [[need for need in held if needing[need][row]] for row in rows]
    for needs in sorted(needs_of, key=len):
        open_still = [need for need in needs if left[need]]
        if open_still:
            left[max(open_still, key=left.__getitem__)] -= 1
    return {need: places for need, places in left.items() if places}


def _could_take(picture: Picture, column: int, slot: int, has_need: Flags) -> bool:
    able = has_need & (picture.got == 0) & picture.ground.may[:, column] & picture.can_sit(slot)
    return bool(able.any())


def free_places(picture: Picture, holds: Holds, slots: Sequence[int]) -> Places:
    """Return the free places in ``slots``, held ones apart, in the order of slots and tables."""
    found: list[tuple[int, int, int, str]] = []
    for slot in slots:
        for column in np.flatnonzero(picture.left[:, slot] > 0).tolist():
            left = int(picture.left[column, slot])
            for need, places in holds.reserved.get((column, slot), {}).items():
                if min(left, places) > 0:
                    found.append((column, slot, min(left, places), need))
                    left -= min(left, places)
            if left:
                found.append((column, slot, left, ""))
    return _places(found)


def _places(found: list[tuple[int, int, int, str]]) -> Places:
    numbers = np.array([each[:3] for each in found], dtype=np.int64).reshape(len(found), 3)
    return Places(numbers[:, 0], numbers[:, 1], numbers[:, 2], tuple(each[3] for each in found))


def fitting(picture: Picture, rows: Whole, places: Places) -> Flags:
    """Return [R, C]: whether each of ``rows`` may sit at each place: they may meet, have not, and are there and free in its slot."""
    pairs = picture.ground.may[rows] & ~picture.done[rows]
    fits: Flags = (pairs.T[places.columns] & picture.free_slots(rows).T[places.slots]).T
    needs = np.array(places.needs)
    for need in set(places.needs) - {""}:
        fits &= (needs != need)[None, :] | picture.ground.needing[need][rows][:, None]
    return fits
