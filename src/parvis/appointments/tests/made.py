"""Slots for tests."""

from __future__ import annotations

import datetime

from parvis.appointments.domain.making import Pattern
from parvis.network.models import Desk, House

NOW = datetime.datetime(2026, 11, 26, 10, 5, tzinfo=datetime.UTC)
MONDAY = datetime.date(2026, 11, 30)
LINK = "https://video.example/room"


def pattern(house: House, **changes) -> Pattern:
    """A Monday from two to four, in slots of half an hour: four of them, ten minutes between makes three."""
    return Pattern(
        **{
            "desk": Desk.objects.get(house=house),
            "chair": 1,
            "languages": ("fr", "ar"),
            "days": (MONDAY,),
            "begins": datetime.time(14),
            "ends": datetime.time(16),
            "minutes": 30,
            "pause": 10,
        }
        | changes
    )
