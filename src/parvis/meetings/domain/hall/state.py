"""The running day as its pure rules read it (timetable/domain/day), from the database: names there are primary keys as text."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, NamedTuple

from django.db.models import Q

from parvis.meetings.domain.hall.kept_ground import ground_of_day
from parvis.meetings.enums import MeetingState, Presence
from parvis.meetings.models import Meeting, MeetingDay, Seeker, Table
from parvis.timetable.domain.day.state import NEVER, State
from parvis.timetable.domain.day.state import Meeting as Sitting
from parvis.timetable.domain.day.state import Presence as Present

if TYPE_CHECKING:
    from parvis.timetable.domain.day.ground import Ground

#: People are called so long before a slot begins, as soon as the one before it has ended: they have to walk.
CALL_AHEAD = datetime.timedelta(minutes=3)
#: Meetings that began, or were said to have taken place, in the slot that is called.
BEGUN = (MeetingState.CALLED, MeetingState.HELD)
_MEETS = ("pk", "seeker_id", "table_id", "slot", "place", "state", "promised")


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


@dataclass(slots=True)
class Row:
    """A meeting as it lies in the database, light: there are thousands a day. ``sitting`` is what the pure rules call it."""

    pk: int
    seeker_id: int
    table_id: int
    slot: int
    place: int
    state: str
    promised: bool
    sitting: Sitting

    @property
    def has_begun(self) -> bool:
        """Say whether it was called, or was said to have taken place."""
        return self.state in BEGUN

    @property
    def is_expected(self) -> bool:
        """Say whether it was said to somebody as a hope: not promised, not begun."""
        return self.state == MeetingState.PLANNED and not self.promised


class Comes(NamedTuple):
    """A seeker or a table, and whether and when they are in the house: first slot, and first slot after, where they are known."""

    pk: int
    presence: str
    since: int | None
    until: int | None


class Sits(NamedTuple):
    """A table as it lies in the database; its columns are those of the model."""

    pk: int
    presence: str
    since: int | None
    until: int | None
    present: int | None
    is_apart: bool
    card: list[list[Any]]


@dataclass(frozen=True)
class Seen:
    """A day in ``slot``, with the rows that ``state`` was read from: tables, and meetings from the slot on (``state.met`` are those before)."""

    state: State
    slot: int
    meetings: Sequence[Row]
    tables: Sequence[Sits]


def see(day: MeetingDay, slot: int) -> Seen:
    """Return ``day`` as it is in ``slot``; three questions to the database when memory holds its ground, else five more. Needs ``session``."""
    tables = [Sits._make(each) for each in Table.objects.filter(day=day).order_by("key").values_list(*Sits._fields)]
    seekers = Seeker.objects.filter(day=day).coming().order_by("pk").values_list(*Comes._fields)
    people = [Comes._make(each) for each in seekers]
    ground = ground_of_day(day, [each.pk for each in people])
    met, meetings = _rows(day, slot, ground)
    state = State(
        ground=_with_chairs(ground, tables),
        plan=[each.sitting for each in meetings if each.promised and not each.has_begun],
        seekers=_present(people),
        tables=_present(tables),
        met=met,
        begun=[each.sitting for each in meetings if each.slot == slot and each.has_begun],
        expected=[each.sitting for each in meetings if each.is_expected],
        release_before=day.release_before,
        cards={str(each.pk): card_line(each, slot) for each in tables if each.is_apart},
    )
    return Seen(state, slot, meetings, tables)


def _rows(day: MeetingDay, slot: int, ground: Ground) -> tuple[list[Sitting], list[Row]]:
    """Return what was held before ``slot``, and the meetings from it on; names are those of the ground, the same objects, for there are thousands."""
    asked = Meeting.objects.filter(Q(slot__gte=slot) | Q(state=MeetingState.HELD), day=day).order_by("slot", "pk")
    seekers, tables = _Names(ground.seekers), _Names(ground.tables)
    met, rows = [], []
    for pk, seeker, table, at, place, state, promised in asked.values_list(*_MEETS):
        sitting = Sitting(seekers[seeker], tables[table], at)
        if at < slot:
            met.append(sitting)
        else:
            rows.append(Row(pk, seeker, table, at, place, state, promised, sitting))
    return met, rows


class _Names(dict[int, str]):
    """The pure rules' names by primary keys."""

    def __init__(self, names: Iterable[str]) -> None:
        super().__init__((int(each), each) for each in names)

    def __missing__(self, pk: int) -> str:
        """Return the name of somebody whom the ground does not know: they left."""
        return str(pk)


def card_line(table: Sits, slot: int) -> list[str]:
    """Return whom the card of ``table`` names for ``slot``."""
    return [str(seeker) for at, seekers in table.card if at == slot for seeker in seekers]


def _present(rows: Iterable[Comes | Sits]) -> Present:
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


def _with_chairs(ground: Ground, tables: Iterable[Sits]) -> Ground:
    """Return the ground with the chairs that have somebody: those of interviewers who are not there do not count."""
    chairs = ground.chairs.copy()
    for table in tables:
        if table.present is not None:
            number = ground.tables[str(table.pk)]
            chairs[number] = min(chairs[number], table.present)
    return replace(ground, chairs=chairs)
