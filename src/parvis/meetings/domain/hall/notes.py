"""What tables noted while they had no network, on paper or in the page: merged so that neither order nor a second sending matters."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from parvis.meetings.domain.hall.state import BEGUN, as_sitting
from parvis.meetings.domain.hall.turns import call_again, refuse_unless_running, turn_if_due
from parvis.meetings.domain.locking import locked
from parvis.meetings.enums import STANDING, MeetingState, Presence
from parvis.meetings.models import Meeting, MeetingDay, Seeker, Table
from parvis.meetings.rules import MOST_SLOTS
from parvis.timetable.domain.day.notes import Note, Seen, merged, noted
from parvis.timetable.domain.day.state import Meeting as Sitting

#: Lines that one sending may hold, and the highest running number of a line.
MOST_NOTES, HIGHEST = 400, 10**6
_NUMBER = re.compile(r"[0-9]{1,19}")


@dataclass(frozen=True)
class Taken:
    """What became of notes: how many hold now, and how many cannot be true beside what is known: somebody has to ask."""

    number: int
    doubtful: int


def read_notes(table: Table, told: Any) -> list[Note]:
    """Return the notes in ``told``, [{"seeker", "slot", "number", "seen"}, …]; raise ValueError for what is none."""
    if not isinstance(told, list) or len(told) > MOST_NOTES:
        raise ValueError
    return [_note(table, each) for each in told]


def _note(table: Table, told: Any) -> Note:
    if not isinstance(told, dict):
        raise TypeError
    seeker = told.get("seeker")
    if not isinstance(seeker, str) or not _NUMBER.fullmatch(seeker):
        raise ValueError
    slot, number = _whole(told.get("slot"), MOST_SLOTS), _whole(told.get("number"), HIGHEST)
    return Note(str(table.pk), seeker, slot, number, Seen(str(told.get("seen"))))


def _whole(value: object, bound: int) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value < bound:
        raise ValueError
    return value


def take_notes(table: Table, notes: Iterable[Note], now: datetime.datetime) -> Taken:
    """Write what ``notes`` of ``table`` say. Sent again, or later than newer ones, they change nothing."""
    with locked(table.day_id, restates=False) as held:
        refuse_unless_running(held)
        turn_if_due(held, now)
        rows = {as_sitting(each): each for each in Meeting.objects.filter(day=held, table=table)}
        people = {str(pk): pk for pk in Seeker.objects.filter(day=held).values_list("pk", flat=True)}
        fresh = [each for each in merged(notes) if _is_fresh(each, rows, people, held)]
        elsewhere = _elsewhere(held, table, [people[each.seeker] for each in fresh])
        others = [sitting for sitting, state in elsewhere.items() if state == MeetingState.HELD]
        said = noted(fresh, [*rows, *others])
        held_here = [sitting for sitting, row in rows.items() if row.state == MeetingState.HELD]
        met = [each for each in said.met if not _clashes(each, [*others, *held_here])]
        busy = {(each.seeker, each.slot) for each in elsewhere}
        missed = [each for each in said.missed if (each.seeker, each.slot) not in busy]
        states = dict.fromkeys(met, MeetingState.HELD) | dict.fromkeys(missed, MeetingState.MISSED)
        _keep_from_calling(held, fresh, rows, states)
        _write(held, table, rows, states, {(each.seeker, each.slot): each.number for each in fresh})
        if fresh:
            call_again(held)
        return Taken(len(fresh), len(said.doubtful) + len(said.met) - len(met))


def _is_fresh(note: Note, rows: Mapping[Sitting, Meeting], people: Mapping[str, int], held: MeetingDay) -> bool:
    row = rows.get(Sitting(note.seeker, note.table, note.slot))
    is_reached = held.reached is not None and note.slot <= held.reached
    return is_reached and note.seeker in people and (row is None or note.number > row.noted)


def _elsewhere(held: MeetingDay, table: Table, seekers: Sequence[int]) -> dict[Sitting, str]:
    """Return where else these seekers sit or sat, with the state of each meeting: called, or known to have taken place."""
    found = Meeting.objects.filter(day=held, seeker__in=seekers, state__in=BEGUN).exclude(table=table)
    return {as_sitting(each): each.state for each in found}


def _keep_from_calling(
    held: MeetingDay, fresh: Iterable[Note], rows: Mapping[Sitting, Meeting], states: Mapping[Sitting, MeetingState]
) -> None:
    """Call nobody once more in the slot that is going on whom a table called in vain; call them again when that was a slip."""
    for note in fresh:
        sitting = Sitting(note.seeker, note.table, note.slot)
        if note.slot != held.reached:
            continue
        waits = Seeker.objects.filter(pk=int(note.seeker), presence=Presence.HERE)
        row = rows.get(sitting)
        if states.get(sitting) == MeetingState.MISSED:
            waits.filter(since=None).update(since=note.slot + 1)
        elif row is not None and row.state == MeetingState.MISSED:
            waits.filter(since=note.slot + 1).update(since=None)


def _clashes(meeting: Sitting, known: Iterable[Sitting]) -> bool:
    """Say whether somebody sat elsewhere in that slot, or met this table in another one."""
    return any(
        each != meeting and each.seeker == meeting.seeker and (each.slot == meeting.slot or each.table == meeting.table)
        for each in known
    )


def _write(
    held: MeetingDay,
    table: Table,
    rows: Mapping[Sitting, Meeting],
    states: Mapping[Sitting, MeetingState],
    numbers: Mapping[tuple[str, int], int],
) -> None:
    """Write each note that holds: what they said, or that what was said before was a slip."""
    for (seeker, slot), number in numbers.items():
        sitting = Sitting(seeker, str(table.pk), slot)
        row = rows.get(sitting) or Meeting(
            day=held, seeker_id=int(seeker), table=table, slot=slot, state=MeetingState.LOST
        )
        state = states.get(sitting, MeetingState.LOST)
        row.noted = number
        if state in STANDING:
            _make_room(held, row)
        if state in STANDING and row.state not in STANDING:
            row.place = _free_place(held, table, slot)
        row.state = state
        row.save()


def _make_room(held: MeetingDay, row: Meeting) -> None:
    """Let what was only planned or called for the same seeker in that slot, or at that table, not stand in the way of what was."""
    rival = Meeting.objects.filter(
        day=held, seeker=row.seeker_id, state__in=(MeetingState.PLANNED, MeetingState.CALLED)
    )
    rival = rival.exclude(pk=row.pk)
    (rival.filter(slot=row.slot) | rival.filter(table=row.table_id)).update(state=MeetingState.LOST)


def _free_place(held: MeetingDay, table: Table, slot: int) -> int:
    standing = Meeting.objects.filter(day=held, table=table, slot=slot, state__in=STANDING)
    taken = set(standing.values_list("place", flat=True))
    return next(number for number in range(1, len(taken) + 2) if number not in taken)
