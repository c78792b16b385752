"""`make bench-seats`: 10,000 attempts on 100 seats, 200 at once, workers and the database killed; the control without the lock; pretix.

BENCH_ATTEMPTS makes it smaller, BENCH_MINUTES (30) ends a crowd over HTTP earlier, BENCH_PRETIX=no leaves pretix out (its figures are null then, and nothing is claimed). All of it runs
on PostgreSQL with its durability on. The last line is JSON.
"""

from __future__ import annotations

import os
import signal
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from bench.common.report import machine, print_json, print_table, say
from bench.seats import pretix, served
from bench.seats.chaos import Chaos, Outcome, environment_for
from bench.seats.crowd import KILL_EVERY, Told
from tools.with_postgresql import Cluster

SEATS, WORKERS, THREADS = 100, 4, 50


def main() -> None:
    """Run the chaos and its control, then the crowd over HTTP at Parvis and at pretix; print what came of them."""
    attempts, about = int(os.environ.get("BENCH_ATTEMPTS", "10000")), machine()
    at_once = WORKERS * THREADS
    cluster = Cluster({"max_connections": 260, "fsync": "on"})
    cluster.start()
    try:
        address = cluster.create()
        with tempfile.TemporaryDirectory() as folder:
            home = Path(folder)
            chaos = Chaos(environment_for(home / "data", address), home, SEATS, _crash(cluster), WORKERS, THREADS)
            hot, control = chaos.set_up()
            say("chaos: workers and the database are killed …")
            told = chaos.run(hot, attempts, kill_every=1.0, crashes=3)
            say("the control, without the lock …")
            unlocked = chaos.run(control, min(attempts, 2000), kill_every=0, crashes=0, control=True)
            say("the crowd is at Parvis …")
            ours, held = served.run(chaos, attempts, at_once)
        theirs = None if os.environ.get("BENCH_PRETIX") == "no" else pretix.run(address, attempts, at_once, WORKERS)
    finally:
        cluster.remove()
    show(told, unlocked, (ours, held), theirs)
    line = {
        "attempts": told.attempts,
        "sold": told.sold,
        "lost": told.lost,
        "oversold": told.oversold,
        "control_oversold": unlocked.oversold,
        "kills": told.kills,
        "per_second": told.per_second,
        "p95_ms": told.p95_ms,
        "pretix_per_second": theirs[0].per_second if theirs else None,
        "pretix_sold": theirs[1] if theirs else None,
        "answered": told.answered,
        "waiting": told.waiting,
        "doubled": told.doubled,
        "line_in_order": told.line_in_order,
        "database_kills": told.database_kills,
        "control_sold": unlocked.sold,
        "served_per_second": ours.per_second,
        "served_sold": held,
        "served_lost": max(0, len(set(ours.sold)) - held),
        "served_kills": ours.kills,
        "served_p95_ms": ours.p95_ms,
        "pretix_kills": theirs[0].kills if theirs else None,
        "pretix_p95_ms": theirs[0].p95_ms if theirs else None,
        "pretix_answered": theirs[0].answered if theirs else None,
        "pretix_orders_told": len(theirs[0].sold) if theirs else None,
        "pretix_oversold": max(0, theirs[1] - SEATS) if theirs else None,
    }
    print_json("seats", line, about)


def _crash(cluster: Cluster) -> Callable[[], None]:
    """Return what kills one of the database's processes: it drops everything and recovers from its log."""

    def crash() -> None:
        assert cluster.server
        children = Path(f"/proc/{cluster.server.pid}/task/{cluster.server.pid}/children").read_text().split()
        os.kill(int(children[-1]), signal.SIGKILL)
        time.sleep(1)

    return crash


def show(told: Outcome, unlocked: Outcome, ours: tuple[Told, int], theirs: tuple[Told, int] | None) -> None:
    """Print the tables."""
    heads = ("", "attempts", "sold", "oversold", "lost", "kills", "database kills", "answers/s", "p95 ms")
    keys = ("attempts", "sold", "oversold", "lost", "kills", "database_kills", "per_second", "p95_ms")
    rows = [(name, *(getattr(each, key) for key in keys)) for name, each in (("chaos", told), ("no lock", unlocked))]
    print_table(f"{SEATS} seats; the engine called by {WORKERS} processes of {THREADS} threads", heads, rows)
    heads = ("", "answered", "sold", "told as sold", "kills", "answers/s", "p95 ms")
    rows = [
        (name, told.answered, sold, len(told.sold), told.kills, told.per_second, told.p95_ms)
        for name, (told, sold) in (("Parvis", ours), *((("pretix", theirs),) if theirs else ()))
    ]
    print_table(
        f"over HTTP, {WORKERS} workers each, one killed every {KILL_EVERY:.0f} seconds; pretix {pretix.VERSION}",
        heads,
        rows,
    )


if __name__ == "__main__":
    main()
