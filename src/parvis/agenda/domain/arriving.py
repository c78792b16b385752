"""Take what arrives into the tables: new events as drafts, changed ones with their version raised; nothing is published here."""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace

from django.utils import timezone

from parvis.agenda.domain.arrivals import Arrival, Puzzle, Time
from parvis.agenda.domain.event_data import note_after, note_before
from parvis.agenda.domain.writing import new_code
from parvis.agenda.enums import PUBLIC, EventState, SessionState
from parvis.agenda.models import Event, EventText, Kind, Notice, Session
from parvis.core.domain.journal import Change
from parvis.core.domain.reports import Ack
from parvis.core.domain.revisions import raise_revision
from parvis.core.refusal import Refusal
from parvis.network.models import House

ROOM = "agenda"
EVENTS, NOTICES = "events", "notices"
_BATCH = 400
_PUZZLED = ("text", "reason", "source", "is_done", "place", "town")


def house_named(slug: str) -> House:
    """Return the house; refuse an unknown one."""
    house = House.objects.filter(slug=slug).first()
    if house is None:
        message = f"There is no house «{slug[:60]}»."
        raise Refusal(message)
    return house


def kind_named(key: str, house: House) -> Kind:
    """Return a kind of event that ``house`` may use; refuse an unknown one."""
    kind = Kind.objects.of(house).filter(key=key).first()
    if kind is None:
        message = f"There is no kind of event «{key[:40]}» here; «parvis programme» brings in those of everybody."
        raise Refusal(message)
    return kind


def stored(house: str, references: Iterable[str]) -> dict[str, Arrival]:
    """Return the events that stand under the senders' references, by reference."""
    wanted, found = sorted(set(references)), {}
    for first in range(0, len(wanted), _BATCH):
        events = Event.objects.filter(house__slug=house, reference__in=wanted[first : first + _BATCH])
        for event in events.select_related("kind").prefetch_related("texts", "sessions").order_by("pk"):
            found[event.reference] = _as_arrival(event, house)
    return found


def _as_arrival(event: Event, house: str) -> Arrival:
    text = min(event.texts.all(), key=lambda one: one.pk)
    times = (
        Time(one.starts, one.ends, is_cancelled=one.state == SessionState.CANCELLED)
        for one in event.sessions.all()
        if one.sent
    )
    return Arrival(
        house=house,
        reference=event.reference,
        kind=event.kind.key,
        language=text.language,
        title=text.title,
        body=text.body,
        where=event.where,
        place=event.place,
        town=event.town,
        url=event.url,
        source=event.source,
        times=tuple(sorted(times)),
        state=event.state,
        version=event.version,
    )


def take_arrivals(ack: Ack, house: House, arrivals: Iterable[Arrival]) -> None:
    """Write what is new or differs, and count it all. Words that a house has changed in its own draft are the sender's again.

    An event that the house has published keeps its state; a time to come that its sender no longer gives is cancelled there. What the
    house planned, moved or cancelled by hand stays as it is.
    """
    ack.room = ROOM
    arrivals = list(arrivals)
    by_hand = _by_hand(house, {one.reference for one in arrivals})
    wanted = {one.reference: replace(one, times=_each_once(one.times, by_hand[one.reference])) for one in arrivals}
    there = stored(house.slug, wanted)
    revision = 0
    for reference, arrival in wanted.items():
        before = there.get(reference)
        ack.count(EVENTS, "read")
        told = replace(arrival, state=before.state, version=before.version) if before else arrival
        if before and before.state in PUBLIC:
            told = replace(told, times=_with_cancelled(before, told))
        if told == before:
            ack.count(EVENTS, "unchanged")
            continue
        revision = revision or raise_revision(ROOM)
        after = replace(told, version=before.version + 1) if before else told
        write(after, house, revision)
        ack.count(EVENTS, "changed" if before else "created")
        ack.changes.append(Change(EVENTS, after.key, before.plain() if before else None, after.plain()))


def _by_hand(house: House, references: Iterable[str]) -> dict[str, set[datetime.datetime]]:
    """Return reference → the beginnings that its house sees to itself: of sessions it planned, moved (from where, and to) or cancelled."""
    wanted, found = sorted(references), defaultdict[str, set[datetime.datetime]](set)
    for first in range(0, len(wanted), _BATCH):
        sessions = Session.objects.filter(
            sent=False, event__house=house, event__reference__in=wanted[first : first + _BATCH]
        )
        for reference, *moments in sessions.values_list("event__reference", "starts", "moved_from"):
            found[reference].update(one for one in moments if one)
    return found


def _each_once(times: Iterable[Time], by_hand: Collection[datetime.datetime]) -> tuple[Time, ...]:
    return tuple(sorted({(one.starts, one.ends): one for one in times if one.starts not in by_hand}.values()))


