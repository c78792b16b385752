"""Counts of appointments: slots that took place, taken, and people who came."""

from __future__ import annotations

from django.db.models import Count, Exists, IntegerField, OuterRef, Q, Subquery, Sum, Value
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from parvis.agenda.enums import EventState, SessionState, Where
from parvis.core.domain.figures import Figure
from parvis.network.domain.scope import Scope
from parvis.seats.enums import State
from parvis.seats.models import Holding, Plan

NAME = _("Appointments")


def figures(scope: Scope) -> tuple[Figure, ...]:
    """Return the figures of appointments whose time has come; one question. They hold desks' times, no person's."""
    begun = Plan.objects.filter(scope.moments("session__starts", "session__event__house"))
    held = begun.filter(session__starts__lt=scope.now, session__event__state=EventState.APART).exclude(
        session__state=SessionState.CANCELLED
    )
    had = Exists(Holding.objects.filter(plan=OuterRef("pk"), state__in=(State.HELD, State.USED)))
    came = Holding.objects.filter(plan=OuterRef("pk"), state=State.USED).values("came")[:1]
    whole = IntegerField()
    sums = held.annotate(
        live_taken=had, live_came=Coalesce(Subquery(came, output_field=whole), Value(0), output_field=whole)
    ).aggregate(
        slots=Count("pk"),
        online=Count("pk", filter=Q(session__event__where=Where.ONLINE)),
        taken=Count("pk", filter=Q(taken_in_the_end__gt=0) | Q(taken_in_the_end__isnull=True, live_taken=True)),
        came=Sum(Coalesce("came_in_the_end", "live_came", output_field=whole)),
    )
    return (
        Figure(
            key="appointments",
            name=_("Appointments offered"),
            value=sums["slots"],
            method=_("Slots of desks whose time has come and that were not cancelled."),
        ),
        Figure(
            key="appointments_online",
            name=_("of these, by video"),
            value=sums["online"],
            method=_("Slots in a house’s own video room."),
        ),
        Figure(
            key="appointments_taken",
            name=_("Appointments taken"),
            value=sums["taken"],
            method=_("Slots that somebody had by a code when they began, whether they came or not."),
        ),
        Figure(
            key="appointments_came",
            name=_("Appointments kept"),
            value=sums["came"] or 0,
            method=_("Codes of appointments entered at the door. By video nobody is counted."),
        ),
    )
