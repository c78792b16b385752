"""Which half of the day a moment is in."""

from __future__ import annotations

import datetime

from parvis.core.enums import Half

_NOON_IS_OVER = 13


def half_of(local: datetime.datetime) -> Half:
    """Return the half of the day of a moment on the clock of the house."""
    return Half.MORNING if local.hour < _NOON_IS_OVER else Half.AFTERNOON
