"""A worker killed in the middle of an import: nothing of it is there; the same file then gives what it would have given at once."""

import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

from parvis.offers.tests.sent import row, table

PARVIS = Path(sys.executable).with_name("parvis")
NUMBER = 8000


def rows(folder):
    """Return every column of every offer."""
    with closing(sqlite3.connect(folder / "parvis.sqlite3")) as file:
        return file.execute("SELECT * FROM offers_offer ORDER BY id").fetchall()


def variables(folder):
    kept = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    return {**kept, "PARVIS_DATA": str(folder)}


def parvis(folder, *words):
    return subprocess.run([PARVIS, *map(str, words)], env=variables(folder), check=True, capture_output=True)


def killed(folder, ack, *words):
    """Run `parvis`, and kill it as soon as its acknowledgement shows that it is in the middle."""
    part = ack.with_name(f".{ack.name}.part")
    until = time.monotonic() + 120
    with subprocess.Popen(
        [PARVIS, *map(str, words)], env=variables(folder), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as process:
        while not (part.exists() and part.stat().st_size > 100_000) and time.monotonic() < until:
            assert process.poll() is None
            time.sleep(0.01)
        process.send_signal(signal.SIGKILL)
    assert process.returncode == -signal.SIGKILL


def test_killed_in_the_middle_and_then_again_is_as_never_killed(tmp_path):
    one, other = tmp_path / "one", tmp_path / "other"
    one.mkdir()
    parvis(one, "migrate")
    first = table(tmp_path / "first.csv", *(row(str(each), company=f"Essai {each}") for each in range(100)))
    parvis(one, "import", "offers", first)
    shutil.copytree(one, other)
    before = rows(one)
    feed = table(tmp_path / "a.csv", *(row(str(each), company=f"Essai {each}", eqf="3") for each in range(50, NUMBER)))
    ack = tmp_path / "ack.csv"
    killed(one, ack, "import", "offers", feed, "--ack", ack)
    assert rows(one) == before
    assert not ack.exists()
    for folder in (one, other):
        parvis(folder, "import", "offers", feed, "--ack", ack)
    assert len(rows(one)) == NUMBER
    assert rows(one) == rows(other)
    assert ack.exists()
