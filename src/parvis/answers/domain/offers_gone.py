"""Whether an offer was gone by a day: then a silence is told as what it is, and closes nothing that is closed already."""

from __future__ import annotations

import datetime
from zoneinfo import ZoneInfo

from parvis.offers.models import Offer


def was_gone_by(code: str, day: datetime.date, time_zone: str) -> bool:
    """Say whether the offer with ``code`` had ended or was withdrawn on ``day``, by the clock of ``time_zone``, or before; also when nothing is left of it."""
    found = Offer.objects.filter(code=code).values_list("expires_at", "withdrawn_on").first()
    if found is None:
        return True
    expires_at, withdrawn_on = found
    return expires_at.astimezone(ZoneInfo(time_zone)).date() <= day or (
        withdrawn_on is not None and withdrawn_on <= day
    )
