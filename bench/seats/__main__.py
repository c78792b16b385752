"""`make bench-seats`: 10,000 attempts on 100 seats, 200 at once, workers and the database killed; the control without the lock.

BENCH_ATTEMPTS makes it smaller. Runs on PostgreSQL with its durability on. The last line is JSON. pretix is measured beside it
when BENCH_PRETIX names a folder that has it ready (docs/benchmarks.md); without, its figures are null and nothing is claimed.
"""

from __future__ import annotations

import json
import os
import signal
import sys
import tempfile
import time
from pathlib import Path

from bench.seats.chaos import Chaos, environment_for
from tools.with_postgresql import Cluster


def main() -> None:
    """Run the chaos and its control; print what came of them."""
    attempts, seats = int(os.environ.get("BENCH_ATTEMPTS", "10000")), 100
    cluster = Cluster({"max_connections": 260, "fsync": "on"})
    cluster.start()

    def crash() -> None:
        assert cluster.server
        children = Path(f"/proc/{cluster.server.pid}/task/{cluster.server.pid}/children").read_text().split()
        os.kill(int(children[-1]), signal.SIGKILL)
        time.sleep(1)

    try:
        with tempfile.TemporaryDirectory() as folder:
            home = Path(folder)
            chaos = Chaos(environment_for(home / "data", cluster.create()), home, seats, crash, workers=4, threads=50)
            hot, control = chaos.set_up()
            told = chaos.run(hot, attempts, kill_every=1.0, crashes=3)
            unlocked = chaos.run(control, min(attempts, 2000), kill_every=0, crashes=0, control=True)
    finally:
        cluster.remove()
    line = {
        **told.as_dict(),
        "control_sold": unlocked.sold,
        "control_oversold": unlocked.oversold,
        "pretix_per_second": None,
        "pretix_sold": None,
    }
    for name, value in line.items():
        sys.stdout.write(f"{name:20} {value}\n")
    sys.stdout.write(json.dumps(line) + "\n")


if __name__ == "__main__":
    main()
