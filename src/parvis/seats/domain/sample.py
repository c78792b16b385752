"""Seats for the sample's events whose kind takes seats; nothing of a house's own is touched."""

from __future__ import annotations

from django.utils import timezone

from parvis.agenda.enums import Seats
from parvis.agenda.models import Event
from parvis.seats.models import Plan

#: Dates an event: enough to move from one to another.
DATES = 4


def load_sample() -> dict[str, int]:
    """Give the coming dates of sample events seats, where none are given yet; return how many."""
    now, made = timezone.now(), 0
    taking = Event.objects.filter(is_sample=True, kind__seats__in=(Seats.NEEDED, Seats.OPTIONAL)).public().coming(now)
    for event in taking.select_related("kind").order_by("pk"):
        for session in event.sessions.coming(now).taking_place().select_related("room")[:DATES]:
            seats = min(20, session.room.capacity or 20) if session.room else 12
            share = 20 if event.kind.seats == Seats.OPTIONAL else 10
            made += Plan.objects.get_or_create(session=session, defaults={"seats": seats, "walk_in_share": share})[1]
    return {"seats": made} if made else {}
