"""A note as its visitor reads it, and as its recruiter does: what each may see, and nothing else."""

from __future__ import annotations

import datetime
from dataclasses import dataclass, field

from parvis.answers.domain.acting import note_under
from parvis.answers.domain.sealing import Lost, NoteKey, note_key, open_reveal
from parvis.answers.domain.settling import locked
from parvis.answers.enums import OPEN, Act, Fate, Role, State, Who
from parvis.answers.models import Message, Note, Reveal
from parvis.answers.rules import acts_of
from parvis.core.domain.return_codes import Code
from parvis.core.domain.sealing import Unreadable

#: What a recruiter goes on reading: what is open, and what they answered, until it is purged.
_READ_BY_RECRUITER = (*OPEN, State.ANSWERED)


@dataclass(frozen=True, repr=False)
class Shown:
    """One message: who wrote it on which day, its texts by name, and what the answer was."""

    role: Role
    written_on: datetime.date
    texts: dict[str, str]
    answer: Fate | None = None

    @property
    def is_of_visitor(self) -> bool:
        """Say whether the visitor wrote it."""
        return self.role == Role.VISITOR


@dataclass(frozen=True, repr=False)
class Opened:
    """A note, what was written, what can be done; ``identity`` holds ``name`` and ``contact`` where they may be seen."""

    note: Note
    state: State
    messages: list[Shown] = field(default_factory=list)
    acts: tuple[Act, ...] = ()
    identity: dict[str, str] = field(default_factory=dict)
    until: datetime.date | None = None

    @property
    def is_over(self) -> bool:
        """Say whether nothing can be done any more."""
        return self.state not in OPEN


def look(code: Code, now: datetime.datetime) -> Opened:
    """Return the note under ``code``, settled, with all that was written and what its visitor said of themselves."""
    with locked(note_under(code), now) as held:
        note, state = held.note, held.state
        identity, until = _identity(note)
        return Opened(
            note, state, _messages(note), acts_of(state, Who.VISITOR, note.questions), identity, until
        )  # fmt: skip


def look_as_recruiter(name: str, now: datetime.datetime) -> Opened:
    """Return the note ``name``, settled, as its recruiter may see it: a name only once both said yes, and only for so long."""
    with locked(name, now) as held:
        note, state = held.note, held.state
        messages = _messages(note) if state in _READ_BY_RECRUITER else []
        identity, until = _identity(note) if state == State.MEETING else ({}, None)
        return Opened(note, state, messages, acts_of(state, Who.RECRUITER, note.questions), identity, until)


def _messages(note: Note) -> list[Shown]:
    try:
        key = note_key(note)
        return [_shown(row, key) for row in Message.objects.filter(note=note).order_by("number")]
    except (Lost, Unreadable):
        return []


def _shown(row: Message, key: NoteKey) -> Shown:
    role = Role(row.role)
    texts = key.open(row.sealed, row.number, role).reveal()
    answer = Fate(texts["reason"]) if role == Role.RECRUITER else None
    return Shown(role, row.written_on, texts, answer)


def _identity(note: Note) -> tuple[dict[str, str], datetime.date | None]:
    reveal = Reveal.objects.filter(note=note).select_related("slot").first()
    if reveal is None:
        return {}, None
    try:
        return open_reveal(reveal, note).reveal(), reveal.until
    except (Lost, Unreadable):
        return {}, None
