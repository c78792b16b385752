"""Seven days after a session its holdings go, with their contacts; two figures stay."""

from __future__ import annotations

import datetime

from django.db.models import Sum

from parvis.seats.domain.door import at_the_door
from parvis.seats.domain.locking import locked
from parvis.seats.enums import State
from parvis.seats.models import Holding, Plan, Tally

KEPT = datetime.timedelta(days=7)


def purge(now: datetime.datetime) -> int:
    """Remove the holdings and tallies of sessions that ended KEPT ago or earlier; return how many holdings went."""
    number = 0
    over = Plan.objects.filter(session__ends__lte=now - KEPT, came_in_the_end__isnull=True)
    for pk in list(over.order_by("pk").values_list("pk", flat=True)):
        with locked(pk) as plans:
            for plan in plans.values():
                number += _purge(plan)
    return number


def _purge(plan: Plan) -> int:
    rows = Holding.objects.filter(plan=plan)
    plan.taken_in_the_end = taken_in_the_end(plan)
    plan.came_in_the_end = at_the_door(plan).inside
    plan.save(update_fields=["taken_in_the_end", "came_in_the_end"])
    Tally.objects.filter(plan=plan).delete()
    removed, _each = rows.delete()
    return removed


def taken_in_the_end(plan: Plan) -> int:
    """Return how many seats somebody had when the session began, whether they came or not."""
    rows = Holding.objects.filter(plan=plan, state__in=(State.HELD, State.USED))
    return rows.aggregate(number=Sum("seats"))["number"] or 0
