"""What this room needs to know of a session of the agenda, in one place."""

from __future__ import annotations

import datetime
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from parvis.agenda.enums import TAKING_PLACE, EventState, SessionState, Where
from parvis.core.refusal import Refusal
from parvis.seats.models import Plan


def is_off(plan: Plan) -> bool:
    """Say whether the session does not take place, or its event is no longer shown."""
    return plan.session.state == SessionState.CANCELLED or plan.session.event.state not in TAKING_PLACE


def is_appointment(plan: Plan) -> bool:
    """Say whether the session is one person's time at a desk, not a date of the programme."""
    return plan.session.event.state == EventState.APART


def said_off(*, is_appointment: bool) -> str:
    """Return the sentence of what does not take place."""
    return _("This appointment is cancelled.") if is_appointment else _("This date is cancelled.")


def said_off_to_holder(plan: Plan) -> str:
    """Return what whoever has a code for ``plan`` reads of what does not take place."""
    if is_appointment(plan):
        return _("This appointment is cancelled. You need to do nothing; you can take another one.")
    return _("This date is cancelled. You need to do nothing.")


def way_in(plan: Plan, now: datetime.datetime) -> str:
    """Return the address of the house's video room for an appointment that takes place there, from the day before; else empty."""
    if not is_appointment(plan) or is_off(plan) or plan.session.event.where != Where.ONLINE or now >= plan.session.ends:
        return ""
    zone = ZoneInfo(plan.session.time_zone)
    day_before = begins(plan).astimezone(zone).date() - datetime.timedelta(days=1)
    return str(plan.session.event.url) if now.astimezone(zone).date() >= day_before else ""


def begins(plan: Plan) -> datetime.datetime:
    """Return when the session begins."""
    starts: datetime.datetime = plan.session.starts
    return starts


def closes(plan: Plan) -> datetime.datetime:
    """Return until when seats can be taken."""
    return min(plan.closes, begins(plan)) if plan.closes else begins(plan)


def refuse_closed(plan: Plan, now: datetime.datetime) -> None:
    """Refuse when no seats of ``plan`` can be taken at ``now``."""
    if is_appointment(plan) and (is_off(plan) or now >= closes(plan)):
        raise Refusal(_("This time is no longer free. Choose another one."))
    if is_off(plan):
        raise Refusal(_("This date is cancelled. No seats can be taken."))
    if plan.opens and now < plan.opens:
        raise Refusal(_("Seats cannot be taken yet. Please come back later."))
    if now >= closes(plan):
        raise Refusal(_("It is too late to take seats here. Come to the door: seats may still be free."))
