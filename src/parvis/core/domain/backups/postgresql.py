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

from django.db import DatabaseError, connection, transaction
from psycopg.conninfo import make_conninfo

from parvis.core.domain.backups.archive import CHUNK, Damaged
from parvis.core.domain.backups.copying import Copied, by_app
from parvis.core.domain.backups.folder import write
from parvis.core.models import Revision
from parvis.core.refusal import Refusal

NAME, BEFORE = "database.pgdump", "before.pgdump"


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
        yield Copied(NAME, rows, migrations, _dumped(snapshot, rows), squeeze=False)  # pg_dump squeezes by itself


def _tables() -> list[str]:
    """Return our own tables: another program may have some beside them, which are neither copied nor dropped.

    Ours are those of the models and those of any application whose migrations were applied, so also those that a newer
    version made or an older one left.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = current_schema() ORDER BY 1")
        there = [str(name) for (name,) in cursor.fetchall()]
        if "django_migrations" not in there:
            return []
        if Revision._meta.db_table not in there:  # noqa: SLF001  Django's documented name
            message = "The database is another program's. Give Parvis a database of its own (DATABASE_URL)."
            raise Refusal(message)
        cursor.execute("SELECT DISTINCT app FROM django_migrations")
        begins = tuple(f"{application}_" for (application,) in cursor.fetchall())
    own = {"django_migrations", *connection.introspection.django_table_names()}
    return [name for name in there if name in own or name.startswith(begins)]


def _described() -> tuple[dict[str, int], dict[str, list[str]]]:
    """Return the rows of each of our tables, and the migrations applied."""
    rows = {}
    tables = _tables()
    with connection.cursor() as cursor:
        for name in tables:
            cursor.execute(f"SELECT count(*) FROM {connection.ops.quote_name(name)}")  # noqa: S608  the database's own names  # nosec B608
            rows[name] = int(cursor.fetchone()[0])
        applied: list[tuple[str, str]] = []
        if "django_migrations" in rows:
            cursor.execute("SELECT app, name FROM django_migrations")
            applied = cursor.fetchall()
    return rows, by_app(applied)


def _dumped(snapshot: str, tables: Iterable[str]) -> Iterator[bytes]:
    own = [f'--table="{name}"' for name in tables]
    if not own:  # pg_dump would copy everything
        message = "The database holds nothing of Parvis yet. No backup was made."
        raise Refusal(message)
    words = [
        "--format=custom",
        "--no-owner",
        "--no-privileges",
        f"--snapshot={snapshot}",
        f"--dbname={_address()}",
        *own,
    ]
    try:
        yield from _output("pg_dump", words)
    except _Failed as failed:
        message = f"The database could not be copied: {failed}. No backup was made."
        raise Refusal(message) from None


class _Failed(Exception):
    """A program of PostgreSQL's ended with an error; the text is what it said."""


def _output(program: str, words: list[str]) -> Iterator[bytes]:
    """Yield what ``program`` writes; raise _Failed when it ends with an error, and end it when nobody listens any more."""
    with tempfile.TemporaryFile() as said:
        process = _start([_program(program), *words], said, stdout=subprocess.PIPE)
        try:
            yield from _chunks(process)
        except BaseException:
            process.kill()
            process.wait()
            raise
        if process.wait():
            raise _Failed(_last_words(said))


def _chunks(process: subprocess.Popen[bytes]) -> Iterator[bytes]:
    if process.stdout is None:
        return
    with process.stdout as pipe:
        while chunk := pipe.read(CHUNK):
            yield chunk


def bring_back(copy: Path, rows: Mapping[str, int], finish: Callable[[], None]) -> None:
    """Put ``copy`` in place of what the database holds, in one transaction, and bring it to its last shape by ``finish``.

    What was there is kept beside meanwhile, and comes back when ``finish`` fails; if it cannot, the file stays.
    """
    before, kept = _described()[0], copy.with_name(BEFORE)
    if before:
        with copied() as old:
            write(kept, old.chunks)
    connection.close()
    try:
        _load(copy, before)
    except Refusal as refusal:
        kept.unlink(missing_ok=True)
        message = f"{refusal} The database is as it was."
        raise type(refusal)(message) from refusal
    try:
        _refuse_other_rows(rows)
        finish()
    except BaseException as error:
        _take_back(kept if before else None, rows, error)
        kept.unlink(missing_ok=True)
        raise
    with suppress(DatabaseError), connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    connection.close()


def _take_back(kept: Path | None, rows: Iterable[str], error: BaseException) -> None:
    """Put ``kept`` in place of what came by a restore that failed with ``error``; refuse with both reasons when it cannot be."""
    try:
        connection.close()
        _load(kept, {*rows, *_tables()})
    except (Refusal, DatabaseError, OSError) as second:
        message = f"{error} The database of before could not be put back either: {second}"
        raise Refusal(message) from error


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
            _tell(into, chain([b"BEGIN;\n", drop.encode()], content, [b"COMMIT;\n"]))
        except BaseException:
            into.kill()
            into.wait()
            raise
        if into.wait():
            message = f"The database could not be written: {_last_words(said)}."
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
    try:
        yield from _output("pg_restore", words)
    except _Failed as failed:
        message = f"The database in this backup cannot be read: {failed}."
        raise Damaged(message) from None
