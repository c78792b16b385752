"""Numbers of the line: how long what lives, in what steps waits are counted, when a range may be told."""

from __future__ import annotations

import datetime
from bisect import bisect_left
from zoneinfo import ZoneInfo

from parvis.core.domain.half_days import half_of
from parvis.core.enums import Half

ONE_DAY = datetime.timedelta(days=1)

#: Minutes of a step in which waits are counted; the last step is “three hours and more”.
STEP = 5
LAST_STEP = 36
#: Upper ends of the bands of “how many were before, for each open table”.
BANDS = (0, 1, 2, 4, 7, 11, 16)
#: By how many who came later somebody may be overtaken, at most (docs/queue.md).
MOST_OVERTAKEN = 5
#: How often a ticket is called before it is set aside.
CALLS = 2
#: Minutes for which a place can be kept for somebody who goes away.
LATER = (10, 20, 30, 45)
#: Half-days that are looked at for a range, and waits that must be among them.
LOOKED_BACK = datetime.timedelta(days=56)
ENOUGH = 20


def local_in(time_zone: str, now: datetime.datetime) -> datetime.datetime:
    """Return ``now`` on the clock of a house."""
    return now.astimezone(ZoneInfo(time_zone))


def oldest_kept(local: datetime.datetime) -> tuple[datetime.date, Half]:
    """Return the oldest half-day whose tickets still live at ``local``: none of them is 24 hours old.

    A ticket says no more than its half-day, so it ends a day after that half began, whenever in it it was taken.
    """
    if half_of(local) == Half.MORNING:
        return local.date() - ONE_DAY, Half.AFTERNOON
    return local.date(), Half.MORNING


def minute_of(moment: datetime.datetime) -> datetime.datetime:
    """Return ``moment`` without what is finer than a minute."""
    return moment.replace(second=0, microsecond=0)


def step_of(waited: datetime.timedelta) -> int:
    """Return the step of a wait: 0 is less than STEP minutes, LAST_STEP all that lasted longer than the others."""
    return max(0, min(LAST_STEP, int(waited.total_seconds() // 60) // STEP))


def band_of(load: int) -> int:
    """Return the band of ``load``, people before for each open table: 0 for none, len(BANDS) beyond the last."""
    return bisect_left(BANDS, load)