def _with_cancelled(before: Arrival, told: Arrival) -> tuple[Time, ...]:
    """Return the times told, and those that visitors were told before: cancelled when they are to come, else as they were."""
    now, kept = timezone.now(), {(one.starts, one.ends) for one in told.times}
    others = (one for one in before.times if (one.starts, one.ends) not in kept)
    return tuple(
        sorted((*told.times, *(replace(one, is_cancelled=one.is_cancelled or one.starts > now) for one in others)))
    )


def write(arrival: Arrival, house: House, revision: int) -> None:
    """Make the event of ``arrival.reference`` as told: columns, text, sessions; one that was there keeps what it said before."""
    event = Event.objects.filter(house=house, reference=arrival.reference).first() or Event(
        house=house, reference=arrival.reference, code=new_code(f"event:{arrival.key}")
    )
    is_there = event.pk is not None
    if is_there:
        note_before(event)
    event.kind = kind_named(arrival.kind, house)
    for column in ("where", "place", "town", "url", "source", "state", "version"):
        setattr(event, column, getattr(arrival, column))
    event.checked_on, event.revision = timezone.localdate(), revision
    event.languages = event.languages or [arrival.language]
    event.save()
    EventText.objects.update_or_create(
        event=event, language=arrival.language, defaults={"title": arrival.title, "body": arrival.body}
    )
    _write_times(event, arrival, house)
    if is_there:
        note_after(event)


def _write_times(event: Event, arrival: Arrival, house: House) -> None:
    there = {(one.starts, one.ends): one for one in event.sessions.all() if one.sent}
    wanted = {(one.starts, one.ends): one for one in arrival.times}
    Session.objects.filter(pk__in=[one.pk for key, one in there.items() if key not in wanted]).delete()
    for key, time in wanted.items():
        state = SessionState.CANCELLED if time.is_cancelled else SessionState.PLANNED
        session = there.get(key)
        if session is None:
            name = f"session:{event.code}:{time.starts.isoformat()}:{time.ends.isoformat()}"
            Session.objects.create(
                event=event,
                code=new_code(name),
                starts=time.starts,
                ends=time.ends,
                time_zone=house.time_zone,
                state=state,
                sent=True,
            )
        elif (session.state == SessionState.CANCELLED) != time.is_cancelled:
            session.state, session.sequence = state, session.sequence + 1
            session.save(update_fields=["state", "sequence"])


def take_puzzles(ack: Ack, house: House, puzzles: Iterable[Puzzle]) -> None:
    """Keep notices for a person to read; one that is dealt with stays so as long as its words do."""
    ack.room = ROOM
    wanted = {one.reference: one for one in puzzles}
    there = puzzles_stored(house.slug, wanted)
    for reference, told in wanted.items():
        before = there.get(reference)
        puzzle = replace(told, is_done=before.is_done) if before and before.text == told.text else told
        ack.count(NOTICES, "read")
        if puzzle == before:
            ack.count(NOTICES, "unchanged")
            continue
        write_puzzle(puzzle, house)
        ack.count(NOTICES, "changed" if before else "created")
        ack.changes.append(Change(NOTICES, puzzle.key, before.plain() if before else None, puzzle.plain()))


def puzzles_stored(house: str, references: Iterable[str]) -> dict[str, Puzzle]:
    """Return the notices that stand under the senders' references, by reference."""
    wanted, found = sorted(set(references)), {}
    for first in range(0, len(wanted), _BATCH):
        rows = Notice.objects.filter(house__slug=house, reference__in=wanted[first : first + _BATCH]).order_by("pk")
        for row in rows:
            columns = {column: getattr(row, column) for column in _PUZZLED}
            found[row.reference] = Puzzle(house, row.reference, **columns)
    return found


def write_puzzle(puzzle: Puzzle, house: House) -> None:
    """Make the notice as told."""
    columns = {column: getattr(puzzle, column) for column in _PUZZLED}
    Notice.objects.update_or_create(house=house, reference=puzzle.reference, defaults=columns)


def take_away(house: House, thing: str, references: Iterable[str], revision: int) -> None:
    """Take away what an undone import had brought; refuse what the house has published since."""
    if thing == NOTICES:
        Notice.objects.filter(house=house, reference__in=list(references)).delete()
        return
    events = Event.objects.filter(house=house, reference__in=list(references))
    if revision and events.exclude(state=EventState.DRAFT).exists():
        message = "One of the events is no longer a draft; cancel it instead. Nothing was undone."
        raise Refusal(message)
    events.delete()


def by_house(keys: Mapping[str, object] | Iterable[str]) -> dict[str, list[str]]:
    """Return the references of ``keys`` ("house:reference") by house."""
    found: dict[str, list[str]] = {}
    for key in keys:
        house, _, reference = key.partition(":")
        found.setdefault(house, []).append(reference)
    return found
