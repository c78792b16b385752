"""Keeps working: every shape of the database that was released comes to the newest in one go, with what people had put in."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from tests.served import Site

ROOT = Path(__file__).resolve().parents[2]
pytestmark = pytest.mark.skipif(
    os.environ.get("DATABASE_URL", "").startswith("postgres"), reason="the run on SQLite does this one"
)


def shape(database: Path) -> dict[str, set[tuple[str, str, int]]]:
    """Return (name, type, must be there) of the columns of every table."""
    with closing(sqlite3.connect(database)) as opened:
        tables = [name for (name,) in opened.execute("select name from sqlite_master where type = 'table'")]
        return {
            table: {
                (name, kind, must) for _number, name, kind, must, *_ in opened.execute(f"pragma table_info({table})")
            }
            for table in tables
            if not table.startswith("sqlite_")
        }


def rows(database: Path, table: str, columns: list[str]) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(database)) as opened:
        named = ", ".join(f'"{column}"' for column in columns)
        return opened.execute(f"select {named} from {table} order by 1").fetchall()


def test_the_oldest_shape_comes_to_the_newest_with_its_rows(prepared: Site, tmp_path: Path) -> None:
    site = Site(tmp_path)
    database = site.data / "parvis.sqlite3"
    database.touch()
    command = [sys.executable, "-m", "tests.promises.upgrading"]
    made = subprocess.run(command, cwd=ROOT, env=site.environment, capture_output=True, text=True, check=False)
    assert made.returncode == 0, made.stderr
    before, kept = shape(database), {}
    newest = shape(prepared.data / "parvis.sqlite3")
    assert before != newest, "the oldest shape is the newest: this test proves nothing"
    for table in before.keys() - {"django_migrations", "django_content_type", "auth_permission"}:
        columns = sorted({name for name, *_ in before[table]} & {name for name, *_ in newest.get(table, set())})
        if columns:
            kept[table] = columns, rows(database, table, columns)
    filled = {table for table, (_columns, told) in kept.items() if told}
    assert len(filled) > 30, filled

    done = site.run("migrate")
    assert done.returncode == 0, done.stdout + done.stderr
    assert shape(database) == newest
    lost = {table: told for table, (columns, told) in kept.items() if rows(database, table, columns) != told}
    assert not lost, lost
