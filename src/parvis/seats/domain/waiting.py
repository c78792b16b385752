"""The waiting line: who is next gets seats offered, and has time to say yes."""

from __future__ import annotations

import datetime

from django.db.models import Max

from parvis.seats.domain.counting import free_seats
from parvis.seats.domain.locking import locked
from parvis.seats.domain.occasions import begins, is_off
from parvis.seats.enums import State
from parvis.seats.models import Holding, Plan
from parvis.seats.rules import next_in_line

HOUR = datetime.timedelta(hours=1)


def settle(plan: Plan, now: datetime.datetime) -> None:
    """Let offers that nobody answered in time lapse, and offer their seats to the next in line; call under the lock."""
    lapsed = Holding.objects.filter(plan=plan).out_of_time(now).update(state=State.LAPSED, contact=None)
    if lapsed:
        promote(plan, now)


def promote(plan: Plan, now: datetime.datetime) -> None:
    """Offer free seats to the head of the line, as far as they go; call under the lock."""
    free = free_seats(plan)
    if free <= 0 or is_off(plan) or now >= begins(plan):
        return
    line = Holding.objects.filter(plan=plan).in_line()[:free]
    waiting = list(line.values_list("pk", "seats"))
    chosen = [pk for pk, _seats in waiting[: next_in_line(free, (seats for _pk, seats in waiting))]]
    if chosen:
        until = offered_until(plan, now)
        Holding.objects.filter(pk__in=chosen).update(state=State.OFFERED, place=None, offered_until=until)


def offered_until(plan: Plan, now: datetime.datetime) -> datetime.datetime:
    """Return until when somebody who is offered seats at ``now`` may say yes: a full hour, or when the session begins.

    A full hour, so that the table does not tell at which minute somebody else gave seats back.
    """
    until = (now + plan.confirm_hours * HOUR).astimezone(datetime.UTC)
    full = until.replace(minute=0, second=0, microsecond=0)
    return min(full if full == until else full + HOUR, begins(plan))


def last_place(plan: Plan) -> int:
    """Return the place of whoever waits longest in vain so far, 0 when nobody waits."""
    return Holding.objects.filter(plan=plan, state=State.WAITING).aggregate(last=Max("place"))["last"] or 0


def settle_first(plan_number: int, now: datetime.datetime) -> None:
    """Settle a plan in a transaction of its own when offers have run out: what follows may be refused, which takes back all
    that its transaction did."""
    if Holding.objects.filter(plan=plan_number).out_of_time(now).exists():
        with locked(plan_number) as plans:
            for plan in plans.values():
                settle(plan, now)


def settle_all(now: datetime.datetime) -> int:
    """Settle every plan whose offers have run out; return how many plans that were. Safe to run at any time, by anybody."""
    plans = list(Holding.objects.out_of_time(now).order_by("plan").values_list("plan", flat=True).distinct())
    for number in plans:
        settle_first(number, now)
    return len(plans)
