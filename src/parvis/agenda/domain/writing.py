"""What a programme team does: write an event, plan its sessions, publish, move, cancel. Each act is one function."""

from __future__ import annotations

import datetime
import secrets
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from zoneinfo import ZoneInfo

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from parvis.agenda.domain.conflicts import refuse_conflict
from parvis.agenda.domain.event_data import note_after, note_before
from parvis.agenda.domain.repeating import AHEAD, clean_rule, moments
from parvis.agenda.enums import PUBLIC, EventState, SessionState, Where
from parvis.agenda.models import Event, EventText, EventTrade, Kind, Part, Room, Session
from parvis.core.codes import code_for
from parvis.core.domain.revisions import raise_revision
from parvis.core.refusal import Refusal
from parvis.network.models import House, Partner
from parvis.occupations.models import Occupation

ROOM = "agenda"
LONGEST = datetime.timedelta(days=31)
#: States from which an event may be published.
_READY = (EventState.DRAFT, EventState.ACCEPTED)


@dataclass(frozen=True)
class Text:
    """The words of an event in one language."""

    title: str
    summary: str = ""
    body: str = ""
    bring: str = ""
    safety: str = ""
    is_machine: bool = False


@dataclass(frozen=True)
class Facts:
    """What a team says of an event. ``fields`` are columns of Event that it sets; the rest are its relations."""

    fields: Mapping[str, object] = field(default_factory=dict)
    texts: Mapping[str, Text] = field(default_factory=dict)
    trades: Iterable[Occupation] = ()
    partners: Iterable[Partner] = ()
    proposer: Partner | None = None


def new_code(name: str = "") -> str:
    """Return a code nobody has: of the universal ``name`` where there is one, else drawn."""
    name, length = name or f"event:{secrets.token_hex(16)}", 6
    while Event.objects.filter(code=code_for(name, length)).exists() or (
        Session.objects.filter(code=code_for(name, length)).exists()
    ):
        length += 1
    return code_for(name, length)


def _refuse_unsound(event: Event, texts: Mapping[str, Text]) -> None:
    if not any(text.title.strip() for text in texts.values()):
        raise Refusal(_("Give the event a title in one language at least."))
    if event.kind.house_id not in {None, event.house_id}:
        raise Refusal(_("This kind of event belongs to another house."))
    if event.min_age is not None and event.max_age is not None and event.min_age > event.max_age:
        raise Refusal(_("The lowest age is above the highest. Change one of them."))
    if event.where == Where.ELSEWHERE and not (event.town or event.place):
        raise Refusal(_("Say where it takes place: a place or a town."))
    if event.where == Where.ONLINE and not event.url:
        raise Refusal(_("Say at which address people can join online."))


@transaction.atomic
def write_event(house: House, kind: Kind, facts: Facts, *, event: Event | None = None, name: str = "") -> Event:
    """Write a new event of ``house``, or change ``event``; ``name`` gives it the same code on every installation.

    What a changed event said before and says now is left in its history (``event_data``); a new one has none yet.
    """
    revision = raise_revision(ROOM)
    event = (
        Event.objects.select_for_update().get(pk=event.pk)
        if event
        else Event(house=house, code=new_code(name), version=0)
    )
    is_there = event.pk is not None
    if is_there:
        note_before(event)
    event.kind = kind
    for column, value in facts.fields.items():
        setattr(event, column, value)
    event.rule = clean_rule(event.rule)
    _refuse_unsound(event, facts.texts)
    event.version, event.revision = event.version + 1, revision
    event.save()
    event.texts.all().delete()
    EventText.objects.bulk_create(
        EventText(event=event, language=language, **vars(text))
        for language, text in facts.texts.items()
        if text.title.strip()
    )
    event.shown_trades.all().delete()
    EventTrade.objects.bulk_create(EventTrade(event=event, occupation=trade) for trade in dict.fromkeys(facts.trades))
    event.parts.all().delete()
    partners = dict.fromkeys([*facts.partners, *([facts.proposer] if facts.proposer else [])])
    Part.objects.bulk_create(
        Part(event=event, partner=partner, is_proposer=partner == facts.proposer) for partner in partners
    )
    if is_there:
        note_after(event)
    return event


def _changed(event: Event) -> None:
    """Note that what is shown of ``event`` changed; call inside a transaction, before rows are read.

    What stands apart has codes of visitors on it and is changed by its own room alone (domain/apart.py).
    """
    event.revision = raise_revision(ROOM)
    event.refresh_from_db(fields=["state", "version"])  # somebody else may have been faster until the revision was held
    if event.state == EventState.APART:
        raise Refusal(_("This time belongs to a desk. Change it under “Appointments”."))
    event.version += 1
    event.save(update_fields=["revision", "version"])


def _refuse_times(starts: datetime.datetime, ends: datetime.datetime) -> None:
    if ends <= starts:
        raise Refusal(_("It ends before it begins. Change one of the two times."))
    if ends - starts > LONGEST:
        raise Refusal(_("One session lasts 31 days at most. Plan several."))


def _refuse_room(event: Event, room: Room | None) -> None:
    if room is not None and (room.house_id != event.house_id or room.is_closed):
        raise Refusal(_("This room cannot be used for this event."))


