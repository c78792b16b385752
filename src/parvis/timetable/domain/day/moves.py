"""The next moves of a running day: promises first, then free chairs by rule, then what the others may expect."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from parvis.timetable.domain.day.ahead import Ahead, look_ahead
from parvis.timetable.domain.day.matching import seat
from parvis.timetable.domain.day.picture import Picture, picture_of
from parvis.timetable.domain.day.places import Holds, fitting, free_places, holds_of
from parvis.timetable.domain.day.ranking import liking_of, ranks_of, weights_of
from parvis.timetable.domain.day.state import Meeting, Move, Moves, Planned, State, Why


def next_moves(state: State, slot: int) -> Moves:
    """Return what follows from ``state`` in ``slot``; the rules are in docs/timetable.md, “The day”. A pure function of its arguments."""
    picture = picture_of(state, slot)
    names, tables = tuple(picture.ground.seekers), tuple(picture.ground.tables)
    holds = holds_of(picture)
    ahead = look_ahead(picture, holds, _known(state.expected, picture))
    now = [Move(*meeting, Why.PROMISED) for meeting in picture.promises(range(slot, slot + 1))]
    for row, column, why in _fill(picture, holds, ahead):
        now.append(Move(names[row], tables[column], slot, why))
    later = [Meeting(names[row], tables[column], at) for row, column, at in _expect(picture, holds, ahead, state.plan)]
    return Moves(tuple(now), tuple(later), tuple(picture.fallen), holds.released)


def _known(meetings: Sequence[Meeting], picture: Picture) -> dict[int, tuple[int, int]]:
    seekers, tables = picture.ground.seekers, picture.ground.tables
    return {
        seekers[each.seeker]: (tables[each.table], each.slot)
        for each in meetings
        if each.seeker in seekers and each.table in tables
    }


def _fill(picture: Picture, holds: Holds, ahead: Ahead) -> list[tuple[int, int, Why]]:
    """Seat people on the free chairs of this slot; held ones go to those with the need, then to anybody. Changes ``picture``."""
    chairs = free_places(picture, holds, [picture.slot]).each_chair()
    rows = np.flatnonzero(picture.can_sit(picture.slot) & (picture.got < picture.ground.most))
    ranks = ranks_of(picture, ahead)[rows]
    seated = []
    while len(chairs) and len(rows):
        pairs = seat(weights_of(picture, rows, ranks, chairs))
        for chair, number in pairs:
            row, column = int(rows[number]), int(chairs.columns[chair])
            seated.append((row, column, Why.MORE if picture.got[row] else Why.FIRST))
            picture.take(row, column, picture.slot)
        still = np.setdiff1d(np.arange(len(chairs)), [chair for chair, _ in pairs])
        is_held = np.array([chairs.needs[chair] != "" for chair in still], dtype=bool)
        chairs = chairs.only(still[is_held]).for_anybody()
        rest = np.setdiff1d(np.arange(len(rows)), [number for _, number in pairs])
        rows, ranks = rows[rest], ranks[rest]
    return seated


def _expect(picture: Picture, holds: Holds, ahead: Ahead, plan: Sequence[Planned]) -> list[tuple[int, int, int]]:
    """Return (row, column, slot) of what people may expect later: first who has nobody, then who lost something of the plan."""
    found = []
    for row, place in zip(ahead.rows.tolist(), ahead.later.tolist(), strict=True):
        if place >= 0 and not picture.got[row]:
            column, slot = int(ahead.places.columns[place]), int(ahead.places.slots[place])
            picture.take(row, column, slot)
            found.append((row, column, slot))
    rows = picture.ground.seekers
    planned = np.bincount([rows[each.seeker] for each in plan if each.seeker in rows], minlength=len(rows))
    wanted = np.minimum(planned, picture.ground.most)
    for slot in range(picture.slot + 1, picture.there.shape[1]):
        lost = np.flatnonzero((picture.got < wanted) & picture.can_sit(slot))
        chairs = free_places(picture, holds, [slot]).each_chair()
        if not (len(lost) and len(chairs)):
            continue
        fits = fitting(picture, lost, chairs).T
        for chair, number in seat(np.where(fits, 1.0 + liking_of(picture, lost, chairs), 0.0)):
            row, column = int(lost[number]), int(chairs.columns[chair])
            picture.take(row, column, slot)
            found.append((row, column, slot))
    return found
