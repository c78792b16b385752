"""Argon2id, slowly and for few at once: what stands between a stolen database and a guessed phrase.

64 MiB and three passes, one lane (libsodium has no more): about 0.1 s on a small machine. At most two run at once in the machine, whoever
asks, so that guessing through the pages is slow and memory is bounded; locks of the system say so, that end with their process.
"""

from __future__ import annotations

import fcntl
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import IO

from django.conf import settings
from django.utils.translation import gettext as _
from nacl.pwhash import argon2id

from parvis.core.refusal import Refusal

PASSES, MEMORY = 3, 64 << 20  # times over the memory, bytes
SALT_BYTES, KEY_BYTES = 16, 32
AT_ONCE = 2
#: Seconds to wait for a turn, and between two looks.
PATIENCE, LOOK = 1.0, 0.03


class Busy(Refusal):
    """Too many want a turn at this moment; nothing was done. Pages answer 503."""


def stretched(secret: bytes, salt: bytes) -> bytes:
    """Return the key that ``secret`` and ``salt`` lead to; raise Busy when no turn comes."""
    with _a_turn():
        return argon2id.kdf(KEY_BYTES, secret, salt, opslimit=PASSES, memlimit=MEMORY)


@contextmanager
def _a_turn() -> Iterator[None]:
    # “a” leaves the files' times alone: nothing tells when somebody last tried
    files = [(settings.DATA / f"hashing-{number}.lock").open("a") for number in range(AT_ONCE)]
    try:
        _wait_for_one(files)
        yield
    finally:
        for file in files:
            file.close()


def _wait_for_one(files: Sequence[IO[str]]) -> None:
    until = time.monotonic() + PATIENCE
    while True:
        for file in files:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                continue
            return
        if time.monotonic() > until:
            raise Busy(_("Many people are opening letters at this moment. Please try again in a moment."))
        time.sleep(LOOK)
