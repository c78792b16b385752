"""Counts of appointments: slots that took place, taken, and people who came.

Slots are the desks' and counted by day. Who took one or came is a person: counted by house and whole month alone, from eleven on.
"""

from __future__ import annotations

from zoneinfo import ZoneInfo

from django.db.models import Case, Count, Exists, IntegerField, OuterRef, Q, QuerySet, Subquery, Sum, Value, When
from django.db.models.functions import Coalesce, ExtractMonth, ExtractYear
from django.utils.translation import gettext_lazy as _

from parvis.agenda.enums import EventState, SessionState, Where
from parvis.core.domain.few import add_up, publish
from parvis.core.domain.figures import Figure
from parvis.core.domain.periods import Period
from parvis.network.domain.scope import Scope
from parvis.seats.enums import State
from parvis.seats.models import Holding, Plan

NAME = _("Appointments")
_METHOD = _(
    "Codes of appointments that were held when they began, and those entered at the door; by video nobody is counted. "
    "By whole months that are over, and of each house from 11 on. Fewer are shown to nobody."
)


def figures(scope: Scope) -> tuple[Figure, ...]:
    """Return the figures of appointments whose time has come; two questions."""
    held = _held(scope)
    sums = held.aggregate(slots=Count("pk"), online=Count("pk", filter=Q(session__event__where=Where.ONLINE)))
    taken, came = _people(scope)
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
        Figure(key="appointments_taken", name=_("Appointments taken"), value=taken or None, method=_METHOD),
        Figure(key="appointments_came", name=_("Appointments kept"), value=came or None, method=_METHOD),
    )


def _held(scope: Scope) -> QuerySet[Plan]:
    begun = Plan.objects.filter(scope.moments("session__starts", "session__event__house"))
    return begun.filter(session__starts__lt=scope.now, session__event__state=EventState.APART).exclude(
        session__state=SessionState.CANCELLED
    )


def _people(scope: Scope) -> tuple[int, int]:
    """Return how many slots were taken and how many people came, of the houses and whole months that have enough; one question."""
    months = scope.period.whole_months(before=scope.today)
    if not months:
        return 0, 0
    whole = IntegerField()
    came = Holding.objects.filter(plan=OuterRef("pk"), state=State.USED).values("came")[:1]
    rows = _held(scope.within(Period(months[0].first, months[-1].last))).annotate(
        live_taken=Exists(Holding.objects.filter(plan=OuterRef("pk"), state__in=(State.HELD, State.USED))),
        live_came=Coalesce(Subquery(came, output_field=whole), Value(0), output_field=whole),
        month=Case(*(_month_at(zone) for zone in scope.zones), output_field=whole),
    )
    cells = (
        rows.order_by()
        .values_list("session__event__house", "month")
        .annotate(
            taken=Count("pk", filter=Q(taken_in_the_end__gt=0) | Q(taken_in_the_end__isnull=True, live_taken=True)),
            came=Sum(Coalesce("came_in_the_end", "live_came", output_field=whole)),
        )
    )
    told = add_up(publish({"came": came, "not": max(taken - came, 0)}) for _house, _month, taken, came in cells)
    return told.total, told.cells.get("came", 0)


def _month_at(zone: str) -> When:
    """Return the number of the month that it is at the houses of ``zone``."""
    year, month = (each("session__starts", tzinfo=ZoneInfo(zone)) for each in (ExtractYear, ExtractMonth))
    return When(session__event__house__time_zone=zone, then=year * 12 + month)
