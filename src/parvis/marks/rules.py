"""When a mark says which part of the day it is, how late it may come, and when a month is counted."""

from __future__ import annotations

import datetime

from parvis.core.domain.periods import Period
from parvis.marks.enums import Half

NOON, DUSK = 13, 18  #: hours at which the afternoon and the evening begin
#: Themes that one mark can have at most.
MOST_THEMES = 3
#: A mark can come, or be taken back, until so many days after its own: a device may be off the line over a long weekend.
LATE = datetime.timedelta(days=7)


def half_of(local: datetime.datetime) -> Half:
    """Return the part of the day of a moment on the clock of the house."""
    if local.hour < NOON:
        return Half.MORNING
    return Half.AFTERNOON if local.hour < DUSK else Half.EVENING


def is_open(day: datetime.date, today: datetime.date) -> bool:
    """Say whether marks of ``day`` can still come or go on the day ``today``."""
    return today - LATE <= day <= today


def closed_months(period: Period, today: datetime.date) -> list[Period]:
    """Return the months that lie in ``period`` whole and whose marks can change no more: only they are counted."""
    return period.whole_months(before=today - LATE)
