"""SQLite's log of what was written last (WAL), emptied soon: it holds writes in their order, which is a time."""

from __future__ import annotations

from contextlib import suppress

from django.conf import settings
from django.db import OperationalError, connection


def empty_log() -> None:
    """Move what the log holds into the database, and cut it to nothing; leave it for the next time while somebody reads or writes.

    Connections are kept open, so SQLite, which does this when the last one closes, would not. Nothing to do on PostgreSQL.
    """
    file = settings.SQLITE_FILE
    if connection.vendor != "sqlite" or file is None or connection.in_atomic_block:
        return
    patience = round(connection.settings_dict["OPTIONS"]["timeout"] * 1000)
    log = file.with_name(f"{file.name}-wal")
    with suppress(FileNotFoundError, OperationalError):
        if log.stat().st_size:
            with connection.cursor() as cursor:
                cursor.execute("PRAGMA busy_timeout = 0")
                try:
                    cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
                finally:
                    cursor.execute(f"PRAGMA busy_timeout = {patience}")
