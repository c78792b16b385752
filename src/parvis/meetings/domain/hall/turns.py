"""Calling a slot: what was called before is settled, the next moves are made and written, in one transaction under the day's lock.

A slot may be called again, as often as somebody likes: what began stays, promises stay, and free chairs are filled anew.
"""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from django.db import connection
from django.utils.translation import gettext as _

from parvis.core.refusal import Refusal
from parvis.meetings.domain.hall.state import Row, Seen, Sits, see, slot_at
from parvis.meetings.domain.locking import locked
from parvis.meetings.enums import STANDING, DayState, MeetingState, Presence
from parvis.meetings.models import Meeting, MeetingDay, Table
from parvis.timetable.domain.day.state import Loss, Moves, State
from parvis.timetable.domain.day.state import Meeting as Sitting

#: Slots after the one called that a card for tables without a network names.
CARD_SLOTS = 2
_STATE_OF = {Loss.NO_SEEKER: MeetingState.MISSED, Loss.NO_TABLE: MeetingState.LOST, Loss.NO_CHAIR: MeetingState.LOST}
_BATCH = 400


def call_slot(day: int, now: datetime.datetime) -> int:
    """Call the slot of ``now`` on the day with this primary key; return it. Refuse a day that is not going on, or between its slots."""
    with locked(day, restates=False) as held:
        slot = _called(held, now)
        turn(held, slot)
    return slot


def _called(held: MeetingDay, now: datetime.datetime) -> int:
    refuse_unless_running(held)
    slot = slot_at(held, now)
    if slot is None:
        raise Refusal(_("No slot of this day begins now."))
    return max(slot, held.reached or 0)


def refuse_unless_running(held: MeetingDay) -> None:
    """Refuse what only a running day can do."""
    if held.state != DayState.RUNNING:
        raise Refusal(_("This meeting day is not going on: the team begins it first."))


def turn_if_due(held: MeetingDay, now: datetime.datetime) -> None:
    """Call the slot of ``now`` where nobody did yet, before another act; nothing before, between and after the slots."""
    slot = slot_at(held, now)
    if slot is not None and (held.reached is None or slot > held.reached):
        turn(held, slot)


def call_walk_in(held: MeetingDay, now: datetime.datetime) -> None:
    """Make the moves anew for somebody who just came: a free chair is theirs at once, while at least half of its slot is left.

    Later than that a meeting would be used up for a few minutes: they are in the moves of the next slot.
    """
    slot = slot_at(held, now)
    if slot is None:
        return
    times = held.slots()[slot]
    if (
        held.reached is None
        or slot > held.reached
        or (slot == held.reached and times.ends - now >= (times.ends - times.starts) / 2)
    ):
        turn(held, slot)


def call_again(held: MeetingDay) -> None:
    """Make the moves of the slot that was called anew: somebody or some table came, went or stayed away."""
    if held.reached is not None:
        turn(held, held.reached)


def turn(held: MeetingDay, slot: int) -> Moves:
    """Make and write the next moves of ``slot``; call it under the lock of the day. Cards are made when a slot is first called."""
    from parvis.timetable.domain.day.cards import fallback_cards
    from parvis.timetable.domain.day.moves import next_moves

    is_new = held.reached != slot
    if is_new:
        _settle(held, slot)
    seen = see(held, slot)
    moves = next_moves(seen.state, slot)
    _write(held, seen, moves)
    if is_new:
        after, ahead = _after(seen, moves), slot + 1
        cards = fallback_cards(after, ahead, CARD_SLOTS) if ahead < held.slot_count else {}
        _write_cards(seen.tables, after.begun, cards)
        held.reached = slot
        held.save(update_fields=["reached"])
    return moves


def _settle(held: MeetingDay, slot: int) -> None:
    """Say what became of the slots before: who was called and of whom nobody said otherwise, met."""
    before = Meeting.objects.filter(day=held, slot__lt=slot)
    before.filter(state=MeetingState.CALLED).update(state=MeetingState.HELD)
    never_called = before.filter(state=MeetingState.PLANNED)
    if not never_called.exists():
        return
    never_called.filter(promised=False).delete()
    both_came = never_called.filter(seeker__presence=Presence.HERE, table__presence=Presence.HERE)
    both_came.update(state=MeetingState.HELD)  # nobody called that slot: people went by their plan
    never_called.filter(table__presence=Presence.HERE).update(state=MeetingState.MISSED)
    never_called.update(state=MeetingState.LOST)


