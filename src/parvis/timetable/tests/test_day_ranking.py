"""How gladly people sit somewhere, and whether they may, beside plain formulas for each pair."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings

from parvis.timetable.domain.day.picture import picture_of
from parvis.timetable.domain.day.places import Places, fitting
from parvis.timetable.domain.day.ranking import liking_of
from parvis.timetable.domain.problem import BOTH, extra, may_meet
from parvis.timetable.tests.day_worlds import worlds

CHECK = settings(max_examples=100, deadline=None)


def backwards(picture, slot):
    """A place at each table and all rows, last first: numbers are not places in the arrays."""
    columns = np.arange(len(picture.ground.tables))[::-1]
    ones = np.ones(len(columns), dtype=np.int64)
    return np.arange(len(picture.ground.seekers))[::-1], Places(columns, ones * slot, ones, ("",) * len(columns))


def walk(tables, one, other):
    """The way between two tables over the longest there is; 0 where a place is not known."""

    def way(a, b):
        return 0.0 if a.at is None or b.at is None else abs(a.at[0] - b.at[0]) + abs(a.at[1] - b.at[1])

    longest = max(way(a, b) for a in tables for b in tables)
    return way(one, other) / longest if longest else 0.0


@CHECK
@given(worlds())
def test_liking_is_wish_then_walk_then_waiting_then_lot(world):
    picture = picture_of(world.state, world.slot)
    rows, places = backwards(picture, world.slot)
    people, tables = list(picture.ground.seekers), list(world.tables.values())
    found = liking_of(picture, rows, places)
    assert found.shape == (len(tables), len(people))
    for number, column in enumerate(places.columns):
        for at, row in enumerate(rows):
            last, there = picture.last[row], tables[column]
            far = 0.5 if last < 0 else walk(tables, tables[last], there)
            waited = (world.slot - picture.waits_since[row]) / (picture.there.shape[1] + 1)
            plain = 0.8 * extra(world.seekers[people[row]], there) / BOTH + 0.1 * (1 - far)
            plain += 0.09 * waited + 0.009 * picture.ground.lot[row]
            assert found[number, at] == pytest.approx(plain)


@CHECK
@given(worlds())
def test_who_fits_is_there_free_and_may_meet(world):
    picture = picture_of(world.state, world.slot)
    rows, places = backwards(picture, world.slot)
    people, tables = list(picture.ground.seekers), list(world.tables.values())
    found = fitting(picture, rows, places)
    for number, column in enumerate(places.columns):
        for at, row in enumerate(rows):
            seeker, there = world.seekers[people[row]], tables[column]
            is_free = world.slot in seeker.slots and world.is_there(seeker.id) and not picture.busy[row]
            is_new = not picture.done[row, column]
            # the ground leaves the slots the two share to the places
            share = set(seeker.slots) & set(there.slots)
            if share:
                assert found[at, number] == (may_meet(seeker, there) and is_new and is_free)
