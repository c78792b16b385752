"""Making a date of an event a meeting day, and its way from a draft to its end."""

from __future__ import annotations

import datetime
from dataclasses import asdict, dataclass
from itertools import chain
from zoneinfo import ZoneInfo

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from parvis.accounts.domain.acts import record
from parvis.accounts.models import Staff
from parvis.agenda.enums import PUBLIC, EventState, SessionState
from parvis.agenda.models import Session
from parvis.core.domain.revisions import raise_revision
from parvis.core.refusal import Refusal
from parvis.meetings.domain.after.tallying import count_day
from parvis.meetings.domain.locking import locked
from parvis.meetings.enums import DayState
from parvis.meetings.models import MeetingDay, Seeker, Table
from parvis.meetings.rules import MOST_SLOTS, slots_of

ROOM = "meetings"
#: What moves the times of meetings: it stands still once people know theirs.
_GRID = ("slot_minutes", "pause_minutes", "slot_count", "breaks")


@dataclass(frozen=True)
class Wanted:
    """What the team says of a meeting day; the words are those of the table. ``breaks`` are (slot, minutes)."""

    slot_minutes: int = 10
    pause_minutes: int = 2
    slot_count: int = 12
    breaks: tuple[tuple[int, int], ...] = ()
    zones: tuple[str, ...] = ()
    joins_open: datetime.datetime | None = None
    joins_close: datetime.datetime | None = None
    walk_ins: bool = True
    most: int = 4
    cap: int = 6
    release_before: int = 1

    def columns(self) -> dict[str, object]:
        """Return the columns, as rows hold them."""
        return asdict(self) | {"breaks": [list(each) for each in self.breaks], "zones": list(self.zones)}


def make_day(session: Session, wanted: Wanted, by: Staff, now: datetime.datetime) -> MeetingDay:
    """Make ``session`` a meeting day, a draft; its seed is its date."""
    _refuse_odd(session, wanted, now)
    local = session.starts.astimezone(ZoneInfo(session.time_zone))
    with transaction.atomic():
        day, is_new = MeetingDay.objects.get_or_create(
            session=session, defaults={"seed": int(f"{local:%Y%m%d}"), **wanted.columns()}
        )
        if not is_new:
            raise Refusal(_("This date is a meeting day already."))
        record(by, "meetings.made", code=session.code, house=session.event.house.slug)
    return day


def change_day(day: MeetingDay, wanted: Wanted, by: Staff, now: datetime.datetime) -> None:
    """Change a day; refused where somebody’s meetings would move, or a slot that somebody named would go."""
    _refuse_odd(day.session, wanted, now)
    with locked(day.pk) as held:
        columns = wanted.columns()
        if held.state == DayState.OVER:
            raise Refusal(_("This meeting day is over."))
        moves = any(getattr(held, name) != columns[name] for name in _GRID)
        if moves and held.state != DayState.DRAFT and held.meetings.exists():
            raise Refusal(_("People know the times of their meetings: slots, pauses and breaks stay as they are."))
        _refuse_named_slots(held, wanted.slot_count)
        for name, value in columns.items():
            setattr(held, name, value)
        held.save(update_fields=list(columns))
        _told(held, "meetings.changed", by)


def open_day(day: MeetingDay, by: Staff, now: datetime.datetime) -> None:
    """Show a day and let people join it."""
    with locked(day.pk) as held:
        _refuse_unless(held, DayState.DRAFT)
        if held.session.ends <= now:
            raise Refusal(_("This date is over."))
        if held.session.event.state not in PUBLIC:
            raise Refusal(_("Nobody sees this event yet: publish it first."))
        if is_off(held):
            raise Refusal(_("This date is cancelled."))
        if not held.tables.exists():
            raise Refusal(_("There is no table yet: with whom could people meet?"))
        held.forgotten_on = (
            None  # a draft whose date went by and was planned anew: from now on there is somebody to forget
        )
        held.save(update_fields=["forgotten_on"])
        _move(held, DayState.OPEN)
        _told(held, "meetings.opened", by)


