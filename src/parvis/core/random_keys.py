"""Keys by chance, for rows whose order of coming nobody is to know."""

from __future__ import annotations

import hashlib
import secrets

from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper


def random_number() -> int:
    """Return a number for a row: counting up would tell the order in which rows came."""
    return secrets.randbelow(2**53) + 1


def number_of(fingerprint: str) -> int:
    """Return the key, 63 bits, of what is known by a ``fingerprint``."""
    return int.from_bytes(hashlib.sha256(fingerprint.encode()).digest()[:8]) >> 1


class RandomKeyField(models.BigIntegerField):  # type: ignore[type-arg]
    """A big number as primary key, drawn by chance or a fingerprint, by which rows also *lie*.

    SQLite numbers the rows of a table as they come, in a hidden column (``rowid``), unless its key is an ``integer``, which then
    is that column; of a ``bigint`` it says nothing alike. Text as a key has the same fault.
    """

    def db_type(self, connection: BaseDatabaseWrapper) -> str | None:
        """Return the type of the column."""
        return "integer" if connection.vendor == "sqlite" else super().db_type(connection)
