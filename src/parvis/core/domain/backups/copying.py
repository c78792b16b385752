"""What both databases give to a backup."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Copied:
    """The database at one moment, though everybody goes on writing: its bytes, and what they hold."""

    name: str
    rows: Mapping[str, int]
    migrations: Mapping[str, list[str]]
    chunks: Iterator[bytes]
    squeeze: bool


def by_app(applied: list[tuple[str, str]]) -> dict[str, list[str]]:
    """Return (application, migration) by application."""
    told: dict[str, list[str]] = {}
    for application, name in sorted(applied):
        told.setdefault(application, []).append(name)
    return told
