"""Shards: of each thread, 32 bytes that no backup holds, without which its letters do not open.

They lie in one file of PARVIS_DATA, ``thread_keys``, in slots of 32 bytes that are made in advance. A thread takes a slot whose bytes are
made anew; a deletion writes over them **in place**: there is no journal, no copy, and nothing of the file system tells when a
slot was taken. A backup from before the deletion holds the thread's rows, but never its shard.

Whoever loses this file loses every thread: that is the price (docs/counsel.md).
"""

from __future__ import annotations

import fcntl
import hashlib
import os
import secrets
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings

from parvis.counsel.domain.sealing import Key

NAME = "thread_keys"
SIZE = 32  # bytes of a slot
#: Slots that are made at once, all of them before anyone needs them.
BLOCK = 1024


def file() -> Path:
    """Return where shards lie."""
    path: Path = settings.DATA / NAME
    return path


@contextmanager
def held() -> Iterator[None]:
    """Hold the lock of the slots: from choosing one until the row that names it is kept, and while unused ones are overwritten."""
    with (settings.DATA / f"{NAME}.lock").open("a") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def fresh(slot: int) -> Key:
    """Write new bytes into ``slot`` and return them, once they are on the disk; call it with the lock ``held``."""
    _make_room(slot)
    shard = Key.new()
    _overwrite({slot: shard.raw})
    return shard


def shard_in(slot: int) -> Key | None:
    """Return what lies in ``slot``, None when the file has no such slot."""
    try:
        with file().open("rb") as opened:
            opened.seek(slot * SIZE)
            raw = opened.read(SIZE)
    except FileNotFoundError:
        return None
    return Key(raw) if len(raw) == SIZE else None


def destroy(slots: Iterable[int]) -> None:
    """Write over ``slots`` in place; return when that is on the disk."""
    there = slots_there()
    _overwrite({slot: secrets.token_bytes(SIZE) for slot in slots if slot < there})


def slots_there() -> int:
    """Return how many slots the file has."""
    return file().stat().st_size // SIZE if file().exists() else 0


def shard_print(shard: Key) -> str:
    """Return the mark by which a shard is known again and from which it cannot be found."""
    return hashlib.blake2b(shard.raw, digest_size=8, person=b"counsel.shard").hexdigest()


def _make_room(slot: int) -> None:
    """Lengthen the file so that it has ``slot``, in whole blocks of bytes by chance: a free slot looks like a taken one."""
    there = slots_there()
    missing = (slot // BLOCK + 1) * BLOCK - there
    if missing <= 0:
        return
    with os.fdopen(os.open(file(), os.O_WRONLY | os.O_CREAT, 0o600), "wb") as opened:
        opened.seek(there * SIZE)  # a process that was killed here may have left half a slot
        opened.write(secrets.token_bytes(missing * SIZE))
        opened.flush()
        os.fsync(opened.fileno())
    folder = os.open(settings.DATA, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


def _overwrite(shards: dict[int, bytes]) -> None:
    if not shards:
        return
    opened = os.open(file(), os.O_WRONLY)
    try:
        for slot, raw in sorted(shards.items()):
            os.pwrite(opened, raw, slot * SIZE)
        os.fsync(opened)
    finally:
        os.close(opened)
