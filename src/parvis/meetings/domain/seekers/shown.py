"""What a seeker sees of the own meetings: when, at which table, where it stands, how far it is from the one before."""

from __future__ import annotations

from dataclasses import dataclass

from parvis.core.said import Said
from parvis.meetings.domain.saying import say_organisation, say_sign, say_slot
from parvis.meetings.enums import WITH_PLAN, DayState, MeetingState
from parvis.meetings.models import Meeting, Seeker


@dataclass(frozen=True)
class Mine:
    """A meeting of one's own: ``walk`` in metres from the table before, None where nobody said where they stand."""

    when: str
    sign: str
    organisation: Said
    place: int
    places: int
    state: str
    walk: int | None


def own_meetings(seeker: Seeker) -> list[Meeting]:
    """Return the rows of ``seeker`` once the plan is published, in their order, with ``table__partner``; one question."""
    if seeker.day.state not in {*WITH_PLAN, DayState.OVER}:
        return []
    rows = Meeting.objects.filter(seeker=seeker, promised=True) | Meeting.objects.filter(
        seeker=seeker, state__in=(MeetingState.CALLED, MeetingState.HELD)
    )
    return list(rows.select_related("table__partner").order_by("slot"))


def meetings_of(seeker: Seeker, language: str) -> list[Mine]:
    """Return the meetings of ``seeker`` in words; one question. Needs ``day__session``."""
    found: list[Mine] = []
    before: tuple[float, float] | None = None
    for row in own_meetings(seeker):
        table = row.table
        here = (table.x, table.y) if table.x is not None and table.y is not None else None
        walk = round(abs(here[0] - before[0]) + abs(here[1] - before[1])) if here and before else None
        before = here
        found.append(
            Mine(
                say_slot(seeker.day, row.slot, language),
                say_sign(table),
                say_organisation(table, language),
                row.place,
                table.interviewers,
                str(MeetingState(row.state).label) if row.state != MeetingState.PLANNED else "",
                walk,
            )
        )
    return found
