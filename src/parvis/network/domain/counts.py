"""Counts of the network: opening hours, and the hours that partners were present. Method: docs/reporting.md."""

from __future__ import annotations

import datetime

from django.db.models import Sum
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from parvis.core.domain.figures import Figure, Row, Unit
from parvis.core.said import say
from parvis.network.domain.schedules import schedule_of
from parvis.network.domain.scope import Scope
from parvis.network.models import House, Presence

NAME = _("House and partners")
UTC = datetime.UTC
_HOUR = 60  # minutes
_MINUTE = datetime.timedelta(minutes=1)


def figures(scope: Scope) -> tuple[Figure, ...]:
    """Return the figures of the house; three questions, one for every house."""
    return (*_open(scope), _presence(scope))


def _open(scope: Scope) -> tuple[Figure, ...]:
    if scope.house is None:
        return ()
    schedule = schedule_of(House.objects.with_hours().get(pk=scope.house.pk))
    last = min(scope.period.last, scope.today)
    spans = schedule.spans(scope.period.first, last) if schedule.is_known and last >= scope.period.first else []
    lasted = sum(((span.closes.astimezone(UTC) - span.opens.astimezone(UTC)) for span in spans), datetime.timedelta())
    return (
        Figure(
            key="open",
            name=_("Opening hours"),
            value=lasted // _MINUTE if schedule.is_known else None,
            method=_(
                "The opening hours of the house as they are written down, without the days that are closed, until today."
            ),
            unit=Unit.MINUTES,
        ),
    )


def _presence(scope: Scope) -> Figure:
    noted = (
        Presence.objects.filter(scope.days("month", "house")).order_by().values_list("partner__slug", "partner__name")
    )
    hours: dict[str, int] = {}
    names: dict[str, str] = {}
    for slug, name, number in noted.annotate(number=Sum("hours")):
        names[slug] = say(name, get_language() or "en").text
        hours[slug] = hours.get(slug, 0) + number
    return Figure(
        key="presence",
        name=_("Presence of partners"),
        value=_HOUR * sum(hours.values()),
        method=_(
            "The hours that managers noted month by month. A month counts when its first day is in this time. "
            "It is the only figure there is of one partner."
        ),
        unit=Unit.MINUTES,
        by=_("Partner"),
        rows=tuple(Row(slug, names[slug], _HOUR * hours[slug]) for slug in sorted(hours, key=lambda one: names[one])),
    )
