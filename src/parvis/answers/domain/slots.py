"""Shards of notes and of reveals (core/domain/shards.py): the file ``note_keys``, without which nothing here opens."""

from __future__ import annotations

import secrets
from collections.abc import Iterable

from parvis.answers.models import Slot
from parvis.core.domain.sealing import Key
from parvis.core.domain.shards import BLOCK, Shards

SHARDS = Shards("note_keys", b"answers.shard")


def take_slot() -> tuple[Slot, Key]:
    """Take a free slot by chance, so that its number tells nothing of when; call it in a transaction, with the lock of shards held."""
    used = set(Slot.objects.order_by().values_list("number", flat=True))
    there = max(SHARDS.slots_there(), BLOCK)
    free = [number for number in range(there) if number not in used] or range(there, there + BLOCK)
    number = secrets.choice(free)
    shard = SHARDS.fresh(number)
    return Slot.objects.create(number=number, mark=SHARDS.mark(shard)), shard


def shard_of(slot: Slot | None) -> Key | None:
    """Return the shard of ``slot``; None when it was destroyed, or is on a machine that was lost."""
    shard = SHARDS.shard_in(slot.number) if slot else None
    return shard if shard and slot and SHARDS.mark(shard) == slot.mark else None


def release(slots: Iterable[Slot]) -> list[int]:
    """Forget ``slots`` and return their numbers: whoever called writes over them once the transaction is on the disk."""
    gone = list(slots)
    Slot.objects.filter(pk__in=[slot.pk for slot in gone]).delete()
    return [slot.number for slot in gone]
