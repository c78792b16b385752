"""When a place leaves the network: what its dated statements say, read without asking the database again."""

from __future__ import annotations

import datetime
from collections.abc import Iterable

from parvis.network.enums import LabelState
from parvis.network.models import Membership


def state_on(memberships: Iterable[Membership], day: datetime.date) -> str | None:
    """Return the newest state known to hold on ``day``, as ``House.objects.with_state`` does; None when nothing is known."""
    holding = [
        row
        for row in memberships
        if row.known_on <= day and (row.since is None or row.since <= day) and (row.until is None or day <= row.until)
    ]
    return max(holding, key=lambda row: (row.known_on, row.pk)).state if holding else None


def first_day_ended(memberships: Iterable[Membership], today: datetime.date) -> datetime.date | None:
    """Return the first day from ``today`` on that a place is no longer in the network; None when no statement says so."""
    rows = list(memberships)
    turns = {day for row in rows for day in (row.known_on, row.since, _after(row.until)) if day and day > today}
    return next((day for day in [today, *sorted(turns)] if state_on(rows, day) == LabelState.ENDED), None)


def _after(day: datetime.date | None) -> datetime.date | None:
    return day + datetime.timedelta(days=1) if day and day < datetime.date.max else None
