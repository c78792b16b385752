"""What the reception and the tables say of the day: somebody is here, late, gone; a table came; a meeting was held or missed.

Each act is one function, under the lock of the day's row; said twice it is one act, and what it changed can be taken back as long as
nobody changed it since.
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from parvis.core.domain.return_codes import read_code
from parvis.core.refusal import Refusal
from parvis.meetings.domain.hall.turns import call_again, refuse_unless_running, turn_if_due
from parvis.meetings.domain.locking import locked
from parvis.meetings.domain.seekers.aliases import read_alias
from parvis.meetings.domain.seekers.codes import locator
from parvis.meetings.enums import WITH_PLAN, DayState, MeetingState, Presence
from parvis.meetings.models import Meeting, MeetingDay, Seeker, Table

#: Who was called so often and did not come is taken to have left; the reception can say otherwise.
MOST_MISSED = 2
_SAID = (MeetingState.CALLED, MeetingState.HELD, MeetingState.MISSED)


@dataclass(frozen=True)
class Change:
    """What an act changed: ``kind`` (``seeker``, ``table``, ``meeting``), the row, and what it was and became, as text.

    It is what a page sends back to take the act back: nothing else remembers it.
    """

    kind: str
    pk: int
    was: str
    became: str

    @property
    def is_one(self) -> bool:
        """Say whether anything changed: an act that is said twice changes nothing the second time."""
        return self.was != self.became


def find_seeker(day: MeetingDay, typed: str, language: str = "") -> Seeker:
    """Return whom somebody at the reception means by a name of word, colour and number, or by a return code; refuse with a sentence."""
    alias = read_alias(typed, language)
    rows = Seeker.objects.filter(day=day)
    if alias is not None:
        found = rows.filter(word=alias.word, colour=alias.colour, number=alias.number).first()
    else:
        code = read_code(typed)
        if code is None:
            raise Refusal(_("This is neither a name of a word, a colour and a number, nor a whole code."))
        found = rows.filter(locator=locator(code)).first()
    if found is None:
        raise Refusal(_("Nobody of this day has this name or code."))
    return found


def mark_seeker(day: int, seeker: int, presence: Presence, now: datetime.datetime, since: int | None = None) -> Change:
    """Say that a seeker is here, late (from the slot ``since`` on, None: unknown), absent or gone.

    Whoever comes while their own meeting is called is called at once; everybody else is in the next moves.
    """
    with locked(day, restates=False) as held:
        _refuse_without_plan(held)
        _due(held, now)
        row = Seeker.objects.filter(day=held, pk=seeker).first()
        if row is None:
            raise Refusal(_("Nobody of this day has this name or code."))
        was = _presence_of(row)
        row.presence = presence
        row.since = since if presence == Presence.LATE else None
        row.save(update_fields=["presence", "since"])
        change = Change("seeker", row.pk, was, _presence_of(row))
        if change.is_one:
            _call_if_awaited(held, row)
    return change


def mark_table(day: int, table: int, presence: Presence, now: datetime.datetime, present: int | None = None) -> Change:
    """Say that the people of a table are here (``present`` of them, None: all), late, absent or gone; moves follow at once."""
    with locked(day, restates=False) as held:
        _refuse_without_plan(held)
        _due(held, now)
        row = _table(held, table)
        if present is not None and not 1 <= present <= row.interviewers:
            raise Refusal(_("At this table sit from 1 to %(most)d people.") % {"most": row.interviewers})
        was = _presence_of(row)
        row.presence, row.present = presence, present if presence == Presence.HERE else None
        row.since = None
        row.save(update_fields=["presence", "present", "since"])
        change = Change("table", row.pk, was, _presence_of(row))
        if change.is_one:
            call_again(held)
    return change


def set_apart(day: int, table: int, *, is_apart: bool, now: datetime.datetime) -> None:
    """Say that a table has no network, and calls by its card; or has one again."""
    with locked(day, restates=False) as held:
        _refuse_without_plan(held)
        _due(held, now)
        row = _table(held, table)
        if row.is_apart != is_apart:
            row.is_apart = is_apart
            row.save(update_fields=["is_apart"])
            call_again(held)


def say_meeting(day: int, table: int, meeting: int, state: MeetingState, now: datetime.datetime) -> Change:
    """Say at a table that a called meeting was held, or missed: then somebody else is called to the chair, if anybody can be."""
    with locked(day, restates=False) as held:
        refuse_unless_running(held)
        turn_if_due(held, now)
        row = (
            Meeting.objects.filter(day=held, table=table, pk=meeting, state__in=_SAID).select_related("seeker").first()
        )
        if row is None or state not in _SAID:
            raise Refusal(_("This meeting is not called at this table any more."))
        change = Change("meeting", row.pk, row.state, state)
        if change.is_one:
            _say(row, state)
            call_again(held)
    return change


def _say(row: Meeting, state: MeetingState) -> None:
    """Write ``state``; who was missed sits nowhere else in this slot, and after the second time is taken to have left."""
    was, row.state = row.state, state
    if was == MeetingState.MISSED:  # what was hoped for instead does not stand in the way
        Meeting.objects.filter(seeker=row.seeker_id, state=MeetingState.PLANNED, promised=False).delete()
    try:
        with transaction.atomic():
            row.save(update_fields=["state"])
    except IntegrityError as error:
        raise Refusal(_("Somebody else has this chair, or the seeker another, since: ask at the reception.")) from error
    seeker = row.seeker
    if state == MeetingState.MISSED:
        missed = Meeting.objects.filter(seeker=seeker, state=MeetingState.MISSED, slot__lte=row.slot).count()
        seeker.since = row.slot + 1
        seeker.presence = Presence.LEFT if missed >= MOST_MISSED else seeker.presence
    elif was == MeetingState.MISSED:
        seeker.since, seeker.presence = None, Presence.HERE
    seeker.save(update_fields=["since", "presence"])


def take_back(day: int, change: Change, now: datetime.datetime) -> None:
    """Take an act back; refused when somebody changed the same thing since. Taken back twice, nothing more happens."""
    with locked(day, restates=False) as held:
        _refuse_without_plan(held)
        _due(held, now)
        if change.kind == "meeting":
            _take_meeting_back(held, change)
        else:
            _take_presence_back(held, change)
        call_again(held)


def _take_meeting_back(held: MeetingDay, change: Change) -> None:
    row = Meeting.objects.filter(day=held, pk=change.pk, state__in=_SAID).select_related("seeker").first()
    if row is None or change.was not in _SAID:
        raise _changed_since()
    if row.state == change.was:
        return
    if row.state != change.became:
        raise _changed_since()
    _say(row, MeetingState(change.was))


def _take_presence_back(held: MeetingDay, change: Change) -> None:
    kinds: dict[str, type[Seeker | Table]] = {"seeker": Seeker, "table": Table}
    model = kinds.get(change.kind)
    row = model.objects.filter(day=held, pk=change.pk).first() if model else None
    was, _colon, number = change.was.partition(":")
    if row is None or was not in Presence.values or not (number == "" or (number.isdecimal() and len(number) <= 2)):
        raise _changed_since()
    if _presence_of(row) == change.was:
        return
    if _presence_of(row) != change.became:
        raise _changed_since()
    row.presence, told = Presence(was), int(number) if number else None
    if isinstance(row, Table):
        row.present = told if told is None or 1 <= told <= row.interviewers else None
        row.save(update_fields=["presence", "present"])
    else:
        row.since = told
        row.save(update_fields=["presence", "since"])


def _changed_since() -> Refusal:
    return Refusal(_("This was changed in the meantime, or is gone: it cannot be taken back any more."))


def _presence_of(row: Seeker | Table) -> str:
    """Return presence and what belongs to it: ``late:4`` is late from slot 4, ``here:2`` two people of a table."""
    number = row.present if isinstance(row, Table) else row.since
    return f"{row.presence}:{'' if number is None else number}"


def _call_if_awaited(held: MeetingDay, row: Seeker) -> None:
    if held.reached is not None and Meeting.objects.filter(seeker=row, slot=held.reached, promised=True).exists():
        call_again(held)


def _due(held: MeetingDay, now: datetime.datetime) -> None:
    if held.state == DayState.RUNNING:
        turn_if_due(held, now)


def _table(held: MeetingDay, table: int) -> Table:
    row = Table.objects.filter(day=held, pk=table).first()
    if row is None:
        raise Refusal(_("This table is not there any more."))
    return row


def _refuse_without_plan(held: MeetingDay) -> None:
    """Refuse before the plan holds and after the end: people arrive on the day itself, before it begins too."""
    if held.state not in WITH_PLAN:
        raise Refusal(_("People can be checked in from when the plan is published until the day ends."))
