"""Who goes first, and where: people in ranks, then wishes, a short walk, who waits longest, the lot. R rows of seekers."""

from __future__ import annotations

import numpy as np

from parvis.timetable.domain.day.ahead import Ahead
from parvis.timetable.domain.day.ground import Real, Whole
from parvis.timetable.domain.day.picture import Picture
from parvis.timetable.domain.day.places import Places, fitting
from parvis.timetable.domain.problem import BOTH

#: Chances are told apart by powers of two: 0, 1, 2–3, 4–7, … and 2⁵ and more.
MANY_CHANCES = 7


def ranks_of(picture: Picture, ahead: Ahead) -> Whole:
    """Return [P] who goes first, the highest number: who is promised nobody and could have nobody later; who is promised nobody; who has met
    nobody, for promises are for later and people leave; then who has fewest, met or promised.

    Among equals who planned goes before walk-ins, then who has fewest chances left (or promises, of those who have met nobody).
    """
    people = len(picture.got)
    can_wait, chances = np.zeros(people, dtype=np.int64), np.zeros(people, dtype=np.int64)
    can_wait[ahead.rows[ahead.later >= 0]] = 1
    chances[ahead.rows] = np.ceil(np.log2(ahead.chances + 1)).astype(np.int64)
    waits = (picture.had == 0) & (picture.got > 0)
    level = np.where(waits, 1, picture.got + (picture.got > 0))
    chances = np.minimum(np.where(waits, picture.got, chances), MANY_CHANCES - 1)
    order = ((level * 2 + can_wait) * 2 + picture.is_walk_in) * MANY_CHANCES + chances
    _, place = np.unique(-order, return_inverse=True)
    ranks: Whole = place.astype(np.int64) + 1
    return ranks


def weights_of(picture: Picture, rows: Whole, ranks: Whole, chairs: Places) -> Real:
    """Return [chairs, R]: ranks so far apart that no sum of likings outweighs one (people who can sit together are a matroid), then likings."""
    fits = fitting(picture, rows, chairs).T
    apart = len(chairs) + 1
    weights: Real = np.where(fits, ranks[None, :] * apart + liking_of(picture, rows, chairs), 0.0)
    return weights


def liking_of(picture: Picture, rows: Whole, chairs: Places) -> Real:
    """Return [chairs, R] in [0, 1): wishes, then a short walk, then who waits longest, then the lot."""
    ground = picture.ground
    wishes = 0.8 * (np.arange(BOTH + 1) / BOTH)  # looked up, not reckoned: pairs are many
    walks = 0.1 * (
        1 - np.pad(ground.walks[chairs.columns], ((0, 0), (0, 1)), constant_values=0.5)
    )  # the last: not known
    waited = (picture.slot - picture.waits_since[rows]) / (picture.there.shape[1] + 1)
    liking: Real = wishes[ground.liking[rows].T[chairs.columns]]
    liking += walks.take(picture.last[rows], axis=1, mode="wrap")
    liking += 0.09 * waited + 0.009 * ground.lot[rows]
    return liking
