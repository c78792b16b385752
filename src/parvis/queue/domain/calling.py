"""What a table does: call the next, sit down with somebody, pass on, say that nobody came, take the last step back.

The log of staff holds none of it: it would become a list of who talked how often and when.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable

from django.db.models import F
from django.utils.translation import gettext as _

from parvis.core.refusal import Refusal
from parvis.network.models import Desk, House
from parvis.queue.domain.choosing import choose, overtaken_by
from parvis.queue.domain.line import Line, help_of, locked, waiters_of
from parvis.queue.domain.tallying import count_end, count_wait
from parvis.queue.enums import IN_HAND, State, Step
from parvis.queue.models import Table, Ticket
from parvis.queue.rules import CALLS, step_of


def call_next(house: House, table_number: int, now: datetime.datetime) -> Ticket | None:
    """Call whoever is next for a table, and let go of whom it was with; None when nobody waits whom it can help."""
    with locked(house, now) as line:
        table = line.table(table_number)
        held = _in_hand(table)
        if held is not None and held.state == State.CALLED:
            raise Refusal(_("Somebody is called to your table. Say first whether they came."))
        if held is not None:
            _finish(held)
        waiting = waiters_of(house, line.local.date())
        others = [help_of(other) for other in line.tables() if other.pk != table.pk]
        chosen = choose(waiting, help_of(table), others)
        if chosen is None:
            return None
        ticket = line.ticket(chosen.number)
        ticket.overtook = [each.place for each in overtaken_by(chosen, waiting, help_of(table))]
        _overtake(ticket, 1)
        _call(line, table, ticket, now)
    return ticket


def _call(line: Line, table: Table, ticket: Ticket, now: datetime.datetime) -> None:
    """Call ``ticket``: the minute it was taken becomes the length of its wait, and goes."""
    ticket.waited = step_of(now - ticket.since) if ticket.since else None
    ticket.state, ticket.table, ticket.since = State.CALLED, table, None
    ticket.called, ticket.calls = line.next_in_order(), 1
    ticket.save(update_fields=["state", "table", "since", "waited", "called", "calls", "overtook"])


def _overtake(ticket: Ticket, number: int) -> None:
    """Count that the call of ``ticket`` overtook those whom it did, or with -1 that it did not.

    They are known by their places: who has come to the end of the line since has another, and nothing to be taken back.
    """
    passed = Ticket.objects.filter(house=ticket.house_id, place__in=ticket.overtook, overtaken__gte=-number)
    passed.update(overtaken=F("overtaken") + number)


def serve(house: House, table_number: int, number: int, now: datetime.datetime) -> Ticket:
    """Note that whoever was called sits at the table; the wait is counted now, because now it is known that it was one."""
    with locked(house, now) as line:
        ticket = _held(line, table_number, number, State.CALLED)
        ticket.state = State.WITH_US
        ticket.save(update_fields=["state"])
        _count_coming(ticket)
    return ticket


def _count_coming(ticket: Ticket, number: int = 1) -> None:
    count_wait(ticket, number)
    count_end(ticket, Step.SAT, number)


def finish(house: House, table_number: int, number: int, now: datetime.datetime) -> Ticket:
    """Note that the talk is over."""
    with locked(house, now) as line:
        ticket = _held(line, table_number, number, State.WITH_US)
        _finish(ticket)
    return ticket


def _finish(ticket: Ticket) -> None:
    ticket.state, ticket.table, ticket.waited = State.GONE, None, None
    ticket.save(update_fields=["state", "table", "waited"])


def nobody_came(house: House, table_number: int, number: int, now: datetime.datetime) -> Ticket:
    """Call again; after CALLS calls set the ticket aside: whoever has it may come back, and keeps the place."""
    with locked(house, now) as line:
        ticket = _held(line, table_number, number, State.CALLED)
        if ticket.calls < CALLS:
            ticket.called, ticket.calls = line.next_in_order(), ticket.calls + 1
        else:
            ticket.state, ticket.table, ticket.waited = State.MISSED, None, None
            count_end(ticket, Step.MISSED)
        ticket.save(update_fields=["state", "table", "waited", "called", "calls"])
    return ticket


def pass_on(house: House, table_number: int, number: int, desk_key: str, now: datetime.datetime) -> Ticket:
    """Pass whoever is at the table on to another desk: the place in the line stays that of the first coming."""
    with locked(house, now) as line:
        ticket = _held(line, table_number, number, *IN_HAND)
        desks, here = list(Desk.objects.filter(house=house)), line.table(table_number)
        if desk_key in here.desks:
            raise Refusal(_("This is a desk of your own table."))
        onward = passed_on_to(here, desks, line.tables())
        desk = next((each for each in onward if each.key == desk_key), None)
        if desk is None:
            raise Refusal(_("Please choose to which desk."))
        if ticket.state == State.CALLED:
            _count_coming(ticket)  # who is passed on without a press of “is here” was there all the same
        ticket.desk, ticket.state, ticket.table = desk, State.WAITING, None
        ticket.is_passed_on, ticket.waited, ticket.called, ticket.calls = True, None, None, 0
        ticket.save(update_fields=["desk", "state", "table", "is_passed_on", "waited", "called", "calls"])
    return ticket


def passed_on_to(here: Table, desks: Iterable[Desk], tables: Iterable[Table]) -> list[Desk]:
    """Return to which ``desks`` the table ``here`` can pass people on; where tables name no desk, only to those that another names."""
    named = {key for table in tables if table.pk != here.pk for key in table.desks}
    return [desk for desk in desks if desk.key not in here.desks and (here.desks or desk.key in named)]


#: What the last step of a table is taken back to.
_BEFORE = {
    State.CALLED: State.WAITING,
    State.MISSED: State.CALLED,
    State.WITH_US: State.CALLED,
    State.GONE: State.WITH_US,
}


def undo(house: House, table_number: int, number: int, now: datetime.datetime) -> Ticket:
    """Take back the last step with a ticket, of two calls the second: what was counted by it is not.

    A wait that was cut by a call is measured no more.
    """
    with locked(house, now) as line:
        table, ticket = line.table(table_number), line.ticket(number)
        was = State(ticket.state)
        held = _in_hand(table)
        is_elsewhere = ticket.table_id not in {None, table.pk} or (held is not None and held.pk != ticket.pk)
        if was not in _BEFORE or is_elsewhere or _has_new_owner(ticket):
            raise Refusal(_("This cannot be taken back any more."))
        if was == State.WITH_US:
            _count_coming(ticket, -1)
        if was == State.MISSED:
            count_end(ticket, Step.MISSED, -1)
        is_second_call = was == State.CALLED and ticket.calls > 1
        ticket.state = was if is_second_call else _BEFORE[was]
        ticket.table = table
        if is_second_call:
            ticket.calls -= 1
        elif ticket.state == State.WAITING:
            _overtake(ticket, -1)
            ticket.table, ticket.waited, ticket.called, ticket.calls, ticket.overtook = None, None, None, 0, []
        ticket.save(update_fields=["state", "table", "waited", "called", "calls", "overtook"])
    return ticket


def _has_new_owner(ticket: Ticket) -> bool:
    """Say whether somebody else has got the name of ``ticket`` since."""
    named = Ticket.objects.filter(house=ticket.house_id, word=ticket.word, colour=ticket.colour)
    return named.alive().exclude(pk=ticket.pk).exists()


def _in_hand(table: Table) -> Ticket | None:
    return Ticket.objects.filter(table=table, state__in=IN_HAND).select_related("desk", "table").first()


def _held(line: Line, table_number: int, number: int, *states: State) -> Ticket:
    """Return the ticket that a table has in hand in one of ``states``; refuse another: two people may press at once."""
    table, ticket = line.table(table_number), line.ticket(number)
    if ticket.table_id != table.pk or ticket.state not in states:
        raise Refusal(_("This was done already, or the visitor gave the ticket back."))
    return ticket
