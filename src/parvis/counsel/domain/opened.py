"""A thread whose secret is at hand, for the length of one request; the letters in it, and how its secret reaches the desk."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from django.utils.translation import gettext as _

from parvis.core.refusal import Refusal
from parvis.counsel.domain.desk_marks import is_marked
from parvis.counsel.domain.desks import refused
from parvis.counsel.domain.sealing import Key, PlainText, seal_to, unseal_letter
from parvis.counsel.domain.shards import shard_in, shard_print
from parvis.counsel.enums import Role
from parvis.counsel.models import DeskKey, DeskWrap, Letter, Thread
from parvis.network.domain.scope import today_at


class Lost(Refusal):
    """The thread cannot be read any more: its shard is gone, as after a restore on another machine."""


@dataclass(frozen=True, repr=False)
class Opened:
    """A thread and its root."""

    thread: Thread
    root: Key

    def letters_key(self) -> Key:
        """Return the key of its letters: root and shard together; raise Lost when the shard is gone."""
        shard = shard_in(self.thread.slot)
        if shard is None or shard_print(shard) != self.thread.shard_print:
            raise Lost(_("These letters cannot be read any more: they were deleted, or lost with a machine."))
        return letters_key(self.root, shard, self.thread.name)


@dataclass(frozen=True)
class Shown:
    """A letter as it is read."""

    number: int
    role: Role
    written_on: datetime.date
    text: PlainText

    @property
    def is_of_desk(self) -> bool:
        """Say whether the desk wrote it."""
        return self.role == Role.DESK

    @property
    def is_of_visitor(self) -> bool:
        """Say whether the visitor wrote it."""
        return self.role == Role.VISITOR


def is_over(thread: Thread, now: datetime.datetime) -> bool:
    """Say whether the time of ``thread`` is over: nobody opens it any more, purged or not."""
    return thread.keep_until < today_at(thread.desk.house, now)


def letters_key(root: Key, shard: Key, name: str) -> Key:
    """Return the key of the letters of the thread ``name``."""
    return root.under(b"letters", shard.raw + name.encode())


def root_binding(name: str) -> bytes:
    """Return what the root of the thread ``name`` is bound to wherever it lies sealed."""
    return f"root|{name}".encode()


def letters_of(opened: Opened) -> list[Shown]:
    """Return the letters in order; raise Unreadable when one was touched or put elsewhere."""
    key, name = opened.letters_key(), opened.thread.name
    return [
        Shown(
            row.number, Role(row.role), row.written_on, unseal_letter(row.sealed, key, name, row.number, Role(row.role))
        )
        for row in Letter.objects.filter(thread=opened.thread).order_by("number")
    ]


def give_to_desk(thread: Thread, root: Key) -> None:
    """Seal the root to the current key of its desk, and let go of seals to retired ones; call it in a transaction.

    A desk without a key keeps what it has: it may find its recovery sheet yet. Raise Refusal, with nothing sealed, when the key that stands
    there is not one that this server made for that desk last.
    """
    current = DeskKey.objects.current().filter(desk=thread.desk_id).first()
    if current is None:
        return
    if not is_marked(current) or DeskKey.objects.filter(desk=thread.desk_id, number__gt=current.number).exists():
        raise refused()
    has = set(DeskWrap.objects.filter(thread=thread).order_by().values_list("key_id", flat=True))
    if current.pk not in has:
        sealed = seal_to(current.public, root, root_binding(thread.name))
        DeskWrap.objects.create(thread=thread, key=current, sealed=sealed)
    if has - {current.pk}:
        DeskWrap.objects.filter(thread=thread).exclude(key=current).delete()
