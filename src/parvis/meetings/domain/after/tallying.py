"""What is left of a day when its seekers are forgotten: sums. Counted when the day ends, or before anything goes."""

from __future__ import annotations

from django.db.models import F

from parvis.meetings.enums import MeetingState, Presence, Step
from parvis.meetings.models import Meeting, MeetingDay, Seeker, Table, Tally

#: Steps that are counted as they happen (``add``): no row is left from which they could be counted later.
AS_THEY_HAPPEN = frozenset({Step.WALKED_IN, Step.REVEALED})


def add(day: MeetingDay, step: Step, number: int = 1) -> None:
    """Count ``number`` more of ``step``, in the act's own transaction."""
    row, _is_new = Tally.objects.get_or_create(day=day, step=step)
    Tally.objects.filter(pk=row.pk).update(number=F("number") + number)


def count_day(day: MeetingDay) -> None:
    """Count all of ``day`` that its rows still tell, anew; call it under the day's lock, when nothing more is called.

    Who was called in the last slot met, unless the table said otherwise: no later call settles it.
    """
    seekers, meetings = Seeker.objects.filter(day=day), Meeting.objects.filter(day=day)
    meetings.filter(state=MeetingState.CALLED).update(state=MeetingState.HELD)
    held = meetings.filter(state=MeetingState.HELD)
    tables = Table.objects.filter(day=day)
    was_here = (Presence.HERE, Presence.LEFT)
    came = set(seekers.filter(presence__in=was_here).values_list("pk", flat=True))
    met = set(held.values_list("seeker", flat=True))
    came_too = set(tables.filter(presence__in=was_here).values_list("pk", flat=True))
    counted = {
        Step.JOINED: seekers.count(),
        Step.CAME: len(came | met),
        Step.MET: len(met),
        Step.HELD: held.count(),
        Step.MISSED: meetings.filter(state=MeetingState.MISSED).count(),
        Step.LOST: meetings.filter(state=MeetingState.LOST).count(),
        Step.TABLES: tables.count(),
        Step.TABLES_CAME: len(came_too | set(held.values_list("table", flat=True))),
    }
    for step, number in counted.items():
        Tally.objects.update_or_create(day=day, step=step, defaults={"number": number})
