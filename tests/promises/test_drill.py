"""Keeps working: a house that lost everything comes back from its backup; and a backup that cannot be trusted is refused."""

from __future__ import annotations

import os
import sqlite3
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from tools.drill import Drill

from tests.served import Site, full_disk

pytestmark = [
    pytest.mark.timeout(280),
    pytest.mark.skipif(
        os.environ.get("DATABASE_URL", "").startswith("postgres"), reason="the run on SQLite does this one"
    ),
]
Maker = Callable[..., Site]


def test_a_house_comes_back_from_its_backup(make_site: Maker, tmp_path: Path) -> None:
    seconds = Drill(make_site(), tmp_path / "safe").run()
    assert {"backup while written to", "restore into nothing", "serve again"} <= seconds.keys()


def with_little_room(site: Site, *words: str) -> str:
    """Run `parvis` where no file grows beyond a megabyte; return what it says of that."""
    done = subprocess.run(
        site.command(*words),
        env=site.environment,
        cwd=site.folder,
        preexec_fn=full_disk(1_000_000),
        capture_output=True,
        text=True,
        timeout=90,
        check=False,
    )
    assert done.returncode != 0
    assert "Traceback" not in done.stderr, done.stderr
    return done.stderr


def test_an_older_shape_a_torn_database_and_a_full_disk(make_site: Maker, tmp_path: Path) -> None:
    site, archive = make_site(), tmp_path / "old.zip"
    database, key = site.data / "parvis.sqlite3", site.data / "secret_key"
    assert site.run("migrate", "feedback", "zero").returncode == 0

    assert with_little_room(site, "backup", str(tmp_path)).strip()
    assert list(tmp_path.iterdir()) == [], "half a backup was left"

    done = site.run("backup", str(archive))
    assert done.returncode == 0, done.stderr
    assert archive.stat().st_mode & 0o077 == 0, "others may read the keys"
    database.write_bytes(b"not a database at all, " * 400)
    key.write_text("k" * 64)

    refused = site.run("restore", str(archive))
    assert refused.returncode != 0
    assert "--yes" in refused.stderr
    assert with_little_room(site, "restore", "--yes", str(archive)).strip()
    assert key.read_text() == "k" * 64, "a restore that failed has changed a key"
    assert not list(site.data.glob(".restore-*"))

    done = site.run("restore", "--yes", str(archive))
    assert done.returncode == 0, done.stderr
    assert "House" in done.stdout
    assert key.read_text() != "k" * 64
    with sqlite3.connect(database) as connection:
        assert connection.execute("select count(*) from feedback_card").fetchone() == (0,)
        assert connection.execute("select count(*) from network_house").fetchone() > (0,)
