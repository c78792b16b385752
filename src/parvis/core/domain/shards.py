"""Shards: of each thing that is sealed, 32 bytes that no backup holds, without which it does not open.

They lie in one file of PARVIS_DATA whose name ends with ``_keys`` (no backup takes such a file), in slots of 32 bytes that are made in
advance. A thing takes a slot whose bytes are made anew; a deletion writes over them **in place**: there is no journal, no copy, and
nothing of the file system tells when a slot was taken. A backup from before the deletion holds the rows, but never the shard.

Whoever loses this file loses all that was sealed with it: that is the price (docs/counsel.md).
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

from parvis.core.domain.sealing import KEY_BYTES, Key

SIZE = KEY_BYTES  # bytes of a slot
#: Slots that are made at once, all of them before anyone needs them.
BLOCK = 1024


class Shards:
    """The file ``name`` of PARVIS_DATA. ``purpose`` (at most 16 bytes) is bound into the marks of its shards."""

    def __init__(self, name: str, purpose: bytes) -> None:
        self.name, self._purpose = name, purpose

    def file(self) -> Path:
        """Return where shards lie."""
        path: Path = settings.DATA / self.name
        return path

    @contextmanager
    def held(self) -> Iterator[None]:
        """Hold the lock of the slots: from choosing one until the row that names it is kept, and while unused ones are overwritten."""
        with (settings.DATA / f"{self.name}.lock").open("a") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield

    def fresh(self, slot: int) -> Key:
        """Write new bytes into ``slot`` and return them, once they are on the disk; call it with the lock ``held``."""
        self._make_room(slot)
        shard = Key.new()
        self._overwrite({slot: shard.raw})
        return shard

    def shard_in(self, slot: int) -> Key | None:
        """Return what lies in ``slot``, None when the file has no such slot."""
        try:
            with self.file().open("rb") as opened:
                opened.seek(slot * SIZE)
                raw = opened.read(SIZE)
        except FileNotFoundError:
            return None
        return Key(raw) if len(raw) == SIZE else None

    def destroy(self, slots: Iterable[int]) -> None:
        """Write over ``slots`` in place; return when that is on the disk."""
        there = self.slots_there()
        self._overwrite({slot: secrets.token_bytes(SIZE) for slot in slots if slot < there})

    def destroy_all_but(self, used: Iterable[int]) -> None:
        """Write over every slot that is not ``used``: also of a deletion that was cut off before its last step; with the lock ``held``."""
        kept = set(used)
        self.destroy(slot for slot in range(self.slots_there()) if slot not in kept)

    def slots_there(self) -> int:
        """Return how many slots the file has."""
        return self.file().stat().st_size // SIZE if self.file().exists() else 0

    def mark(self, shard: Key) -> str:
        """Return the mark by which a shard is known again and from which it cannot be found."""
        return hashlib.blake2b(shard.raw, digest_size=8, person=self._purpose).hexdigest()

    def _make_room(self, slot: int) -> None:
        """Lengthen the file so that it has ``slot``, in whole blocks of bytes by chance: a free slot looks like a taken one."""
        there = self.slots_there()
        missing = (slot // BLOCK + 1) * BLOCK - there
        if missing <= 0:
            return
        with os.fdopen(os.open(self.file(), os.O_WRONLY | os.O_CREAT, 0o600), "wb") as opened:
            opened.seek(there * SIZE)  # a process that was killed here may have left half a slot
            opened.write(secrets.token_bytes(missing * SIZE))
            opened.flush()
            os.fsync(opened.fileno())
        folder = os.open(settings.DATA, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)

    def _overwrite(self, shards: dict[int, bytes]) -> None:
        if not shards:
            return
        opened = os.open(self.file(), os.O_WRONLY)
        try:
            for slot, raw in sorted(shards.items()):
                os.pwrite(opened, raw, slot * SIZE)
            os.fsync(opened)
        finally:
            os.close(opened)
