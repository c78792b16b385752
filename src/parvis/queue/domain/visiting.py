"""What whoever has a ticket can do with it: go away for a while, come back, give it back. The reception may do it for them."""

from __future__ import annotations

import datetime
from collections.abc import Callable

from django.utils.translation import gettext as _

from parvis.core.refusal import Refusal
from parvis.network.models import House
from parvis.queue.domain.codes import TicketCode
from parvis.queue.domain.line import Line, locked
from parvis.queue.domain.tallying import count_end
from parvis.queue.enums import State, Step
from parvis.queue.models import Ticket
from parvis.queue.rules import LATER, minute_of

#: How the ticket is named to an act: by its code, or by its number at the reception.
Which = TicketCode | int


def go_away(house: House, which: Which, minutes: int, now: datetime.datetime) -> Ticket:
    """Keep the place of whoever waits for ``minutes`` while they are away; meanwhile nobody calls them."""
    if minutes not in LATER:
        raise Refusal(_("Please choose for how long. Nothing was changed."))
    with locked(house, now) as line:
        ticket = _found(line, which, State.WAITING)
        ticket.state, ticket.since = State.AWAY, None  # a wait with a walk in it is not measured
        ticket.back_by = minute_of(now) + datetime.timedelta(minutes=minutes)
        ticket.save(update_fields=["state", "since", "back_by"])
    return ticket


def come_back(house: House, which: Which, now: datetime.datetime) -> Ticket:
    """Wait again: at the same place, or at the end of the line for who stayed away longer than was said."""
    with locked(house, now) as line:
        ticket = _found(line, which, State.AWAY, State.MISSED)
        if ticket.back_by is not None and now > ticket.back_by + datetime.timedelta(minutes=1):
            ticket.place, ticket.overtaken = line.next_in_order(), 0
        _take_missed_back(ticket)
        ticket.state, ticket.back_by, ticket.called, ticket.calls = State.WAITING, None, None, 0
        ticket.save(update_fields=["place", "overtaken", "state", "back_by", "called", "calls"])
    return ticket


def leave(house: House, which: Which, now: datetime.datetime) -> Ticket:
    """Give the ticket back: somebody else is sooner."""
    with locked(house, now) as line:
        ticket = _found(line, which, State.WAITING, State.AWAY, State.CALLED, State.MISSED)
        _take_missed_back(ticket)
        ticket.state, ticket.since, ticket.back_by, ticket.table, ticket.waited = State.LEFT, None, None, None, None
        ticket.save(update_fields=["state", "since", "back_by", "table", "waited"])
        count_end(ticket, Step.LEFT)
    return ticket


def _take_missed_back(ticket: Ticket) -> None:
    """Count somebody who did not come when called, and is there after all, as missed no more."""
    if ticket.state == State.MISSED:
        count_end(ticket, Step.MISSED, -1)


#: The acts by the name that a form gives them; ``minutes`` is for going away alone.
Act = Callable[[House, Which, int, datetime.datetime], Ticket]
ACTS: dict[str, Act] = {
    "away": go_away,
    "back": lambda house, which, _minutes, now: come_back(house, which, now),
    "leave": lambda house, which, _minutes, now: leave(house, which, now),
}


def _found(line: Line, which: Which, *states: State) -> Ticket:
    if isinstance(which, int):
        ticket = line.ticket(which)
    else:
        rows = Ticket.objects.filter(house=line.house, locator=which.locator()).select_related("desk", "table")
        found = rows.first()
        if found is None:
            raise Refusal(_("This ticket is over. A ticket lives for a day at most."))
        ticket = found
    if ticket.state not in states:
        raise Refusal(_("This cannot be done with the ticket now. Look again: something has changed."))
    return ticket
