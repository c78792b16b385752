"""How long an offer lasts, and how long what has ended is kept."""

from __future__ import annotations

import datetime

#: Where the feed gives no end: days after an import last saw it.
LASTS = 60
#: A standing offer without an end is written as seen again at most this often (days), so that a repeated import writes nothing.
SEEN_AGAIN = 7
#: Days that a removed offer's address goes on saying that it is over.
REMEMBERED = 730


def end_of(ends_at: datetime.datetime | None, seen_on: datetime.date) -> datetime.datetime:
    """Return when an offer vanishes: at the end its feed gave, else at the end of day ``LASTS`` after it was seen (UTC)."""
    if ends_at is not None:
        return ends_at
    return datetime.datetime.combine(seen_on + datetime.timedelta(days=LASTS + 1), datetime.time(), datetime.UTC)


def is_seen_anew(ends_at: datetime.datetime | None, seen_on: datetime.date, today: datetime.date) -> bool:
    """Say whether an unchanged offer must be written as seen today, lest it vanish while its feed still holds it."""
    return ends_at is None and (today - seen_on).days >= SEEN_AGAIN
