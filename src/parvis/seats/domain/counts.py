"""Counts of seats: offered, taken, and people who came. Method of each figure: docs/reporting.md."""

from __future__ import annotations

from django.db.models import Count, F, IntegerField, OuterRef, Q, Subquery, Sum
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from parvis.agenda.enums import PUBLIC, SessionState
from parvis.core.domain.figures import Figure
from parvis.network.domain.scope import Scope
from parvis.seats.enums import State
from parvis.seats.models import Holding, Plan, Tally

NAME = _("Seats")


def figures(scope: Scope) -> tuple[Figure, ...]:
    """Return the figures of sessions with limited seats that took place; one question."""
    begun = Plan.objects.filter(scope.moments("session__starts", "session__event__house"))
    held = begun.filter(session__starts__lt=scope.now, session__event__state__in=PUBLIC).exclude(
        session__state=SessionState.CANCELLED
    )
    sums = held.annotate(
        live_taken=_of(Holding, "seats", Q(state__in=(State.HELD, State.USED))),
        live_came=_of(Holding, "came", Q(state=State.USED)),
        live_walked=_of(Tally, "number", Q()),
    ).aggregate(
        sessions=Count("pk"),
        seats=Sum("seats"),
        taken=Sum(Coalesce("taken_in_the_end", "live_taken", output_field=IntegerField())),
        came=Sum(Coalesce("came_in_the_end", F("live_came") + F("live_walked"), output_field=IntegerField())),
    )
    return (
        Figure(
            key="came",
            name=_("People who came"),
            value=sums["came"] or 0,
            method=_(
                "Heads counted at the door of sessions with limited seats, with a code and without. "
                "Nobody is counted at events without seats to take."
            ),
            is_headline=True,
        ),
        Figure(
            key="taken",
            name=_("Seats taken"),
            value=sums["taken"] or 0,
            method=_("Seats that somebody had by a code when the session began, whether they came or not."),
            is_headline=True,
        ),
        Figure(
            key="seats",
            name=_("Seats offered"),
            value=sums["seats"] or 0,
            method=_("The seats of these sessions, those kept for people without a code included."),
        ),
        Figure(
            key="sessions_with_seats",
            name=_("Sessions with limited seats"),
            value=sums["sessions"],
            method=_("Sessions that took place and whose seats the house had limited."),
        ),
    )


def _of(model: type[Holding | Tally], field: str, condition: Q) -> Coalesce:
    rows = model._default_manager.filter(condition, plan=OuterRef("pk")).order_by().values("plan")  # noqa: SLF001  one of two models
    summed = Subquery(rows.annotate(number=Sum(field)).values("number"), output_field=IntegerField())
    return Coalesce(summed, 0, output_field=IntegerField())
