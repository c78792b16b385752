"""Spans of time as pairs of moments in UTC: what they share, what is left of them. The end is exclusive."""

from __future__ import annotations

import datetime
from bisect import bisect_left
from collections.abc import Iterable, Sequence

Interval = tuple[datetime.datetime, datetime.datetime]


def joined(intervals: Iterable[Interval]) -> list[Interval]:
    """Return ``intervals`` in order, those that touch or overlap as one."""
    found: list[Interval] = []
    for begins, ends in sorted(each for each in intervals if each[0] < each[1]):
        if found and begins <= found[-1][1]:
            found[-1] = (found[-1][0], max(found[-1][1], ends))
        else:
            found.append((begins, ends))
    return found


def shared(one: Interval, others: Iterable[Interval]) -> list[Interval]:
    """Return the parts of ``one`` that lie in ``others``, in order."""
    cut = ((max(one[0], begins), min(one[1], ends)) for begins, ends in others)
    return joined(cut)


def near(one: Interval, spans: Sequence[Interval]) -> Sequence[Interval]:
    """Return those of ``spans``, which stand in order and apart, that may share something with ``one``."""
    first = max(0, bisect_left(spans, one) - 1)
    return spans[first : bisect_left(spans, (one[1], one[1]))]


def left(wanted: Iterable[Interval], taken: Sequence[Interval]) -> list[Interval]:
    """Return the parts of ``wanted`` that ``taken`` leaves free, in order."""
    free, covered = [], joined(taken)
    for begins, ends in joined(wanted):
        at = begins
        for first, last in covered:
            if last <= at or first >= ends:
                continue
            if first > at:
                free.append((at, first))
            at = max(at, last)
        if at < ends:
            free.append((at, ends))
    return free


def minutes(intervals: Iterable[Interval]) -> int:
    """Return how many whole minutes ``intervals`` last together."""
    return sum(((ends - begins) for begins, ends in intervals), datetime.timedelta()) // datetime.timedelta(minutes=1)
