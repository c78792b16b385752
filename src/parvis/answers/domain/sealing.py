"""How notes, names and mailboxes are sealed (core/domain/sealing.py).

The key of a note is made of the server's signing key **and** of a shard that no backup holds. It is bound to its contract, so that a note
whose row is put under another organisation's contract does not open there (docs/adr/0023).
"""

from __future__ import annotations

import json
from dataclasses import dataclass

from parvis.answers.domain.slots import shard_of
from parvis.answers.enums import Role
from parvis.answers.models import Contract, Note, Reveal, Slot
from parvis.answers.rules import PADDED
from parvis.core.domain import sealing
from parvis.core.domain.keys import server_key
from parvis.core.domain.sealing import Key, Raw, Unreadable
from parvis.core.domain.unsaid import Unsaid

_ADDRESS_PADDED = 320


class Lost(Exception):
    """The shard is gone: destroyed, or on a machine that was lost."""


class Secret(Unsaid):
    """Texts by their names (``can``, ``why`` …) that show themselves only where ``reveal`` is written."""

    __slots__ = ("__texts",)

    def __init__(self, **texts: str) -> None:
        self.__texts = texts

    def reveal(self) -> dict[str, str]:
        """Return the texts, for the page of whoever may read them."""
        return dict(self.__texts)

    def __eq__(self, other: object) -> bool:
        return self.__texts == other.reveal() if isinstance(other, Secret) else NotImplemented

    def __hash__(self) -> int:
        return hash((Secret, *sorted(self.__texts.items())))


@dataclass(frozen=True, repr=False)
class NoteKey:
    """The key of a note, for the length of one request."""

    note: Note
    key: Key

    def seal(self, told: Secret, number: int, role: Role) -> bytes:
        """Seal a message as number ``number`` of the note, written by ``role``."""
        return _sealed(told, self.key, self._bound(number, role))

    def open(self, sealed: Raw, number: int, role: Role) -> Secret:
        """Open a message; raise Unreadable when it is not that message of that note by that role."""
        return _opened(sealed, self.key, self._bound(number, role))

    def _bound(self, number: int, role: Role) -> bytes:
        return f"{_place(self.note)}|message|{number}|{Role(role).name}".encode()


def note_key(note: Note, shard: Key | None = None) -> NoteKey:
    """Return the key of ``note``; raise Lost when its shard is gone. ``shard`` is given when it was made this moment."""
    return NoteKey(note, _key(b"answers.note", note, shard or _kept(note.slot)))


def seal_reveal(told: Secret, note: Note, shard: Key) -> bytes:
    """Seal a name and a contact for the note under a shard of their own."""
    return _sealed(told, _key(b"answers.reveal", note, shard), f"{_place(note)}|reveal".encode())


def open_reveal(reveal: Reveal, note: Note) -> Secret:
    """Open a name and a contact; raise Lost when they were taken back."""
    key = _key(b"answers.reveal", note, _kept(reveal.slot))
    return _opened(reveal.sealed, key, f"{_place(note)}|reveal".encode())


def _kept(slot: Slot | None) -> Key:
    shard = shard_of(slot)
    if shard is None:
        raise Lost
    return shard


def _key(purpose: bytes, note: Note, shard: Key) -> Key:
    return Key(server_key("parvis.answers.notes")).under(purpose, shard.raw + note.name.encode())


def _place(note: Note) -> str:
    return f"parvis.answers.1|{note.contract.name}|{note.name}"


def _sealed(told: Secret, key: Key, bound_to: bytes) -> bytes:
    text = json.dumps(told.reveal(), ensure_ascii=False).encode()
    return sealing.seal(sealing.padded(text, PADDED), key, bound_to)


def _opened(sealed: Raw, key: Key, bound_to: bytes) -> Secret:
    return Secret(**json.loads(sealing.unpadded(sealing.unseal(sealed, key, bound_to), PADDED)))


def seal_mailbox(address: str, contract: Contract) -> bytes:
    """Return a mail address sealed under the server's key, for ``contract`` alone."""
    filled = sealing.padded(address.encode(), _ADDRESS_PADDED)
    return sealing.seal(filled, _mailbox_key(), f"parvis.answers.1|{contract.name}|mailbox".encode())


def open_mailbox(contract: Contract) -> str:
    """Open the mailbox of ``contract``, only to write to it or to let its owner change it; empty when there is none or the key is another."""
    if contract.mailbox is None:
        return ""
    try:
        filled = sealing.unseal(contract.mailbox, _mailbox_key(), f"parvis.answers.1|{contract.name}|mailbox".encode())
        return sealing.unpadded(filled, _ADDRESS_PADDED).decode()
    except Unreadable:
        return ""


def _mailbox_key() -> Key:
    return Key(server_key("parvis.answers.mailboxes"))
