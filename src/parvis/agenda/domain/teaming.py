"""What a programme team does, with who did it noted: each act here is one of ``writing`` and a line in the log."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any
from zoneinfo import ZoneInfo

from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _

from parvis.accounts.domain.acts import record
from parvis.accounts.models import Staff
from parvis.agenda.domain import writing
from parvis.agenda.domain.repeating import moment_of
from parvis.agenda.domain.writing import Facts, Text
from parvis.agenda.models import Event, EventText, Kind, Room, Session
from parvis.core.codes import code_for
from parvis.core.domain.revisions import raise_revision
from parvis.core.refusal import Refusal
from parvis.network.models import House

#: How many sessions a team plans at once: a day a week for 18 months.
MOST = 80


@dataclass(frozen=True)
class Times:
    """Sessions to plan: when each begins, how long it lasts by the clocks of the house (``zone``), in which room.

    By the clocks: from midnight to midnight is a day also when clocks change in it.
    """

    moments: tuple[datetime.datetime, ...]
    lasts: datetime.timedelta
    zone: ZoneInfo
    room: Room | None = None

    def end_of(self, moment: datetime.datetime) -> datetime.datetime:
        """Return when the session that begins at ``moment`` ends."""
        local = moment.astimezone(self.zone).replace(tzinfo=None, fold=0) + self.lasts
        return moment_of(local, self.zone)


@transaction.atomic
def write(house: House, kind: Kind, facts: Facts, *, by: Staff, event: Event | None = None) -> Event:
    """Write or change an event of ``house``; who proposed it stays its proposer."""
    facts = replace(facts, texts=_marked(facts.texts, event)) if event else facts
    proposed = event.parts.filter(is_proposer=True).select_related("partner").first() if event else None
    if proposed:
        facts = replace(facts, proposer=proposed.partner)
    written = writing.write_event(house, kind, facts, event=event)
    record(by, "event.changed" if event else "event.written", code=written.code, house=house.slug)
    return written


def _marked(texts: Mapping[str, Text], event: Event) -> dict[str, Text]:
    """Return ``texts``; a machine's draft that nobody touched stays marked as one."""
    drafts = {text.language: text for text in event.texts.filter(is_machine=True)}
    return {
        language: replace(text, is_machine=language in drafts and _is_same(text, drafts[language]))
        for language, text in texts.items()
    }


def _is_same(text: Text, kept: EventText) -> bool:
    return all(getattr(text, name) == getattr(kept, name) for name in ("title", "summary", "body", "bring", "safety"))


@transaction.atomic
def publish(event: Event, *, by: Staff) -> None:
    """Put ``event`` into the programme."""
    writing.publish(event)
    record(by, "event.published", code=event.code, house=event.house.slug)


@transaction.atomic
def cancel(event: Event, note: Mapping[str, str], *, by: Staff) -> None:
    """Cancel ``event`` with a sentence."""
    writing.cancel_event(event, note)
    record(by, "event.cancelled", code=event.code, house=event.house.slug)


@transaction.atomic
def plan(event: Event, times: Times, *, by: Staff) -> list[str]:
    """Plan sessions; return the sentences of those that could not be planned. Refuse when none could."""
    if len(times.moments) > MOST:
        raise Refusal(_("This makes more than %(most)s sessions. Choose an earlier last day.") % {"most": MOST})
    refused: list[str] = []
    raise_revision(writing.ROOM)  # it orders writers: what somebody plans at this moment is seen below
    for moment in times.moments:
        try:
            _plan_one(event, moment, times)
        except Refusal as refusal:
            refused.append(str(refusal))
    if len(refused) == len(times.moments):
        raise Refusal(refused[0] if refused else _("No day is left in this time."))
    record(by, "session.planned", code=event.code, house=event.house.slug)
    return refused


def _plan_one(event: Event, moment: datetime.datetime, times: Times) -> None:
    if Session.objects.filter(event=event, starts=moment).taking_place().exists():
        raise Refusal(_("It is planned at this time already."))
    writing.plan_session(event, moment, times.end_of(moment), times.room)


@transaction.atomic
def move(session: Session, times: Times, note: Mapping[str, str], *, by: Staff) -> None:
    """Move a session to the one moment of ``times``, with a sentence."""
    starts = times.moments[0]
    writing.move_session(session, starts, times.end_of(starts), times.room, note)
    record(by, "session.moved", code=session.code, house=session.event.house.slug)


@transaction.atomic
def cancel_session(session: Session, note: Mapping[str, str], *, by: Staff) -> None:
    """Cancel one session with a sentence."""
    writing.cancel_session(session, note)
    record(by, "session.cancelled", code=session.code, house=session.event.house.slug)


@transaction.atomic
def write_room(house: House, columns: Mapping[str, Any], *, by: Staff, room: Room | None = None) -> Room:
    """Write a room of ``house``, or change it."""
    raise_revision(writing.ROOM)
    if not any(columns["name"].values()):
        raise Refusal(_("Give the room a name in one language at least."))
    written = room or Room(house=house, code=_room_code(house))
    for column, value in columns.items():
        setattr(written, column, value)
    written.save()
    record(by, "room.written", code=written.code, house=house.slug)
    return written


def _room_code(house: House) -> str:
    number = house.rooms.count() + 1
    while Room.objects.filter(code=code_for(f"room:{house.slug}:{number}")).exists():
        number += 1
    return code_for(f"room:{house.slug}:{number}")


@transaction.atomic
def write_kind(house: House, columns: Mapping[str, Any], *, by: Staff, kind: Kind | None = None) -> Kind:
    """Write a kind of event that ``house`` alone uses, or change it."""
    raise_revision(writing.ROOM)
    names = [name for name in columns["name"].values() if name]
    if not names:
        raise Refusal(_("Give the kind a name in one language at least."))
    written = kind or Kind(house=house, key=_kind_key(house, names[0]), order=100)
    for column, value in columns.items():
        setattr(written, column, value)
    written.save()
    record(by, "kind.written", code=written.key, house=house.slug)
    return written


def _kind_key(house: House, name: str) -> str:
    stem = f"{house.slug[:16]}-{slugify(name)[:16] or 'kind'}"
    taken = set(Kind.objects.filter(key__startswith=stem).order_by().values_list("key", flat=True))
    return next(key for key in _numbered(stem) if key not in taken)


def _numbered(stem: str) -> Iterable[str]:
    yield stem
    number = 2
    while True:
        yield f"{stem}-{number}"
        number += 1
