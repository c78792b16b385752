"""When half a day ends, and how many people sit at a desk."""

from __future__ import annotations

import datetime

from parvis.rota.enums import Half

#: The first half of a day ends at one o'clock on the clock of the house, as it does on exit cards.
HALF_ENDS = datetime.time(13)
#: People of one shift at most, and chairs of a desk.
MOST_PEOPLE = 12
#: A shift lasts so long at most: more is a slip of the hand.
LONGEST = datetime.timedelta(hours=14)


def half_of(local: datetime.datetime) -> Half:
    """Return the half of the day of a moment on the clock of the house."""
    return Half.MORNING if local.time() < HALF_ENDS else Half.AFTERNOON


def half_ends(local: datetime.datetime) -> datetime.datetime:
    """Return when the half of the day of ``local`` ends."""
    if half_of(local) == Half.MORNING:
        return datetime.datetime.combine(local.date(), HALF_ENDS, local.tzinfo)
    return datetime.datetime.combine(local.date() + datetime.timedelta(days=1), datetime.time(), local.tzinfo)


def lasts(begins: datetime.time, ends: datetime.time) -> datetime.timedelta:
    """Return how long it is from ``begins`` to ``ends``; at or before ``begins`` is on the next day."""
    day = datetime.date(2000, 1, 1)
    last = day if ends > begins else day + datetime.timedelta(days=1)
    return datetime.datetime.combine(last, ends) - datetime.datetime.combine(day, begins)
