"""A running day in the database: how long a call of a slot and the acts between take, whole, at 200 tables × 3,000 seekers.

The day is that of `bench.meetings.day` (a fifth does not come …), stored in a database of its own: SQLite in a throw-away folder, or the one that DATABASE_URL names. Arrivals are written
at once before each slot; what is timed is one act with its transaction, as a page does it. *first in a process* reads the whole day; later acts know what does not change.
BENCH_TABLES, BENCH_SEEKERS shrink it.
"""

from __future__ import annotations

import gc
import os
import tempfile
from pathlib import Path
from typing import Any

SLOTS = 14
HEADS = ("act", "how many", "p50 ms", "p95 ms", "most ms")


def run() -> dict[str, Any]:
    """Play one stored day, print a table, return p50, p95 and the most of every act in milliseconds."""
    from bench.common.measure import quantile
    from bench.common.report import print_table, say
    from bench.meetings.days import Size
    from bench.meetings.happening import happening
    from bench.meetings.stored import Stored

    size = Size(int(os.environ.get("BENCH_TABLES", "200")), int(os.environ.get("BENCH_SEEKERS", "3000")), SLOTS)
    say(f"storing a day of {size} …")
    stored = Stored(happening(size, 20261127))
    gc.collect()
    gc.freeze()  # as the server does when it has loaded (config/wsgi.py)
    say("playing it …")
    spent = stored.play()
    found = {
        name: {"number": len(each), "p50": quantile(each, 0.5), "p95": quantile(each, 0.95), "most": max(each)}
        for name, each in spent.items()
    }
    rows = [(name, *figures.values()) for name, figures in found.items()]
    print_table(f"{size} on {stored.database}: one act, with its transaction", HEADS, rows)
    return {"database": stored.database} | found


def main() -> None:
    """Run this part alone, in a folder that goes."""
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "parvis.sqlite3").touch()
        os.environ["PARVIS_DATA"] = folder
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "parvis.config.settings")
        import django
        from bench.common.report import machine, print_json, trimmed

        about = machine()
        django.setup()
        print_json("meetings-acts", trimmed(run()), about)


if __name__ == "__main__":
    main()
