"""What this room needs to know of a session of the agenda, in one place."""

from __future__ import annotations

import datetime

from django.utils.translation import gettext as _

from parvis.agenda.enums import EventState, SessionState
from parvis.core.refusal import Refusal
from parvis.seats.models import Plan


def is_off(plan: Plan) -> bool:
    """Say whether the session does not take place, or its event is no longer shown."""
    return plan.session.state == SessionState.CANCELLED or plan.session.event.state != EventState.PUBLISHED


def begins(plan: Plan) -> datetime.datetime:
    """Return when the session begins."""
    starts: datetime.datetime = plan.session.starts
    return starts


def closes(plan: Plan) -> datetime.datetime:
    """Return until when seats can be taken."""
    return min(plan.closes, begins(plan)) if plan.closes else begins(plan)


def refuse_closed(plan: Plan, now: datetime.datetime) -> None:
    """Refuse when no seats of ``plan`` can be taken at ``now``."""
    if is_off(plan):
        raise Refusal(_("This date is cancelled. No seats can be taken."))
    if plan.opens and now < plan.opens:
        raise Refusal(_("Seats cannot be taken yet. Please come back later."))
    if now >= closes(plan):
        raise Refusal(_("It is too late to take seats here. Come to the door: seats may still be free."))
