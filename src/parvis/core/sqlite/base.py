"""Django's SQLite whose connection is kept between pages, and left when its file is another one.

Opening one costs more than most questions: the whole shape of the database is read anew. Django never asks whether a kept one is still
good, because SQLite has no server that goes away. But a file can be moved, restored or deleted, and who has it open goes on with what is
no longer there; so each page looks first, and after an error the connection is not trusted any more.
"""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db.backends.sqlite3 import base


class DatabaseWrapper(base.DatabaseWrapper):
    """A connection that knows which file it opened."""

    opened: tuple[int, int] | None = None

    def get_new_connection(self, conn_params: dict[str, Any]) -> Any:
        """Open the file, and note which one it is."""
        connection = super().get_new_connection(conn_params)
        self.opened = _file_there()
        return connection

    def is_usable(self) -> bool:
        """Say whether the connection is to the file that stands there now, and has met no error."""
        return not self.errors_occurred and self.opened == _file_there()


def _file_there() -> tuple[int, int] | None:
    """Return what tells the database's file from any other, None when it is not there (or in memory, in tests)."""
    try:
        found = settings.SQLITE_FILE.stat() if settings.SQLITE_FILE else None
    except OSError:
        return None
    return (found.st_dev, found.st_ino) if found else None
