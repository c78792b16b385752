"""Cards for tables without a network: whom to call in the next slots, so that tables that cannot talk never call the same person."""

from __future__ import annotations

import numpy as np

from parvis.timetable.domain.day.ahead import look_ahead
from parvis.timetable.domain.day.ground import Flags, Real, Whole
from parvis.timetable.domain.day.picture import Picture, picture_of
from parvis.timetable.domain.day.places import Holds, Places, fitting, holds_of
from parvis.timetable.domain.day.ranking import liking_of, ranks_of
from parvis.timetable.domain.day.state import Meeting, State

#: How many stand in at a table, for each of its chairs, over the whole card.
STAND_INS = 2

#: For each table, for each slot: aliases in the order in which to call them.
Cards = dict[str, dict[int, tuple[str, ...]]]


def fallback_card(state: State, slot: int) -> dict[str, list[str]]:
    """Return for each table whom it calls in ``slot`` without a network, in order; see ``fallback_cards``."""
    return {table: list(lines.get(slot, ())) for table, lines in fallback_cards(state, slot, 1).items()}


def fallback_cards(state: State, slot: int, slots: int = 2) -> Cards:
    """Return the cards for the ``slots`` slots from ``slot`` on, made before it begins, from what is known then.

    A line names who is planned there and may come, then who is expected (``State.expected``), then who stands in. Nobody stands on the
    lines of two tables in one slot. Somebody stands in at one table of all cards at most, where they have not met, with a meeting to
    spare: so whatever tables do with their cards, nobody is called by two at once, meets a table twice, or has more than they asked for.
    """
    picture = picture_of(state, slot, is_before=True)
    names, tables = tuple(picture.ground.seekers), tuple(picture.ground.tables)
    span = range(slot, min(slot + slots, picture.there.shape[1]))
    lines = {(meeting.table, meeting.slot, meeting.seeker): None for meeting in picture.promises(span)}
    lines |= {(meeting.table, meeting.slot, meeting.seeker): None for meeting in _expected(picture, state)}
    for row, column, slots_there in _stand_ins(picture, span):
        lines |= {(tables[column], at, names[row]): None for at in slots_there}
    sits = np.flatnonzero((picture.sits | picture.hoped_sits)[:, slot:].any(axis=1))
    cards: Cards = {tables[column]: {} for column in sits}
    for table, at, alias in lines:
        if at in span:
            cards[table][at] = (*cards[table].get(at, ()), alias)
    return cards


def _expected(picture: Picture, state: State) -> list[Meeting]:
    """Return what is expected and still possible, and note it in ``picture``: each person once, each chair once."""
    found = []
    for meeting in state.expected:
        row, column = picture.ground.seekers.get(meeting.seeker), picture.ground.tables.get(meeting.table)
        if row is None or column is None or not picture.slot <= meeting.slot < picture.there.shape[1]:
            continue
        place = Places(np.array([column]), np.array([meeting.slot]), np.array([1]), ("",))
        if (
            picture.left[column, meeting.slot] > 0
            and picture.got[row] < picture.ground.most[row]
            and fitting(picture, np.array([row]), place).any()
        ):
            picture.take(row, column, meeting.slot)
            found.append(meeting)
    return found


def _stand_ins(picture: Picture, span: range) -> list[tuple[int, int, list[int]]]:
    """Let tables choose in turn, those with the fewest to choose from first; return (row, column, slots) for each choice."""
    rows = np.flatnonzero((picture.got < picture.ground.most) & picture.there[:, span.start : span.stop].any(axis=1))
    columns = np.flatnonzero((picture.sits | picture.hoped_sits)[:, span.start : span.stop].any(axis=1))
    if not (len(rows) and len(columns)):
        return []
    holds = holds_of(picture)
    free = _free(picture, holds, span, rows, columns)
    worth = _worth(picture, holds, rows, columns, np.logical_or.reduce(free))
    wanted = picture.ground.chairs[columns] * STAND_INS
    in_turn = np.argsort((worth > 0).sum(axis=1), kind="stable")
    chosen = []
    for turn in range(int(wanted.max())):
        for number in in_turn[wanted[in_turn] > turn].tolist():
            best = worth[number].argmax()
            if worth[number, best] > 0:
                chosen.append((number, int(best)))
                worth[:, best] = 0
    return [
        (
            int(rows[best]),
            int(columns[number]),
            [slot for slot, is_free in zip(span, free, strict=True) if is_free[number, best]],
        )
        for number, best in chosen
    ]


def _free(picture: Picture, holds: Holds, span: range, rows: Whole, columns: Whole) -> Flags:
    """Return [slots, tables, R] in which slots each table may call each."""
    free = np.zeros((len(span), len(columns), len(rows)), dtype=bool)
    for at, slot in enumerate(span):
        free[at] = fitting(picture, rows, _anywhere(picture, columns, slot, _needs(holds, columns, slot))).T
        free[at] &= (picture.sits | picture.hoped_sits)[columns, slot][:, None]
    return free


def _worth(picture: Picture, holds: Holds, rows: Whole, columns: Whole, may: Flags) -> Real:
    """Return [tables, R] how gladly each table calls each whom it ``may``, 0 never."""
    ranks = ranks_of(picture, look_ahead(picture, holds, {}))[rows]
    worth = liking_of(picture, rows, _anywhere(picture, columns, picture.slot, ("",) * len(columns)))
    worth += ranks
    worth *= may
    return worth


def _anywhere(picture: Picture, columns: Whole, slot: int, needs: tuple[str, ...]) -> Places:
    """Return a place at each table, of as many chairs as it has."""
    return Places(columns, np.full(len(columns), slot), picture.ground.chairs[columns], needs)


def _needs(holds: Holds, columns: Whole, slot: int) -> tuple[str, ...]:
    """Return for each table the need that a place is held for in ``slot``: then only those with it stand in."""
    return tuple(next(iter(holds.reserved.get((column, slot), {})), "") for column in columns.tolist())
