"""What a manager says of the line of a house."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from parvis.accounts.domain.acts import record
from parvis.accounts.models import Staff
from parvis.core.domain.revisions import raise_revision
from parvis.core.refusal import Refusal
from parvis.network.domain.scope import today_at
from parvis.network.models import Desk, House
from parvis.queue.domain.purging import forget
from parvis.queue.enums import Mode, State
from parvis.queue.models import Flow, Ticket
from parvis.queue.rules import local_in

ROOM = "queue"


@dataclass(frozen=True)
class Planned:
    """How a house takes people in turn; the words are those of the table."""

    mode: Mode
    desks: tuple[str, ...] = ()
    by_visitors: bool = True
    last_at: datetime.time | None = None
    is_closed_today: bool = False


def flow_of(house: House) -> Flow | None:
    """Return the line of ``house``, None when it never had one."""
    return Flow.objects.filter(house=house).first()


def gives_tickets(house: House) -> bool:
    """Say whether ``house`` takes people in turn by tickets; one question."""
    return Flow.objects.filter(house=house).exclude(mode=Mode.NOD).exists()


def _somebody_waits(house: House, now: datetime.datetime) -> bool:
    """Say whether a ticket of today waits or is called; those of other days go first, and who was missed stops nobody."""
    local = local_in(house.time_zone, now)
    forget(house, local)
    states = (State.WAITING, State.AWAY, State.CALLED)
    return Ticket.objects.filter(house=house, day=local.date(), state__in=states).exists()


def plan_flow(house: House, planned: Planned, by: Staff, now: datetime.datetime) -> Flow:
    """Say how ``house`` takes people in turn; refuse to change the mode while people wait, because their tickets would mean something else."""
    known = set(Desk.objects.filter(house=house).order_by().values_list("key", flat=True))
    if not set(planned.desks) <= known:
        raise Refusal(_("This house has no such desk."))
    with transaction.atomic():
        raise_revision(ROOM)
        flow, _is_new = Flow.objects.select_for_update().get_or_create(house=house)
        if flow.mode != planned.mode and _somebody_waits(house, now):
            raise Refusal(_("People wait with tickets. Change this when nobody waits any more."))
        flow.mode, flow.desks, flow.by_visitors = planned.mode, list(planned.desks), planned.by_visitors
        flow.last_at = planned.last_at
        flow.closed_on = today_at(house, now) if planned.is_closed_today else None
        flow.is_sample = False
        flow.version += 1
        flow.save()
        record(by, "line.planned", code=planned.mode, house=house.slug)
    return flow
