"""The one lock of a house's line, and what acts read under it."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from django.db import OperationalError
from django.db.models import Q
from django.utils.translation import gettext as _

from parvis.core.domain.durable import durable, is_busy
from parvis.core.domain.half_days import half_of
from parvis.core.refusal import Refusal
from parvis.network.models import House
from parvis.queue.domain.choosing import Help, Waiter
from parvis.queue.domain.purging import forget
from parvis.queue.enums import IN_HAND
from parvis.queue.models import Flow, Table, Ticket
from parvis.queue.rules import local_in


class Busy(Refusal):
    """Others held the line for too long; nothing was done."""


@dataclass
class Line:
    """A house's line, locked. ``local`` is now on the clock of the house."""

    house: House
    flow: Flow
    local: datetime.datetime

    def next_in_order(self) -> int:
        """Return the next number of the order of coming and calling."""
        self.flow.sequence += 1
        return self.flow.sequence

    def tables(self) -> list[Table]:
        """Return the tables that call today."""
        return list(tables_of(self.house, self.local.date()))

    def table(self, number: int) -> Table:
        """Return one of them, or one where somebody still sits after midnight; refuse when it was closed."""
        found = table_at(self.house, number, self.local.date())
        if found is None:
            raise Refusal(_("This table is closed. Open it again to call."))
        return found

    def ticket(self, number: int) -> Ticket:
        """Return a ticket of the house; refuse when it is not there any more."""
        found = Ticket.objects.filter(house=self.house, pk=number).select_related("desk", "table").first()
        if found is None:
            raise Refusal(_("This ticket is not there any more."))
        return found


@contextmanager
def locked(house: House, now: datetime.datetime) -> Iterator[Line]:
    """Hold the line of ``house`` in one transaction, without tickets of days that are over; refuse when it gives none.

    Raises Busy when others hold it for longer than three seconds; then nothing was done.
    """
    local = local_in(house.time_zone, now)
    try:
        with durable():
            flow = Flow.objects.select_for_update().filter(house=house).first()
            if flow is None:
                raise Refusal(_("This house gives no tickets: just come, somebody will see you."))
            forget(house, local)
            yield Line(house, flow, local)
            flow.version += 1
            flow.save(update_fields=["sequence", "version"])
    except OperationalError as error:
        if is_busy(error):
            raise Busy(_("Many people use the line at this moment. Nothing was changed: please try again.")) from error
        raise


def half_here(line: Line) -> tuple[datetime.date, str]:
    """Return the day and its half at the house: all that is kept of when something was done."""
    return line.local.date(), half_of(line.local)


def tables_of(house: House, today: datetime.date) -> list[Table]:
    """Return the tables of ``house`` that were opened on ``today``, by number."""
    return list(Table.objects.filter(house=house, day=today).order_by("number"))


def table_at(house: House, number: int, today: datetime.date) -> Table | None:
    """Return the table ``number``: of ``today``, or of the evening before while somebody is called to it or sits there."""
    here = Q(day=today) | Q(tickets__state__in=IN_HAND)
    return Table.objects.filter(here, house=house, number=number).distinct().first()


def help_of(table: Table) -> Help:
    """Return what ``table`` can help with."""
    return Help(frozenset(table.desks), frozenset(table.languages))


def waiter_of(ticket: Ticket) -> Waiter:
    """Return ``ticket`` as the choice sees it; fetch it with its desk."""
    desk = ticket.desk.key if ticket.desk else ""
    return Waiter(ticket.pk, ticket.place, desk, ticket.language, ticket.overtaken, ticket.is_passed_on)


def waiters_of(house: House, today: datetime.date) -> list[Waiter]:
    """Return who waits at ``house`` since some time of ``today``, first come first; one question, of columns alone: a line may be long."""
    rows = Ticket.objects.filter(house=house, day=today).waiting()
    return [
        Waiter(number, place, desk or "", language, overtaken, is_passed_on)
        for number, place, desk, language, overtaken, is_passed_on in rows.values_list(
            "pk", "place", "desk__key", "language", "overtaken", "is_passed_on"
        )
    ]
