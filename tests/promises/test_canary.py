"""The canary: a visitor marked from head to foot goes through every page and every error; nothing written anywhere
afterwards may tell that they were there. The same drive with an access log on must be found out."""

from __future__ import annotations

import hashlib
import os
import secrets
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path

import psycopg
import pytest
from tools.with_postgresql import Cluster

from tests.addresses import routes
from tests.served import Site, copy, serving

from .driving import Drive
from .traces import Marked, dump, files, search

pytestmark = pytest.mark.timeout(900)  # a walk over every page; a busy machine walks slowly
ON_POSTGRESQL = os.environ.get("DATABASE_URL", "").startswith("postgres")
Maker = Callable[..., Site]
#: What changes while a visitor walks: the database's side files (opening makes them) and the program's own sentences.
WRITTEN = ("data/parvis.sqlite3-wal", "data/parvis.sqlite3-shm", "said/")


@pytest.fixture
def marked() -> Marked:
    return Marked(secrets.token_hex(6).translate(str.maketrans("0123456789", "ghijklmnop")))


def snapshot(site: Site) -> dict[str, str]:
    """Return a digest of every file of the installation."""
    return {
        str(path.relative_to(site.folder)): hashlib.sha256(path.read_bytes()).hexdigest() for path in files(site.folder)
    }


def unwell_on_sqlite(site: Site, drive: Drive) -> None:
    """Take the database away under the visitor's feet, then spoil a table, so that 503 and 500 are met too."""
    database = site.data / "parvis.sqlite3"
    kept = {path: path.with_name(f"away-{path.name}") for path in site.data.glob("parvis.sqlite3*")}
    for path, away in kept.items():
        path.rename(away)
    drive.briefly()
    for path in site.data.glob("parvis.sqlite3*"):
        path.unlink()
    for path, away in kept.items():
        away.rename(path)
    with sqlite3.connect(database) as connection:
        for (table,) in connection.execute(
            "select name from sqlite_master where name like 'occupations_%' and type = 'table'"
        ).fetchall():
            connection.execute(f"alter table {table} rename to spoilt_{table}")
    drive.briefly()


def unwell_on_postgresql(site: Site, drive: Drive) -> None:
    """Spoil the tables and the index: what is asked of the database fails then, and a database writes what fails."""
    shutil.rmtree(site.data / "index")
    with psycopg.connect(site.database, autocommit=True) as connection:
        tables = "select tablename from pg_tables where tablename similar to '(occupations|network)%'"
        for (table,) in connection.execute(tables).fetchall():
            connection.execute(f"alter table {table} rename to spoilt_{table}")
    drive.briefly()


def faults(site: Site, marked: Marked, *others: Path) -> list[str]:
    """Return what of the visitor is found in any file of the installation, and in the database's rows."""
    found = search(marked.values, list(files(site.folder, *others)))
    for database in site.data.glob("*.sqlite3"):
        text = dump(database)
        found += [f"{name} in the rows of {database.name}" for name, value in marked.values.items() if value in text]
    return found


@pytest.mark.skipif(ON_POSTGRESQL, reason="the run on SQLite does this one")
def test_nothing_is_left_of_a_visitor(make_site: Maker, marked: Marked) -> None:
    site = make_site(PARVIS_WORKERS="2")
    drive = Drive(site, marked)
    with serving(site):
        before = snapshot(site)
        drive.everything()
        written = {name for name, digest in snapshot(site).items() if before.get(name) != digest}
        drive.hand_in_a_card()
        unwell_on_sqlite(site, drive)
    assert "Merci !" in dump(site.data / "parvis.sqlite3")
    assert faults(site, marked) == []
    missed = routes() - drive.routes
    assert not missed, missed
    assert {200, 302, 400, 404, 405, 503} <= set(drive.statuses), sorted(set(drive.statuses))
    assert [name for name in written if not name.startswith(WRITTEN) and not name.endswith(".lock")] == []


@pytest.mark.skipif(ON_POSTGRESQL, reason="the run on SQLite does this one")
def test_with_an_access_log_the_visitor_is_found(make_site: Maker, marked: Marked) -> None:
    """Positive control: were this drive's search blind, the test above would prove nothing."""
    site = make_site()
    drive = Drive(site, marked)
    with serving(site, access_log=True):
        drive.briefly()
    found = faults(site, marked)
    for name in ("address", "path"):
        assert any(line.startswith(f"{name} as raw") for line in found), found


@pytest.fixture
def cluster(prepared_on_postgresql: tuple[Path, Site]) -> Iterator[Cluster]:
    cluster = Cluster({"log_destination": "stderr", "logging_collector": "off"}, like=prepared_on_postgresql[0])
    cluster.start()
    yield cluster
    cluster.remove()


@pytest.mark.skipif(not ON_POSTGRESQL, reason="the run on PostgreSQL does this one")
def test_nothing_is_left_in_a_cluster(
    cluster: Cluster, prepared_on_postgresql: tuple[Path, Site], tmp_path: Path, marked: Marked
) -> None:
    """Walked in three languages: what a language changes in a page was walked on SQLite, a database writes the same of each."""
    site = copy(prepared_on_postgresql[1], tmp_path / "site", cluster.address())
    drive = Drive(site, marked)
    with serving(site):
        drive.everything(("fr", "ar", "en"))
        drive.hand_in_a_card()
        cluster.stop()
        drive.briefly()
        cluster.start()
        unwell_on_postgresql(site, drive)
    with psycopg.connect(site.database, autocommit=True) as connection:
        connection.execute("checkpoint")
    cluster.stop()
    assert {200, 404, 500, 503} <= set(drive.statuses), sorted(set(drive.statuses))
    assert faults(site, marked, cluster.home) == []
