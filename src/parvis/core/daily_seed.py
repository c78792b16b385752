"""The published daily seed: the only thing that orders equals, the same for everybody, known to everybody (/neutrality/)."""

from __future__ import annotations

import datetime
import hashlib
from collections.abc import Callable, Iterable
from typing import TypeVar

T = TypeVar("T")


def daily_seed(day: datetime.date) -> str:
    """Return the seed of ``day``: the first 16 hex digits of SHA-256 over ``parvis:<ISO date>``; anyone can compute it."""
    return hashlib.sha256(f"parvis:{day.isoformat()}".encode()).hexdigest()[:16]


def shuffled(items: Iterable[T], key: Callable[[T], str], day: datetime.date) -> list[T]:
    """Return ``items`` in the order of ``day``: by SHA-256 over ``<seed>:<key>``, whatever order they came in."""
    seed = daily_seed(day)
    return sorted(items, key=lambda item: hashlib.sha256(f"{seed}:{key(item)}".encode()).digest())
