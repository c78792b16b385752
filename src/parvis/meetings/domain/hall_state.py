"""The running day as its pure rules read it (timetable/domain/day), from the database: names there are primary keys as text."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from parvis.meetings.domain.composing import compose
from parvis.meetings.enums import MeetingState, Presence
from parvis.meetings.models import Meeting, MeetingDay, Seeker, Table
from parvis.timetable.domain.day.state import NEVER, State
from parvis.timetable.domain.day.state import Meeting as Sitting
from parvis.timetable.domain.day.state import Presence as Present
from parvis.timetable.domain.reading import read_problem

if TYPE_CHECKING:
    from parvis.timetable.domain.day.ground import Ground

#: People are called so long before a slot begins, as soon as the one before it has ended: they have to walk.
CALL_AHEAD = datetime.timedelta(minutes=3)
#: Meetings that began, or were said to have taken place, in the slot that is called.
BEGUN = (MeetingState.CALLED, MeetingState.HELD)


def slot_at(day: MeetingDay, now: datetime.datetime) -> int | None:
    """Return the slot that is called at ``now``, None before the first and after the last; needs ``session``."""
    found, before = None, None
    for slot in day.slots():
        ahead = slot.starts - CALL_AHEAD
        if (ahead if before is None else max(before, ahead)) > now:
            return found
        found, before = slot.number, slot.ends
    return found if before is not None and now < before else None


def as_sitting(meeting: Meeting) -> Sitting:
    """Return a meeting as the pure rules name it."""
    return Sitting(str(meeting.seeker_id), str(meeting.table_id), meeting.slot)


@dataclass(frozen=True)
class Seen:
    """A day in ``slot``, with the rows that ``state`` was read from."""

    state: State
    slot: int
    meetings: Sequence[Meeting]
    tables: Mapping[int, Table]


def see(day: MeetingDay, slot: int) -> Seen:
    """Return ``day`` as it is in ``slot``; six questions to the database, whatever its size. Needs ``session``."""
    composed = compose(day, keeps_promises=False)
    meetings = list(Meeting.objects.filter(day=day).order_by("slot", "pk"))
    state = State(
        ground=_ground(composed.problem, composed.tables),
        plan=[as_sitting(each) for each in meetings if each.promised and each.slot >= slot and not _has_begun(each)],
        seekers=_present(composed.seekers),
        tables=_present(composed.tables),
        met=[as_sitting(each) for each in meetings if each.state == MeetingState.HELD and each.slot < slot],
        begun=[as_sitting(each) for each in meetings if each.slot == slot and _has_begun(each)],
        expected=[as_sitting(each) for each in meetings if is_expected(each) and each.slot >= slot],
        cards={str(each.pk): card_line(each, slot) for each in composed.tables if each.is_apart},
    )
    return Seen(state, slot, meetings, {each.pk: each for each in composed.tables})


def is_expected(meeting: Meeting) -> bool:
    """Say whether it was said to somebody as a hope: not promised, not begun."""
    return meeting.state == MeetingState.PLANNED and not meeting.promised


def _has_begun(meeting: Meeting) -> bool:
    return meeting.state in BEGUN


def card_line(table: Table, slot: int) -> list[str]:
    """Return whom the card of ``table`` names for ``slot``."""
    return [str(seeker) for at, seekers in table.card if at == slot for seeker in seekers]


def _present(rows: Iterable[Seeker] | Iterable[Table]) -> Present:
    """Return who is in the house; who does not come, or has left, is never expected again."""
    here, since, until = set(), {}, {}
    for row in rows:
        name = str(row.pk)
        if row.presence == Presence.HERE:
            here.add(name)
        elif row.presence in {Presence.ABSENT, Presence.LEFT}:
            since[name] = NEVER
            continue
        if row.since is not None:
            since[name] = row.since
        if row.until is not None:
            until[name] = row.until
    return Present(frozenset(here), since, until)


def _ground(problem: dict[str, object], tables: Iterable[Table]) -> Ground:
    """Return who may meet; chairs of interviewers who are not there do not count."""
    from parvis.timetable.domain.day.ground import ground_of

    ground = ground_of(read_problem(problem))
    for table in tables:
        if table.present is not None:
            number = ground.tables[str(table.pk)]
            ground.chairs[number] = min(ground.chairs[number], table.present)
    return ground
