"""Counts of promises to answer: how they ended. Whole months that are over, of each house, by the rule of few (core/domain/few.py):
choosing days tells nothing that a month does not. Method: docs/reporting.md."""

from __future__ import annotations

import datetime
from collections import Counter, defaultdict
from zoneinfo import ZoneInfo

from django.utils.translation import gettext_lazy as _

from parvis.answers.enums import Fate
from parvis.answers.models import Tally
from parvis.answers.rules import first_of_month
from parvis.core.domain.few import add_up, publish
from parvis.core.domain.figures import Figure, Row
from parvis.network.domain.scope import Scope

NAME = _("Notes to recruiters")
_METHOD = _(
    "Promises to answer a note that were kept or not, of whole months that began in this time and are over, and of each house from 11 on. "
    "What fewer than 11 share is added together, with more."
)


def figures(scope: Scope) -> tuple[Figure, ...]:
    """Return how promises ended; one question."""
    tables: dict[tuple[int, datetime.date], Counter[str]] = defaultdict(Counter)
    rows = Tally.objects.filter(scope.days("month", "contract__house"), month__lt=first_of_month(scope.today))
    told_by = ("contract__house", "contract__house__time_zone", "month", "fate", "number")
    for house, zone, month, fate, number in rows.order_by("pk").values_list(*told_by):
        if month < first_of_month(
            scope.now.astimezone(ZoneInfo(zone)).date()
        ):  # where it is not over yet it does not count
            tables[house, month][fate] += number
    told = add_up(publish(+counts) for counts in tables.values())
    shown = tuple(Row(fate.value, fate.label, told.cells[fate]) for fate in Fate if fate in told.cells)
    others = (Row("others", _("others, together"), told.others),) if told.others else ()
    return (
        Figure("answers", _("Promises to answer that ended"), told.total or None, _METHOD, by=_("How"), rows=(*shown, *others)),
    )  # fmt: skip
