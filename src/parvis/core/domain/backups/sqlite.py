"""SQLite's part of a backup: a copy at one moment, and its way back into the file that is served.

The copy is made by ``VACUUM INTO`` and not by SQLite's page-by-page backup: both read one state while writers go on, but a
page-by-page copy would also carry the free pages, in which deleted rows may still be read.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, contextmanager
from pathlib import Path

from django.db import connection

from parvis.core.domain.backups.archive import Damaged
from parvis.core.domain.backups.copying import Copied, by_app
from parvis.core.domain.backups.folder import read
from parvis.core.refusal import Refusal

NAME = "database.sqlite3"
#: Seconds to wait for somebody who writes.
PATIENCE = 60
_UNREADABLE = {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB}


def _address(path: Path) -> str:
    return f"{path.resolve().as_uri()}?mode=rw"


def _open(path: Path) -> sqlite3.Connection:
    return sqlite3.connect(_address(path), uri=True, timeout=PATIENCE, isolation_level=None)


@contextmanager
def copied(database: Path, folder: Path) -> Iterator[Copied]:
    """Give a copy of ``database``, which stands in ``folder`` for the length of the block."""
    copy = folder / NAME
    copy.touch(mode=0o600)
    try:
        with closing(_open(database)) as opened:
            opened.execute("VACUUM INTO ?", (str(copy),))
        rows, migrations = _described(copy)
    except sqlite3.Error as error:
        message = f"The database could not be copied: {error}. No backup was made."
        raise Refusal(message) from error
    yield Copied(NAME, rows, migrations, read(copy), squeeze=True)


def _described(path: Path) -> tuple[dict[str, int], dict[str, list[str]]]:
    """Return the rows of each table, and the migrations applied."""
    with closing(_open(path)) as opened:
        names = [name for (name,) in opened.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY 1")]
        tables = [name for name in names if not name.startswith("sqlite_")]
        rows = {name: opened.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0] for name in tables}  # noqa: S608  the database's own names  # nosec B608
        known = "django_migrations" in rows
        applied = opened.execute("SELECT app, name FROM django_migrations").fetchall() if known else []
    return rows, by_app(applied)


def bring_back(copy: Path, database: Path, rows: Mapping[str, int], finish: Callable[[], None]) -> None:
    """Bring ``copy`` to its last shape by ``finish``, then put it into ``database`` in one transaction.

    Whatever fails before leaves ``database`` as it was; who reads it meanwhile sees the old state or the new one.
    """
    try:
        with closing(_open(copy)) as opened:
            found = opened.execute("PRAGMA quick_check(1)").fetchone()[0]
        is_whole = found == "ok" and _described(copy)[0] == dict(rows)
    except sqlite3.DatabaseError:
        is_whole = False
    if not is_whole:
        message = "The database in this backup cannot be read. Take another backup."
        raise Damaged(message)
    with _served_from(copy):
        finish()
    try:
        _pour(copy, database)
    except sqlite3.DatabaseError as error:
        if error.sqlite_errorcode & 0xFF not in _UNREADABLE:
            message = f"The database could not be written: {error}. It is as it was."
            raise Refusal(message) from error
        _take_away(database)
        _pour(copy, database)


@contextmanager
def _served_from(copy: Path) -> Iterator[None]:
    """Let Django's connection lead to ``copy`` for the length of the block."""
    before = connection.settings_dict["NAME"]
    connection.close()
    connection.settings_dict["NAME"] = _address(copy)
    try:
        yield
    finally:
        connection.close()
        connection.settings_dict["NAME"] = before


def _pour(copy: Path, database: Path) -> None:
    with closing(_open(copy)) as new, closing(_open(database)) as old:
        new.backup(old)
        old.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def _take_away(database: Path) -> None:
    """Begin with an empty file where nothing can be read any more."""
    for end in ("-wal", "-shm", "-journal", ""):
        database.with_name(database.name + end).unlink(missing_ok=True)
    database.touch(mode=0o600)