def _write(held: MeetingDay, seen: Seen, moves: Moves) -> None:
    """Write ``moves``: first what no longer stands, then what stands again, then what is new."""
    rows = {each.sitting: each for each in seen.meetings if each.promised}
    hopes = [each.pk for each in seen.meetings if each.is_expected]
    Meeting.objects.filter(pk__in=hopes).delete()
    wanted = _wanted(seen, moves, rows)
    fallen = {each.meeting: _STATE_OF[each.why] for each in moves.fallen}
    changed: dict[MeetingState, list[Row]] = defaultdict(list)
    for meeting, row in rows.items():
        if row.has_begun:
            continue
        state = wanted.pop(meeting, None) or fallen.get(meeting, _outside(seen, meeting))
        if row.state != state:
            changed[state].append(row)
    for row in seen.meetings:
        if not row.promised and row.state not in STANDING and row.sitting in wanted:
            changed[wanted.pop(row.sitting)].append(row)  # one row a sitting: notes of a table are numbered on it
    for state in (MeetingState.MISSED, MeetingState.LOST):
        Meeting.objects.filter(pk__in=[row.pk for row in changed[state]]).update(state=state)
        for row in changed[state]:
            row.state = state
    gone = set(hopes)
    places = _Places(row for row in seen.meetings if row.state in STANDING and row.pk not in gone)
    for state in (MeetingState.PLANNED, MeetingState.CALLED):
        _stand_up(changed[state], state, places)
    made = [
        Meeting(
            day=held,
            seeker_id=int(each.seeker),
            table_id=int(each.table),
            slot=each.slot,
            place=places.free(int(each.table), each.slot),
            state=state,
        )
        for each, state in wanted.items()
    ]
    Meeting.objects.bulk_create(made, batch_size=_BATCH)


def _after(seen: Seen, moves: Moves) -> State:
    """Return the state once ``moves`` are made: who is called now sits, and whose promise fell has none."""
    now = [Sitting(each.seeker, each.table, each.slot) for each in moves.now]
    gone = {*now, *(each.meeting for each in moves.fallen)}
    plan = [each for each in seen.state.plan if each not in gone]
    return replace(seen.state, plan=plan, begun=[*seen.state.begun, *now], expected=moves.later)


def _wanted(seen: Seen, moves: Moves, rows: dict[Sitting, Row]) -> dict[Sitting, MeetingState]:
    """Return what stands after ``moves``: called now, promised later, expected later; nobody in two places, no pair twice."""
    wanted: dict[Sitting, MeetingState] = {}
    fallen = {each.meeting for each in moves.fallen}
    seekers, tables = seen.state.ground.seekers, seen.state.ground.tables
    begun = [each.sitting for each in seen.meetings if each.has_begun]
    busy = {(seeker, slot) for seeker, _table, slot in begun}
    paired = {(seeker, table) for seeker, table, _slot in (*seen.state.met, *begun)}
    now = [Sitting(each.seeker, each.table, each.slot) for each in moves.now]
    promised = [each for each in rows if each.slot > seen.slot and each not in fallen]
    for one in (*now, *promised, *moves.later):
        seeker, table, slot = one
        at, pair = (seeker, slot), (seeker, table)
        if at not in busy and pair not in paired and seeker in seekers and table in tables:
            busy.add(at)
            paired.add(pair)
            wanted[one] = MeetingState.CALLED if slot == seen.slot else MeetingState.PLANNED
    return wanted


def _outside(seen: Seen, promised: Sitting) -> MeetingState:
    """Return what a promise is that the moves do not speak of: the seeker has left, or it cannot be kept beside another."""
    return MeetingState.LOST if promised.seeker in seen.state.ground.seekers else MeetingState.MISSED


def _stand_up(rows: Sequence[Row], state: MeetingState, places: _Places) -> None:
    """Let promises stand: those that stood keep their place, those that fell take a free one."""
    stood = [row.pk for row in rows if row.state in STANDING]
    Meeting.objects.filter(pk__in=stood).update(state=state)
    for row in rows:
        if row.state not in STANDING:
            row.state, row.place = state, places.free(row.table_id, row.slot)
            Meeting.objects.filter(pk=row.pk).update(state=row.state, place=row.place)


class _Places:
    """Which places of tables are taken, by (table, slot)."""

    def __init__(self, standing: Iterable[Row]) -> None:
        self._taken: dict[tuple[int, int], set[int]] = defaultdict(set)
        for row in standing:
            self._taken[row.table_id, row.slot].add(row.place)

    def free(self, table: int, slot: int) -> int:
        """Take the first free place and return it."""
        taken = self._taken[table, slot]
        place = next(number for number in range(1, len(taken) + 2) if number not in taken)
        taken.add(place)
        return place


def _write_cards(
    tables: Iterable[Sits], begun: Sequence[Sitting], cards: Mapping[str, Mapping[int, Sequence[str]]]
) -> None:
    """Write whom each table calls without a network; a table that has none keeps the card that lies on it."""
    called: dict[str, dict[int, list[str]]] = defaultdict(lambda: defaultdict(list))
    for each in begun:
        called[each.table][each.slot].append(each.seeker)
    changed = []
    for table in tables:
        lines: dict[int, Sequence[str]] = {**called[str(table.pk)], **cards.get(str(table.pk), {})}
        card = [[slot, [int(each) for each in lines[slot]]] for slot in sorted(lines)]
        if not table.is_apart and table.card != card:
            changed.append((table.pk, card))
    _update_cards(changed)


def _update_cards(cards: Sequence[tuple[int, list[Any]]]) -> None:
    """Write the cards in one statement run for each table: ``bulk_update`` works out a case for each, which takes as long as all the rest."""
    column = Table._meta.get_field("card")  # noqa: SLF001  Django's own name
    rows = [(column.get_db_prep_save(card, connection), pk) for pk, card in cards]
    with connection.cursor() as cursor:
        cursor.executemany("UPDATE meetings_table SET card = %s WHERE id = %s", rows)
