"""Counts for a house and a period: seats offered, seats taken, people who came. Method: docs/seats.md, *Counts*."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from django.db.models import F, IntegerField, OuterRef, Q, Subquery, Sum
from django.db.models.functions import Coalesce

from parvis.agenda.enums import SessionState
from parvis.network.models import House
from parvis.seats.enums import State
from parvis.seats.models import Holding, Plan, Tally


@dataclass(frozen=True)
class Counts:
    """Figures of the sessions with limited seats that took place in a period."""

    sessions: int
    seats: int
    taken: int  #: had by a code when the session began
    came: int  #: counted at the door, with and without a code


def counts(house: House, first: datetime.datetime, last: datetime.datetime) -> Counts:
    """Return the figures of ``house`` for sessions that began from ``first`` to ``last`` (exclusive) and were not cancelled."""
    plans = Plan.objects.filter(
        session__event__house=house, session__starts__gte=first, session__starts__lt=last
    ).exclude(session__state=SessionState.CANCELLED)
    sums = plans.annotate(
        live_taken=_sum(Holding, "seats", Q(state__in=(State.HELD, State.USED))),
        live_came=_sum(Holding, "came", Q(state=State.USED)),
        live_walked=_sum(Tally, "number", Q()),
    ).aggregate(
        seats=Sum("seats"),
        taken=Sum(Coalesce("taken_in_the_end", "live_taken", output_field=IntegerField())),
        came=Sum(Coalesce("came_in_the_end", F("live_came") + F("live_walked"), output_field=IntegerField())),
    )
    return Counts(plans.count(), *(sums[name] or 0 for name in ("seats", "taken", "came")))


def _sum(model: type[Holding | Tally], field: str, condition: Q) -> Coalesce:
    rows = model._default_manager.filter(condition, plan=OuterRef("pk")).order_by().values("plan")  # noqa: SLF001  one of two models
    summed = Subquery(rows.annotate(number=Sum(field)).values("number"), output_field=IntegerField())
    return Coalesce(summed, 0, output_field=IntegerField())
