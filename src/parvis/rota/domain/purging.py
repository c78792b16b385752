"""What goes by itself: standings of days before, and what was planned three years ago."""

from __future__ import annotations

import datetime

from parvis.rota.models import Shift, ShiftException, Standing, Swap

#: How long shifts that ended, and exceptions and swaps that are over, stay: figures compare with a year before.
KEPT = datetime.timedelta(days=3 * 366)


def purge(now: datetime.datetime) -> int:
    """Remove what is over; return how many rows went. A clock may be a day behind Greenwich: that day stays."""
    yesterday, before = now.date() - datetime.timedelta(days=1), now.date() - KEPT
    gone = (
        Standing.objects.filter(day__lt=yesterday),
        ShiftException.objects.filter(day__lt=before),
        Swap.objects.filter(day__lt=before),
        Shift.objects.filter(last_day__lt=before),
    )
    return sum(rows.delete()[0] for rows in gone)
