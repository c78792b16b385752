"""Fingerprints of notes go when their notes can no longer be sent; counts stay, in no order of writing."""

from __future__ import annotations

import datetime

from django.db import connection

from parvis.core.domain.periods import ONE_DAY
from parvis.marks.models import Sent
from parvis.marks.rules import LATE


def purge(now: datetime.datetime) -> int:
    """Forget the notes that are older than LATE; return how many."""
    removed, _each = Sent.objects.filter(day__lt=now.date() - LATE - ONE_DAY).delete()
    if connection.vendor == "postgresql" and not connection.in_atomic_block:
        # PostgreSQL's files keep rows in the order of writing: written anew they lie in that of their random numbers.
        # It cannot do so within a transaction that wrote the table; none does.
        with connection.cursor() as cursor:
            cursor.execute("CLUSTER marks_mark USING marks_mark_pkey")
    return removed
