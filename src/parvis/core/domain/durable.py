"""Transactions whose end is on the disk when it is told, and what a lock held by others looks like."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import OperationalError, connection, transaction

TIMEOUT = 3  # seconds that an act waits for others
_LOCK_NOT_AVAILABLE, _DEADLOCK = "55P03", "40P01"


@contextmanager
def durable() -> Iterator[None]:
    """Run the block in one transaction that waits TIMEOUT for others, and that no power cut takes back once it is over."""
    with _durably(), transaction.atomic():
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute(f"SET LOCAL lock_timeout = '{TIMEOUT}s'")
        yield


def is_busy(error: OperationalError) -> bool:
    """Say whether ``error`` means that others hold the lock, not that the database is away."""
    state = getattr(error.__cause__, "sqlstate", None)
    return state in {_LOCK_NOT_AVAILABLE, _DEADLOCK} or "database is locked" in str(error)


@contextmanager
def _durably() -> Iterator[None]:
    """Have SQLite put the transaction on the disk before it says done, and wait TIMEOUT."""
    if connection.vendor != "sqlite" or connection.in_atomic_block:
        yield
        return
    _pragmas(f"busy_timeout = {TIMEOUT * 1000}", "synchronous = FULL")
    try:
        yield
    finally:
        _pragmas("busy_timeout = 5000", "synchronous = NORMAL")


def _pragmas(*settings: str) -> None:
    with connection.cursor() as cursor:
        for setting in settings:
            cursor.execute(f"PRAGMA {setting}")
