"""Keys by chance, for rows whose order of coming nobody is to know."""

from __future__ import annotations

import hashlib
import secrets

from django.db import connection, models
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


def lie_by_number(*tables: type[models.Model]) -> None:
    """Write ``tables`` anew in the order of their numbers, on PostgreSQL: its files keep rows in the order of writing.

    It cannot do so within a transaction that wrote a table: there it does nothing. On SQLite rows lie so already.
    """
    if connection.vendor != "postgresql" or connection.in_atomic_block:
        return
    with connection.cursor() as cursor:
        for table in tables:
            name = table._meta.db_table  # noqa: SLF001  the name of a table is told nowhere else
            cursor.execute(f"CLUSTER {name} USING {name}_pkey")
