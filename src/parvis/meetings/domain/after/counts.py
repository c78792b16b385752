"""Counts of meeting days that ended, made of what each day may show alone: never the difference of two periods.

A day's heads are published as two tables, by the rule of few (core/domain/few.py): who came and who did not of those who joined, who met
somebody and who did not of those who came. Days are of different people, so that what was published may be added up.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from parvis.core.domain.few import FEW, Published, add_up, publish
from parvis.core.domain.figures import Figure, Row
from parvis.meetings.enums import DayState, Outcome, Step
from parvis.meetings.models import MeetingDay, OutcomeCount, Tally
from parvis.network.domain.scope import Scope

NAME = _("Meeting days")
_FEW = _("Of a day, fewer than 11 are shown to nobody, nor what would tell them.")
_CAME, _AWAY, _MET, _NOBODY = "came", "away", "met", "nobody"


def figures(scope: Scope) -> tuple[Figure, ...]:
    """Return the figures of meeting days that ended in the period; three questions."""
    days = MeetingDay.objects.filter(
        scope.moments("session__starts", "session__event__house"), state=DayState.OVER, session__event__is_sample=False
    )
    sums: dict[int, Counter[str]] = {pk: Counter() for pk in days.values_list("pk", flat=True)}
    for pk, step, number in Tally.objects.filter(day__in=list(sums)).values_list("day", "step", "number"):
        sums[pk][step] = number
    told: dict[int, dict[str, int]] = {pk: {} for pk in sums}
    final = OutcomeCount.objects.filter(day__in=list(sums), day__forgotten_on__isnull=False)
    for pk, outcome, number in final.values_list("day", "outcome", "number"):
        told[pk][outcome] = number
    joined = add_up(publish(_joined(each)) for each in sums.values())
    came = add_up(publish(_came(each)) for each in sums.values())
    return (
        Figure(
            key="meeting_days",
            name=_("Meeting days held"),
            value=len(sums),
            method=_("Meeting days that began in this time and ended. Samples do not count."),
        ),
        _of_people(joined, came),
        Figure(
            key="meetings_held",
            name=_("Meetings held"),
            value=sum(each[Step.HELD] for each in sums.values() if each[Step.HELD] >= FEW) or None,
            method=_("Meetings between a seeker and a table that took place, each pair once a day.") + " " + _FEW,
            is_headline=True,
        ),
        Figure(
            key="meeting_tables",
            name=_("Tables of recruiters that came"),
            value=sum(each[Step.TABLES_CAME] for each in sums.values()),
            method=_("Tables at which somebody sat on the day, whether or not they met anybody."),
        ),
        _of_outcomes(add_up(publish(each) for each in told.values())),
    )


def _joined(sums: Mapping[str, int]) -> dict[str, int]:
    came = sums.get(Step.CAME, 0)
    return {_CAME: came, _AWAY: max(0, sums.get(Step.JOINED, 0) - came)}


def _came(sums: Mapping[str, int]) -> dict[str, int]:
    met = sums.get(Step.MET, 0)
    return {_MET: met, _NOBODY: max(0, sums.get(Step.CAME, 0) - met)}


def _of_people(joined: Published, came: Published) -> Figure:
    rows = (
        Row(_CAME, _("came"), joined.cells.get(_CAME, 0)),
        Row(_AWAY, _("joined and did not come"), joined.cells.get(_AWAY, 0)),
        Row(_MET, _("came and met somebody"), came.cells.get(_MET, 0)),
        Row(_NOBODY, _("came and met nobody"), came.cells.get(_NOBODY, 0)),
    )
    return Figure(
        key="meeting_people",
        name=_("Seekers on meeting days"),
        value=joined.total or None,
        method=_("People who joined a meeting day, by a name for the day and no other.") + " " + _FEW,
        by=_("Seekers"),
        rows=tuple(row for row in rows if row.value),
        is_headline=True,
    )


def _of_outcomes(told: Published) -> Figure:
    return Figure(
        key="meeting_outcomes",
        name=_("What came of meeting days"),
        value=told.total or None,
        method=_(
            "What seekers told by their code, each once and only if they wished. It is counted and tied to nobody."
        )
        + " "
        + _FEW,
        by=_("Outcome"),
        of=_("Answers"),
        rows=tuple(
            Row(outcome.value, outcome.label, told.cells[outcome.value])
            for outcome in Outcome
            if told.cells.get(outcome.value)
        ),
    )
