"""The look ahead: who can meet somebody later, so that whoever cannot goes first now.

All who have no meeting and are promised none are matched at once with the free places of this slot and all later ones (a largest matching,
Hopcroft and Karp 1973). Whoever it places later can wait. If chairs of this slot go first to the others, as many as ever possible are
placed in the end: let the matching place a people now and b later; the b can sit later whatever happens now, a are seated now, and a + b is
the most there can be. Those with a plan are matched before walk-ins: two largest matchings are joined (Mendelsohn and Dulmage 1958) so that
nobody the first one places, which knows no walk-in, is left out, and still as many as possible are in.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from parvis.timetable.domain.day.ground import Flags, Real, Whole
from parvis.timetable.domain.day.matching import Graph, matched_in_order
from parvis.timetable.domain.day.picture import Picture
from parvis.timetable.domain.day.places import Holds, Places, free_places

#: With more pairs of people and places than this, whoever fits on more chairs than FEW is matched with a part of them, spread over the day.
MOST_PAIRS = 300_000
FEW = 64


@dataclass(frozen=True, slots=True)
class Ahead:
    """What the look ahead found for ``rows`` (who has no meeting): [R] the place each may have later, -1 none; [R] how many would do."""

    rows: Whole
    places: Places
    later: Whole
    chances: Real


def look_ahead(picture: Picture, holds: Holds, expected: dict[int, tuple[int, int]]) -> Ahead:
    """Match those without a meeting; ``expected``: row → (table, slot) said before, kept unless somebody would be left out by it."""
    able = (picture.got == 0) & (picture.ground.most > 0) & picture.there[:, picture.slot :].any(axis=1)
    rows = np.flatnonzero(able)
    places = free_places(picture, holds, range(picture.slot, picture.there.shape[1]))
    chances = _chances(picture, rows)
    of_chair = np.repeat(np.arange(len(places)), places.counts)
    graph = _graph(picture, rows, places, chances)
    is_walk_in = picture.is_walk_in[rows]
    found = _around(graph, _still_expected(rows, places, of_chair, expected), is_walk_in) if expected else None
    if found is None:
        found = matched_in_order(graph, is_walk_in)
    later = np.full(len(rows), -1)
    waits = np.flatnonzero(found >= 0)
    waits = waits[places.slots[of_chair[found[waits]]] > picture.slot]
    later[waits] = of_chair[found[waits]]
    return Ahead(rows, places, later, chances)


def _chances(picture: Picture, rows: Whole) -> Real:
    """Return [R] on how many chairs each could sit in the rest of the day if nobody came who is not here."""
    now = picture.slot
    pairs = (picture.ground.may[rows] & ~picture.done[rows]).astype(np.float32)
    chairs = np.maximum(picture.left + picture.hoped_left, 0)[:, now:].astype(np.float32)
    chances: Real = ((pairs @ chairs) * picture.free_slots(rows)[:, now:]).sum(axis=1)
    return chances


def _graph(picture: Picture, rows: Whole, places: Places, chances: Real) -> Graph:
    """Return who fits on which chair; of those who fit on many a part when there are too many pairs to look at."""
    is_much = len(rows) * len(places) > MOST_PAIRS
    has_many = (chances > FEW) & is_much
    few, many = np.flatnonzero(~has_many), np.flatnonzero(has_many)
    first = np.cumsum(places.counts) - places.counts
    shape = (len(rows), int(places.counts.sum()))
    who, where = _all(picture, rows[few], places)
    counts = places.counts[where]
    of_pair = np.repeat(np.arange(len(where)), counts)
    chair = np.arange(len(of_pair)) - np.repeat(np.cumsum(counts) - counts, counts)
    some, there = _part(picture, rows[many], places)
    drawn = first[there] + (some * 31 + there) % places.counts[there]
    return Graph(
        np.concatenate([few[who[of_pair]], many[some]]), np.concatenate([first[where[of_pair]] + chair, drawn]), shape
    )


def _all(picture: Picture, rows: Whole, places: Places) -> tuple[Whole, Whole]:
    """Return (number in ``rows``, place) of all pairs that fit."""
    ground, free, needs = picture.ground, picture.free_slots(rows), np.array(places.needs)
    who, columns = np.nonzero(ground.may[rows] & ~picture.done[rows])
    found_who, found_places = [np.zeros(0, dtype=np.int64)], [np.zeros(0, dtype=np.int64)]
    for need in sorted(set(places.needs)):
        place_at = np.full(ground.open.shape, -1)
        picked = np.flatnonzero(needs == need)
        place_at[places.columns[picked], places.slots[picked]] = picked
        has_need = ground.needing[need][rows[who]] if need else np.ones(len(who), dtype=bool)
        some, slots = np.nonzero((place_at[columns] >= 0) & free[who] & has_need[:, None])
        found_who.append(who[some])
        found_places.append(place_at[columns[some], slots])
    return np.concatenate(found_who), np.concatenate(found_places)


def _part(picture: Picture, rows: Whole, places: Places) -> tuple[Whole, Whole]:
    """Return (number in ``rows``, place) of pairs that fit, looking at FEW places for each, held ones left out."""
    anybody = np.flatnonzero(np.array(places.needs) == "")
    if not (len(rows) and len(anybody)):
        return np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.int64)
    spread = np.arange(FEW) * len(anybody) // FEW
    picked = anybody[(rows[:, None] * 7919 + spread[None, :]) % len(anybody)]
    columns, who = places.columns[picked], rows[:, None]
    fits = picture.ground.may[who, columns] & ~picture.done[who, columns]
    fits &= picture.free_slots(rows)[np.arange(len(rows))[:, None], places.slots[picked]]
    some, number = np.nonzero(fits)
    return some, picked[some, number]


def _around(graph: Graph, expected: Whole, is_walk_in: Flags) -> Whole | None:
    """Return for each row the chair expected, and a matching of the others around; None when somebody who could sit is left out by it."""
    stays = graph.has(expected)
    is_taken = np.zeros(graph.shape[1], dtype=bool)
    is_taken[expected[stays]] = True
    rest = graph.only(~stays[graph.rows] & ~is_taken[graph.chairs])
    found: Whole = np.where(stays, expected, matched_in_order(rest, is_walk_in))
    could = np.zeros(len(found), dtype=bool)
    could[graph.rows] = True
    return found if ((found >= 0) | ~could).all() else None


def _still_expected(rows: Whole, places: Places, of_chair: Whole, expected: dict[int, tuple[int, int]]) -> Whole:
    """Return for each row a chair at the table and in the slot expected, each chair once; -1 when there is none."""
    chairs: dict[tuple[int, int], list[int]] = {}
    for chair, place in enumerate(of_chair.tolist()):
        chairs.setdefault((int(places.columns[place]), int(places.slots[place])), []).append(chair)
    return np.array([_taken(chairs.get(expected.get(row, (-1, -1)))) for row in rows.tolist()], dtype=np.int64)


def _taken(chairs: list[int] | None) -> int:
    return chairs.pop() if chairs else -1
