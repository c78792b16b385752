"""How many seats are taken, free, waited for: always counted, never kept in a counter that could be wrong."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from django.db.models import Count, Q, Sum

from parvis.seats.enums import SITTING, State
from parvis.seats.models import Holding, Plan


@dataclass(frozen=True)
class Room:
    """A plan's seats as a visitor sees them: ``free`` of ``online`` can be taken now, ``walk_in`` are for whoever comes."""

    seats: int
    online: int
    taken: int
    waiting: int  #: codes in the line

    @property
    def free(self) -> int:
        """Return how many seats can be taken ahead; never below none, even when a plan was made smaller."""
        return max(0, self.online - self.taken)

    @property
    def walk_in(self) -> int:
        """Return how many seats are kept for walk-ins."""
        return self.seats - self.online

    @property
    def has_room(self) -> bool:
        """Say whether anybody gets seats at once: some are free and nobody waits."""
        return self.free > 0 and self.waiting == 0


def taken(plan: Plan) -> int:
    """Return how many seats of ``plan`` somebody has, or is offered."""
    return Holding.objects.filter(plan=plan).sitting().aggregate(seats=Sum("seats"))["seats"] or 0


def free_seats(plan: Plan) -> int:
    """Return how many seats of ``plan`` can be given; below none when it was made smaller."""
    return plan.online - taken(plan)


def rooms(plans: list[Plan], now: datetime.datetime) -> dict[int, Room]:
    """Return how full each of ``plans`` is, in one query; an offer that nobody answered in time counts as free."""
    is_sitting = Q(state__in=SITTING) & ~Q(state=State.OFFERED, offered_until__lte=now)
    rows = (
        Holding.objects.filter(plan__in=plans, state__in=(*SITTING, State.WAITING))
        .order_by()
        .values_list("plan")
        .annotate(taken=Sum("seats", filter=is_sitting), waiting=Count("pk", filter=Q(state=State.WAITING)))
    )
    counted = {plan: (seats or 0, waiting) for plan, seats, waiting in rows}
    return {plan.pk: Room(plan.seats, plan.online, *counted.get(plan.pk, (0, 0))) for plan in plans}
