"""`make bench-live`: 500 people who look again every five seconds, at one serving process, while a desk is at work.

First before a house's board: the cards of `/en/houses/HOUSE/now/`, as the page's script asks for them, one kept-alive connection each, with the ETag of
what they have; every two seconds a desk says that it is free or talking. Then the same without ETags. Then before 500 open threads of a desk that answers
at once (bench/live/letters.py). BENCH_READERS, BENCH_SECONDS (60) make it smaller, PARTS=board or letters runs one. The last line is JSON.
"""

from __future__ import annotations

import json
import os
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from bench.common.places import REPOSITORY
from bench.common.processes import done, environment, free_port, serving
from bench.common.report import machine, print_json, print_table, say, trimmed
from bench.common.site import PARVIS, PYTHON, house_slugs
from bench.live import letters

READERS = int(os.environ.get("BENCH_READERS", "500"))
SECONDS = float(os.environ.get("BENCH_SECONDS", "60"))
EVERY = 5.0
PARTS = os.environ.get("PARTS", "board letters").split()
CHANGES = """
import sys, time, django
django.setup()
from parvis.network.models import Desk
from parvis.rota.domain.standing import say_standing
from parvis.rota.enums import ChairState
desk, turn = Desk.objects.filter(house__slug=sys.argv[1]).order_by("pk").first(), 0
while True:
    say_standing(desk, 1, (ChairState.FREE, ChairState.TALKING)[turn % 2], ("fr",))
    turn += 1
    time.sleep(2)
"""


def main() -> None:
    """Fill a small site, let the readers at it, print what came of it."""
    about, rounds, thread, crowd = machine(), None, None, letters.Crowd(READERS, EVERY, SECONDS)
    with tempfile.TemporaryDirectory() as folder:
        variables = {"PARVIS_DATA": folder, "PARVIS_WORKERS": "1", "DJANGO_SETTINGS_MODULE": "parvis.config.settings"}
        say("filling a small site …")
        done([PARVIS, "up", "--no-serve"], variables)
        port = free_port()
        served = {**variables, "PARVIS_PORT": str(port), "PARVIS_ORIGIN": f"http://127.0.0.1:{port}"}
        with serving([PARVIS, "serve"], served, port, "/en/", Path(folder) / "served.log") as server:
            house = house_slugs(port)[0]
            if "board" in PARTS:
                rounds = _board(house, port, server.pid, variables)
            if "letters" in PARTS:
                thread = letters.run(house, port, server.pid, variables, crowd)
    if rounds:
        show(rounds)
    if thread:
        letters.show(thread, crowd)
    told = {"readers": READERS, "every_s": EVERY, "seconds": SECONDS, "rounds": rounds, "letters": thread}
    print_json("live", trimmed(told), about)


def _board(house: str, port: int, server: int, variables: dict[str, str]) -> dict[str, Any]:
    with _changing(house, variables):
        return {
            name: _round(f"/en/houses/{house}/now/cards/", port, server, keeps=keeps)
            for name, keeps in (("with ETags", True), ("without", False))
        }


@contextmanager
def _changing(house: str, variables: dict[str, str]) -> Iterator[None]:
    changing = subprocess.Popen([PYTHON, "-c", CHANGES, house], env=environment(**variables), cwd=REPOSITORY)
    try:
        yield
    finally:
        changing.kill()
        changing.wait()


def _round(path: str, port: int, server: int, *, keeps: bool) -> dict[str, Any]:
    say(f"{READERS} readers {'with' if keeps else 'without'} ETags for {SECONDS:.0f} s …")
    command = [PYTHON, "-m", "bench.live.readers", path, str(port), str(server), str(READERS), str(SECONDS), str(EVERY)]
    found: dict[str, Any] = json.loads(done([*command, "keep" if keeps else "forget"], {}).splitlines()[-1])
    return found


def show(rounds: dict[str, dict[str, Any]]) -> None:
    """Print the table of the board."""
    heads = ("", "looks/s", "of them 304", "p50 ms", "p95 ms", "p99 ms", "failed", "kB/s", "processor", "memory MiB")
    keys = (
        "per_second",
        "unchanged",
        "p50_ms",
        "p95_ms",
        "p99_ms",
        "failed",
        "kb_per_second",
        "processor",
        "memory_mib",
    )
    print_table(
        f"{READERS} readers of a board, each looking every {EVERY:.0f} s; one serving process; a desk changes every 2 s",
        heads,
        [(name, *(of[key] for key in keys)) for name, of in rounds.items()],
    )


if __name__ == "__main__":
    main()
