"""Seats for the sample's events whose kind takes seats; nothing of a house's own is touched."""

from __future__ import annotations

import datetime

from django.utils import timezone

from parvis.agenda.enums import Seats
from parvis.agenda.models import Event, Session
from parvis.seats.models import Plan

#: Dates an event: enough to move from one to another.
DATES = 4
#: The seats of a date without a room.
SEATS = 12
_TAKING = (Seats.NEEDED, Seats.OPTIONAL)


def load_sample() -> dict[str, int]:
    """Give the coming dates of sample events seats, where none are given yet, and those that are over two figures of their
    end, made up as the dates are; return how many."""
    now, made = timezone.now(), 0
    taking = Event.objects.filter(is_sample=True, kind__seats__in=_TAKING).public().coming(now)
    for event in taking.select_related("kind").order_by("pk"):
        for session in event.sessions.coming(now).taking_place().select_related("room")[:DATES]:
            seats = min(20, session.room.capacity or 20) if session.room else SEATS
            share = 20 if event.kind.seats == Seats.OPTIONAL else 10
            made += Plan.objects.get_or_create(session=session, defaults={"seats": seats, "walk_in_share": share})[1]
    counts = {"seats": made, "dates with figures": _past(now)}
    return {what: number for what, number in counts.items() if number}


def _past(now: datetime.datetime) -> int:
    over = Session.objects.filter(event__is_sample=True, event__kind__seats__in=_TAKING, seat_plan__isnull=True)
    plans = [_made_up(session) for session in over.filter(ends__lte=now).public().taking_place()]
    Plan.objects.bulk_create(plans)
    return len(plans)


def _made_up(session: Session) -> Plan:
    """Return the seats of a date of the sample that is over: more taken one week, fewer the next."""
    turn = session.starts.toordinal() // 7
    taken = SEATS - 3 * (turn % 4)
    return Plan(
        session=session, seats=SEATS, walk_in_share=20, taken_in_the_end=taken, came_in_the_end=taken - turn % 3
    )
