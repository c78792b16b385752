"""A worker killed in the middle of an import: nothing of it is there afterwards, and the next one lands."""

import os
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

from parvis.offers.tests.sent import row, table

PARVIS = Path(sys.executable).with_name("parvis")


def count(path):
    with closing(sqlite3.connect(path)) as file:
        return file.execute("SELECT count(*) FROM offers_offer").fetchone()[0]


def test_killed_in_the_middle_nothing_is_left(tmp_path):
    data = tmp_path / "data"
    variables = {**os.environ, "PARVIS_DATA": str(data), "DATABASE_URL": ""}
    variables.pop("DATABASE_URL")
    data.mkdir()
    subprocess.run([PARVIS, "migrate"], env=variables, check=True, capture_output=True)
    feed = table(tmp_path / "a.csv", *(row(str(number), company=f"Essai {number}") for number in range(30_000)))
    ack = tmp_path / "ack.csv"
    words = [PARVIS, "import", "offers", str(feed), "--ack", str(ack)]
    with subprocess.Popen(words, env=variables, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        part = tmp_path / ".ack.csv.part"
        until = time.monotonic() + 120
        while (
            not (part.exists() and part.stat().st_size > 100_000)
            and process.poll() is None
            and time.monotonic() < until
        ):
            time.sleep(0.02)
        assert process.poll() is None
        process.send_signal(signal.SIGKILL)
    assert count(data / "parvis.sqlite3") == 0
    assert not ack.exists()
    small = table(tmp_path / "b.csv", row("1"))
    subprocess.run(
        [PARVIS, "import", "offers", str(small), "--ack", str(ack)], env=variables, check=True, capture_output=True
    )
    assert count(data / "parvis.sqlite3") == 1
    assert ack.exists()
