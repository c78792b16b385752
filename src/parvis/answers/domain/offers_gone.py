"""Whether an offer was gone by a day: then a silence is told as what it is, and closes nothing that is closed already."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping
from zoneinfo import ZoneInfo

from parvis.offers.models import Offer

#: When an offer ends, and on which day it was withdrawn.
End = tuple[datetime.datetime, datetime.date | None]


def ends_of(codes: Iterable[str]) -> dict[str, End]:
    """Return the ends of the offers with ``codes`` by code; those of which nothing is left have none. One question."""
    rows = Offer.objects.filter(code__in=set(codes)).order_by()
    return {code: (ends, withdrawn) for code, ends, withdrawn in rows.values_list("code", "expires_at", "withdrawn_on")}


def was_gone_by(code: str, day: datetime.date, time_zone: str, ends: Mapping[str, End] | None = None) -> bool:
    """Say whether the offer with ``code`` had ended or was withdrawn on ``day``, by the clock of ``time_zone``, or before; also when nothing is left of it.

    ``ends``: those of it and of others, where they were asked for already.
    """
    found = (ends_of([code]) if ends is None else ends).get(code)
    if found is None:
        return True
    expires_at, withdrawn_on = found
    return expires_at.astimezone(ZoneInfo(time_zone)).date() <= day or (
        withdrawn_on is not None and withdrawn_on <= day
    )
