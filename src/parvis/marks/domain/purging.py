"""Fingerprints of notes go when their notes can no longer be sent; counts stay, in no order of writing."""

from __future__ import annotations

import datetime

from parvis.core.domain.periods import ONE_DAY
from parvis.core.random_keys import lie_by_number
from parvis.marks.models import Mark, Sent
from parvis.marks.rules import LATE


def purge(now: datetime.datetime) -> int:
    """Forget the notes that are older than LATE; return how many."""
    removed, _each = Sent.objects.filter(day__lt=now.date() - LATE - ONE_DAY).delete()
    lie_by_number(Mark)
    return removed