def close_day(day: MeetingDay, by: Staff) -> None:
    """Take an open day back, as long as nobody joined it."""
    with locked(day.pk) as held:
        _refuse_unless(held, DayState.OPEN)
        if held.seekers.exists():
            raise Refusal(_("People have joined: the day cannot be hidden from them. Cancel the date instead."))
        _move(held, DayState.DRAFT)
        _told(held, "meetings.closed", by)


def begin_day(day: MeetingDay, by: Staff, now: datetime.datetime) -> None:
    """Begin a day whose plan is published, on its date."""
    with locked(day.pk) as held:
        _refuse_unless(held, DayState.PLANNED)
        if held.local_day(now) < held.local_day(held.session.starts):
            raise Refusal(_("This day is not today."))
        _move(held, DayState.RUNNING)
        _told(held, "meetings.begun", by)


def end_day(day: MeetingDay, by: Staff) -> None:
    """End a running day and count it."""
    with locked(day.pk) as held:
        _refuse_unless(held, DayState.RUNNING)
        count_day(held)
        _move(held, DayState.OVER)
        _told(held, "meetings.ended", by)


def day_with(code: str) -> MeetingDay:
    """Return the meeting day of the session with ``code``; refuse when there is none."""
    found = MeetingDay.objects.select_related("session__event__house").filter(session__code=code).first()
    if found is None:
        raise Refusal(_("There is no meeting day with this code."))
    return found


def is_off(day: MeetingDay) -> bool:
    """Say whether the date or its event was cancelled; needs ``session__event``."""
    return day.session.state == SessionState.CANCELLED or day.session.event.state == EventState.CANCELLED


def _move(held: MeetingDay, state: DayState) -> None:
    held.state = state
    held.save(update_fields=["state"])


def _told(held: MeetingDay, what: str, by: Staff) -> None:
    raise_revision(ROOM)
    record(by, what, code=held.session.code, house=held.session.event.house.slug)


def _refuse_unless(held: MeetingDay, state: DayState) -> None:
    if held.state != state:
        raise Refusal(
            _("This was changed in the meantime: the day is now “%(state)s”.") % {"state": held.get_state_display()}
        )


def _refuse_odd(session: Session, wanted: Wanted, now: datetime.datetime) -> None:
    """Refuse what no day can have."""
    if session.ends <= now:
        raise Refusal(_("This date is over."))
    if not 1 <= wanted.slot_count <= MOST_SLOTS:
        raise Refusal(_("A day has from 1 to %(most)d slots.") % {"most": MOST_SLOTS})
    if wanted.cap < wanted.most:
        raise Refusal(_("Nobody can have more meetings at first than anybody may ask for."))
    if any(not 0 <= slot < wanted.slot_count - 1 for slot, _minutes in wanted.breaks):
        raise Refusal(_("A break stands between two slots of the day."))
    if wanted.joins_open and wanted.joins_close and wanted.joins_open >= wanted.joins_close:
        raise Refusal(_("Joining must open before it closes."))
    _refuse_long(session, wanted)


def _refuse_long(session: Session, wanted: Wanted) -> None:
    """Refuse slots that do not fit into the date."""
    *_others, last = slots_of(
        session.starts, wanted.slot_count, wanted.slot_minutes, wanted.pause_minutes, wanted.breaks
    )
    if last.ends > session.ends:
        late = -(-(last.ends - session.ends).total_seconds() // 60)
        raise Refusal(
            ngettext(
                "The last slot would end %(late)d minute after the date. Make fewer or shorter slots.",
                "The last slot would end %(late)d minutes after the date. Make fewer or shorter slots.",
                int(late),
            )
            % {"late": int(late)}
        )
    zone = ZoneInfo(session.time_zone)
    if session.starts.astimezone(zone).date() != last.ends.astimezone(zone).date():
        raise Refusal(_("A meeting day ends before midnight."))


def _refuse_named_slots(held: MeetingDay, count: int) -> None:
    """Refuse fewer slots than a table or a seeker has named."""
    named = chain(
        Table.objects.filter(day=held).values_list("slots", flat=True),
        Seeker.objects.filter(day=held).values_list("slots", flat=True),
    )
    last = max((slot for slots in named for slot in slots), default=-1)
    if last >= count:
        raise Refusal(_("Somebody named slot %(slot)d: it cannot be taken away.") % {"slot": last + 1})
