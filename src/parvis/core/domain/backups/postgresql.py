"""PostgreSQL's part of a backup: its own programs, pg_dump to copy and pg_restore with psql to bring back."""

from __future__ import annotations

import os
import shutil
import subprocess  # nosec B404
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from itertools import chain
from pathlib import Path
from typing import IO

from django.db import connection, transaction
from psycopg.conninfo import make_conninfo

from parvis.core.domain.backups.archive import CHUNK, Damaged
from parvis.core.domain.backups.copying import Copied, by_app
from parvis.core.domain.backups.folder import write
from parvis.core.refusal import Refusal

NAME = "database.pgdump"


def _program(name: str) -> str:
    found = shutil.which(name)
    if found is None:
        message = f"{name} is not installed. It comes with PostgreSQL's client programs (Debian: postgresql-client)."
        raise Refusal(message)
    return found


def _address() -> str:
    """Return the database's address without its password, which travels beside: everybody may see a command line."""
    told = connection.settings_dict
    options = {name: value for name, value in told.get("OPTIONS", {}).items() if name.startswith("ssl")}
    words = {"dbname": told["NAME"], "user": told["USER"], "host": told["HOST"], "port": told["PORT"], **options}
    return make_conninfo("", **{name: str(value) for name, value in words.items() if value})


def _start(command: list[str], said: IO[bytes], **pipes: int | None) -> subprocess.Popen[bytes]:
    environment = {**os.environ, "PGPASSWORD": str(connection.settings_dict["PASSWORD"] or ""), "LC_ALL": "C"}
    if not environment["PGPASSWORD"]:
        del environment["PGPASSWORD"]
    return subprocess.Popen(command, stderr=said, env=environment, **pipes)  # type: ignore[call-overload,no-any-return]  # noqa: S603  PostgreSQL's programs  # nosec B603


def _last_words(said: IO[bytes]) -> str:
    said.seek(0)
    lines = [line for line in said.read(20_000).decode(errors="replace").splitlines() if line.strip()]
    errors = [line for line in lines if "error" in line.lower()] or lines or ["it said nothing"]
    return errors[0].strip()[:300]


@contextmanager
def copied() -> Iterator[Copied]:
    """Give a copy of the database, as it is when the block begins."""
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
            cursor.execute("SELECT pg_export_snapshot()")
            snapshot = str(cursor.fetchone()[0])
        rows, migrations = _described()
        yield Copied(NAME, rows, migrations, _dumped(snapshot), squeeze=False)  # pg_dump squeezes by itself


def _described() -> tuple[dict[str, int], dict[str, list[str]]]:
    """Return the rows of each table, and the migrations applied."""
    rows = {}
    with connection.cursor() as cursor:
        cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = current_schema() ORDER BY 1")
        for (name,) in cursor.fetchall():
            cursor.execute(f"SELECT count(*) FROM {connection.ops.quote_name(name)}")  # noqa: S608  the database's own names  # nosec B608
            rows[name] = int(cursor.fetchone()[0])
        applied: list[tuple[str, str]] = []
        if "django_migrations" in rows:
            cursor.execute("SELECT app, name FROM django_migrations")
            applied = cursor.fetchall()
    return rows, by_app(applied)


def _dumped(snapshot: str) -> Iterator[bytes]:
    words = ["--format=custom", "--no-owner", "--no-privileges", f"--snapshot={snapshot}", f"--dbname={_address()}"]
    with tempfile.TemporaryFile() as said:
        process = _start([_program("pg_dump"), *words], said, stdout=subprocess.PIPE)
        try:
            yield from _chunks(process)
        except BaseException:
            process.kill()
            process.wait()
            raise
        if process.wait():
            message = f"The database could not be copied: {_last_words(said)}. No backup was made."
            raise Refusal(message)


def _chunks(process: subprocess.Popen[bytes]) -> Iterator[bytes]:
    if process.stdout is None:
        return
    with process.stdout as pipe:
        while chunk := pipe.read(CHUNK):
            yield chunk


def bring_back(copy: Path, rows: Mapping[str, int], finish: Callable[[], None]) -> None:
    """Put ``copy`` in place of what the database holds, in one transaction, and bring it to its last shape by ``finish``.

    What was there is kept beside meanwhile, and comes back when ``finish`` fails.
    """
    before, kept = _described()[0], copy.with_name("before.pgdump")
    if before:
        with copied() as old:
            write(kept, old.chunks)
    tables = {*before, *rows}
    connection.close()
    _load(copy, tables)
    try:
        _refuse_other_rows(rows)
        finish()
    except BaseException:
        connection.close()
        _load(kept if before else None, {*tables, *connection.introspection.table_names()})
        raise
    connection.close()


def _refuse_other_rows(rows: Mapping[str, int]) -> None:
    if _described()[0] != dict(rows):
        message = "The database in this backup does not hold what it says. Take another backup."
        raise Damaged(message)


def _load(dump: Path | None, tables: Iterable[str]) -> None:
    """Drop ``tables`` and make those of ``dump``, in one transaction; without a dump drop only."""
    names = ", ".join(connection.ops.quote_name(name) for name in sorted(tables))
    drop = f"SET lock_timeout = '30s'; DROP TABLE IF EXISTS {names} CASCADE;\n" if names else ""
    address = _address()
    psql = ["--no-psqlrc", "--quiet", "--set=ON_ERROR_STOP=1", "--file=-", f"--dbname={address}"]
    with tempfile.TemporaryFile() as said:
        into = _start([_program("psql"), *psql], said, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL)
        try:
            content = iter(()) if dump is None else _script(dump)
            _tell(into, chain([b"BEGIN;\n", drop.encode()], content, [b"COMMIT;\nANALYZE;\n"]))
        except BaseException:
            into.kill()
            into.wait()
            raise
        if into.wait():
            message = f"The database could not be written: {_last_words(said)}. It is as it was."
            raise Refusal(message)


def _tell(process: subprocess.Popen[bytes], chunks: Iterable[bytes]) -> None:
    if process.stdin is None:
        return
    with suppress(BrokenPipeError), process.stdin as pipe:  # psql has met an error then, and says which
        for chunk in chunks:
            pipe.write(chunk)


def _script(dump: Path) -> Iterator[bytes]:
    """Yield ``dump`` as SQL; raise Damaged when pg_restore cannot read it to its end."""
    words = ["--no-owner", "--no-privileges", "--no-comments", "--file=-", str(dump)]
    with tempfile.TemporaryFile() as said:
        process = _start([_program("pg_restore"), *words], said, stdout=subprocess.PIPE)
        try:
            yield from _chunks(process)
        except BaseException:
            process.kill()
            process.wait()
            raise
        if process.wait():
            message = f"The database in this backup cannot be read: {_last_words(said)}."
            raise Damaged(message)
