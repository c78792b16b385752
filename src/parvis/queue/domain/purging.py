"""After a day nothing is left of a ticket but what the half-day counts."""

from __future__ import annotations

import datetime

from django.db import transaction

from parvis.network.models import House
from parvis.queue.domain.tallying import count_end
from parvis.queue.enums import IN_HAND, State, Step
from parvis.queue.models import Flow, Table, Ticket
from parvis.queue.rules import local_in


def purge(now: datetime.datetime) -> int:
    """Remove tickets whose day is over, and tables of other days, at every house; return how many tickets went."""
    number = 0
    for house in House.objects.filter(flow__isnull=False).order_by("pk"):
        with transaction.atomic():
            flow = Flow.objects.select_for_update().get(house=house)
            gone = forget(house, local_in(house.time_zone, now))
            if gone:
                flow.version += 1
                flow.save(update_fields=["version"])
            number += gone
    return number


def forget(house: House, local: datetime.datetime) -> int:
    """Remove the tickets of ``house`` whose day is over at ``local``, counted as expired where they waited, and the tables of
    other days where nobody is; call it while the line is locked."""
    over = list(Ticket.objects.filter(house=house).over(local).select_related("desk").order_by("pk"))
    for ticket in over:
        if ticket.state in {State.WAITING, State.AWAY}:
            count_end(ticket, Step.EXPIRED)
    if over:
        Ticket.objects.filter(pk__in=[ticket.pk for ticket in over]).delete()
    in_use = Ticket.objects.filter(house=house, table__isnull=False, state__in=IN_HAND).values("table")
    Table.objects.filter(house=house).exclude(day=local.date()).exclude(pk__in=in_use).delete()
    return len(over)