@transaction.atomic
def plan_session(
    event: Event,
    starts: datetime.datetime,
    ends: datetime.datetime,
    room: Room | None = None,
    made_for: datetime.datetime | None = None,
) -> Session:
    """Plan one more session; refuse times that cannot be, and a room that is taken."""
    _changed(event)
    _refuse_times(starts, ends)
    _refuse_room(event, room)
    if event.is_cancelled:
        raise Refusal(_("This event is cancelled. Nothing more can be planned."))
    refuse_conflict(room, starts, ends, None)
    code = new_code(f"session:{event.code}:{starts.astimezone(datetime.UTC).isoformat()}")
    return Session.objects.create(
        event=event,
        code=code,
        starts=starts,
        ends=ends,
        time_zone=event.house.time_zone,
        room=room,
        made_for=made_for,
    )


@transaction.atomic
def make_sessions(event: Event, now: datetime.datetime, room: Room | None = None) -> tuple[int, list[str]]:
    """Make the sessions of the event's rule up to 18 months ahead; return how many, and the sentences of those refused.

    One that was moved or cancelled stays as it is. One to come that the rule no longer gives is taken away from a draft; once
    published it is cancelled, so that whoever noted it is told.
    """
    _changed(event)
    if event.first_starts is None:
        return 0, []
    until = max(now, event.first_starts) + datetime.timedelta(days=AHEAD)
    wanted = moments(event.rule, event.first_starts, ZoneInfo(event.house.time_zone), until, event.except_on)
    made = Session.objects.filter(event=event, made_for__isnull=False)
    leftover = made.filter(state=SessionState.PLANNED, starts__gt=now).exclude(made_for__in=wanted)
    if event.state in PUBLIC:
        for session in leftover.order_by("starts"):
            _cancel(session, None)
    else:
        leftover.delete()
    there = set(made.order_by("made_for").values_list("made_for", flat=True))
    lasts = datetime.timedelta(minutes=event.first_minutes or event.kind.minutes)
    number, refused = 0, []
    for moment in wanted:
        if moment in there:
            continue
        try:
            plan_session(event, moment, moment + lasts, room, made_for=moment)
            number += 1
        except Refusal as refusal:
            refused.append(str(refusal))
    return number, refused


@transaction.atomic
def publish(event: Event) -> None:
    """Put ``event`` into the programme; refuse without a session, or from a state that does not lead there."""
    _changed(event)
    event.refresh_from_db()
    if event.state not in _READY:
        raise Refusal(_("This event cannot be published from where it stands."))
    if not event.sessions.exists():
        raise Refusal(_("Plan one session at least. An event without a day cannot be found."))
    event.state = EventState.PUBLISHED
    event.checked_on = timezone.localdate()
    event.save(update_fields=["state", "checked_on"])


@transaction.atomic
def cancel_event(event: Event, note: Mapping[str, str] | None = None) -> None:
    """Cancel ``event`` with all its sessions to come; it stays where it was and says so."""
    _changed(event)
    event.refresh_from_db()
    if event.state not in PUBLIC:
        raise Refusal(_("Only a published event can be cancelled. A draft can be left as it is."))
    for session in event.sessions.filter(ends__gt=timezone.now()).order_by("starts"):
        _cancel(session, note)
    event.state = EventState.CANCELLED
    event.save(update_fields=["state"])


def _cancel(session: Session, note: Mapping[str, str] | None) -> None:
    if session.state != SessionState.CANCELLED:
        session.state, session.note, session.sequence = SessionState.CANCELLED, dict(note or {}), session.sequence + 1
        session.sent = False
        session.save(update_fields=["state", "note", "sequence", "sent"])


@transaction.atomic
def cancel_session(session: Session, note: Mapping[str, str] | None = None) -> None:
    """Cancel one session; refuse once it is over."""
    _changed(session.event)
    session.refresh_from_db(fields=["state", "sequence", "ends"])
    if session.ends <= timezone.now():
        raise Refusal(_("This session is over. It cannot be cancelled."))
    _cancel(session, note)


@transaction.atomic
def move_session(
    session: Session,
    starts: datetime.datetime,
    ends: datetime.datetime,
    room: Room | None = None,
    note: Mapping[str, str] | None = None,
) -> None:
    """Move one session to another time or room; ``moved_from`` keeps where it was planned first."""
    _changed(session.event)
    session.refresh_from_db(fields=["state", "sequence", "starts", "ends", "moved_from"])
    _refuse_times(starts, ends)
    _refuse_room(session.event, room)
    if session.state == SessionState.CANCELLED or session.event.is_cancelled:
        raise Refusal(_("This session is cancelled. Plan a new one."))
    if session.ends <= timezone.now():
        raise Refusal(_("This session is over. It cannot be moved."))
    refuse_conflict(room, starts, ends, session)
    if (starts, ends) != (session.starts, session.ends):
        session.moved_from, session.state = session.moved_from or session.starts, SessionState.MOVED
        session.sent = False
    session.starts, session.ends, session.room = starts, ends, room
    session.note, session.sequence = dict(note or {}), session.sequence + 1
    session.save()
