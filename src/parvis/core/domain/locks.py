"""Locks between processes of one machine, held by the system and let go when the process ends, however it ends."""

from __future__ import annotations

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager

from django.conf import settings

from parvis.core.refusal import Refusal


@contextmanager
def one_at_a_time(what: str) -> Iterator[None]:
    """Hold the machine-wide lock ``what``; refuse when another process holds it."""
    with (settings.DATA / f"{what}.lock").open("w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            message = f"Another {what} is running; try again when it has ended."
            raise Refusal(message) from error
        yield
