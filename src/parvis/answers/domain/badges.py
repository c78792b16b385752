"""The promise to answer in a few words, as lists of offers show it; and as data, for machines."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from parvis.answers.domain.showing import Promised, promises_of
from parvis.answers.rules import Rate


@dataclass(frozen=True)
class Badge:
    """What a list says of one offer: ``promise`` in words; how it was ``kept``, empty while too few were counted."""

    promise: str
    kept: str = ""


def badges_of(codes: Iterable[str], now: datetime.datetime) -> dict[str, Badge]:
    """Return the badges of the offers with ``codes`` by code, in the language of the page; an offer that closed after silences has none.

    Two questions when nobody promises anything, seven at most, however many offers.
    """
    return {code: badge_of(promised) for code, promised in promises_of(codes, now).items() if not promised.is_closed}


def badge_of(promised: Promised) -> Badge:
    """Say the promise in a few words; how it was kept with the bounds between which the true share is, 95 times in 100."""
    days = promised.contract.days
    promise = ngettext("answers within %(number)d day", "answers within %(number)d days", days) % {"number": days}
    return Badge(promise, _kept(promised.rate) if promised.rate else "")


def _kept(rate: Rate) -> str:
    said = _("%(percent)d %% of %(counted)d promises kept; most likely between %(low)d and %(high)d %%")
    return said % {
        "percent": rate.percent,
        "counted": rate.counted,
        "low": rate.low_percent,
        "high": rate.high_percent,
    }


def promise_data(promised: Promised) -> dict[str, Any]:
    """Return the promise as open data: days, whether a note can be sent now; the rate is None while too few were counted."""
    rate = promised.rate
    return {
        "days": promised.contract.days,
        "is_open": promised.is_open,
        "rate": {"kept": rate.kept, "counted": rate.counted, "low": round(rate.low, 4), "high": round(rate.high, 4)}
        if rate
        else None,
    }
