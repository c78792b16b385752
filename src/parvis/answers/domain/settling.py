"""One lock, and what time does to notes. Whoever looks settles first, and the daily work settles all: a promise needs no clock of its own."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field

from django.db import OperationalError
from django.utils.translation import gettext as _

from parvis.answers.domain.offers_gone import End, was_gone_by
from parvis.answers.domain.slots import SHARDS, release, shard_of
from parvis.answers.domain.tallying import count_silence
from parvis.answers.enums import OPEN, Act, Fate, State
from parvis.answers.models import Note, Reveal
from parvis.answers.rules import KEPT, ONE_DAY, TABLE, due_after, on_time
from parvis.core.domain.durable import durable, is_busy
from parvis.core.refusal import Refusal
from parvis.network.domain.scope import today_at


class Busy(Refusal):
    """Others held the lock for too long; nothing was done."""


class Unknown(Refusal):
    """There is no such note, or not any more."""


@dataclass
class Held:
    """A note under its lock; ``freed`` are the slots that are written over when the transaction is on the disk."""

    note: Note
    today: datetime.date
    freed: list[int] = field(default_factory=list)

    @property
    def state(self) -> State:
        """Return where the note stands."""
        return State(self.note.state)

    def enter(self, state: State, reveal_days: int = 0) -> None:
        """Write that the note stands in ``state`` from today on."""
        self.enter_on(state, self.today, reveal_days)

    def enter_on(self, state: State, day: datetime.date, reveal_days: int = 0) -> None:
        """Write that the note stands in ``state`` from ``day`` on; at an end a name goes at once."""
        note = self.note
        note.state, note.told_on, note.reminded_on = state, None, None
        note.due_on = due_after(state, day, note.days, reveal_days)
        if state not in OPEN:
            note.ended_on = day
            self.drop_reveal()
        if state == State.WITHDRAWN:
            self.drop_messages()
        note.save()

    def drop_reveal(self) -> None:
        """Let go of name and contact, and of what opens them."""
        found = Reveal.objects.filter(note=self.note).select_related("slot").first()
        if found is not None:
            self.freed += release([found.slot])

    def drop_messages(self) -> None:
        """Let go of all that was written, and of what opens it."""
        note = self.note
        note.messages.all().delete()
        if note.slot is not None:
            self.freed += release([note.slot])
            note.slot = None


@contextmanager
def all_locked() -> Iterator[None]:
    """Hold the lock of shards and one transaction that is on the disk at its end; refuse with Busy when others hold it too long."""
    try:
        with SHARDS.held(), durable():
            yield
    except OperationalError as error:
        if is_busy(error):
            raise Busy(_("Many people are writing at this moment. Nothing was changed: please try again.")) from error
        raise


@contextmanager
def locked(name: str, now: datetime.datetime) -> Iterator[Held]:
    """Hold the note ``name``, settled in a transaction of its own first: what follows may be refused, and time goes on all the same."""
    settle(name, now)
    with _held(name, now) as held:
        yield held


def settle(name: str, now: datetime.datetime) -> None:
    """Let time do to the note ``name`` what it has to; most often there is nothing to do.

    What was owed earlier about the same offer is settled before it: on which day the second silence closed it is then the
    same, whoever looks first.
    """
    row = Note.objects.filter(name=name).select_related("contract__house", "slot").first()
    if row is None or not _has_to_move(row, now):
        return
    earlier = Note.objects.owed().filter(offer_code=row.offer_code, due_on__lt=row.due_on)
    for note in earlier.select_related("contract__house", "slot").order_by("due_on", "pk"):
        if _has_to_move(note, now):
            _settle_alone(note.name, now)
    _settle_alone(name, now)


def _settle_alone(name: str, now: datetime.datetime) -> None:
    with suppress(Unknown), _held(name, now) as held:  # unknown: it was removed meanwhile
        _move(held)


def effective(note: Note, now: datetime.datetime, ends: Mapping[str, End] | None = None) -> State:
    """Return where ``note`` stands at ``now``, settled or not: for pages that may not write. One question at most, none with the ``ends`` of offers (domain/offers_gone.py)."""
    state = State(note.state)
    if state not in OPEN:
        return state
    if shard_of(note.slot) is None:
        return State.LOST
    return _timed_out(note, state, ends) if _is_over(note, now) else state


def _held_in_transaction(name: str, now: datetime.datetime) -> Held:
    rows = Note.objects.select_for_update(of=("self",)).select_related("contract__house", "slot")
    note = rows.filter(name=name).first()
    if note is None or (note.state not in OPEN and is_forgotten(note, now)):
        raise Unknown(
            _("We know no note under this code. Compare each letter; a note is forgotten 30 days after its end.")
        )
    return Held(note, today_at(note.contract.house, now))


@contextmanager
def _held(name: str, now: datetime.datetime) -> Iterator[Held]:
    try:
        with SHARDS.held():
            with durable():
                held = _held_in_transaction(name, now)
                yield held
            SHARDS.destroy(held.freed)
    except OperationalError as error:
        if is_busy(error):
            raise Busy(_("Many people are writing at this moment. Nothing was changed: please try again.")) from error
        raise


def is_forgotten(note: Note, now: datetime.datetime) -> bool:
    """Say whether ``note`` ended KEPT days ago or earlier at its house: nobody reads it any more, removed already or not."""
    today = today_at(note.contract.house, now)
    ended = note.ended_on or (note.due_on + ONE_DAY if note.due_on else today)
    return (today - ended).days >= KEPT


def _is_over(note: Note, now: datetime.datetime) -> bool:
    return note.due_on is not None and note.due_on < today_at(note.contract.house, now)


def _has_to_move(note: Note, now: datetime.datetime) -> bool:
    return note.state in OPEN and (_is_over(note, now) or shard_of(note.slot) is None)


def _timed_out(note: Note, state: State, ends: Mapping[str, End] | None = None) -> State:
    zone, day = note.contract.house.time_zone, note.due_on
    return on_time(state, is_gone=day is not None and was_gone_by(note.offer_code, day, zone, ends))


def _move(held: Held) -> None:
    """Let time act once: every time-out is an end, so once is enough."""
    note, state = held.note, held.state
    if state not in OPEN:
        return
    if shard_of(note.slot) is None:
        held.enter(TABLE[state, Act.LOSE])
    elif note.due_on is not None and note.due_on < held.today:
        after, day = _timed_out(note, state), note.due_on
        held.enter_on(after, day + ONE_DAY)
        if after in {State.SILENT, State.GONE}:
            count_silence(note, Fate(after.value), day)


def settle_all(now: datetime.datetime) -> int:
    """Settle every note whose day is over somewhere, or whose shard is gone; return how many ended. Safe at any time, by anybody."""
    number = 0
    rows = Note.objects.open().select_related("contract__house", "slot").order_by("due_on", "pk")
    for note in [note for note in rows.iterator(chunk_size=500) if _has_to_move(note, now)]:
        _settle_alone(note.name, now)
        number += 1
    return number
