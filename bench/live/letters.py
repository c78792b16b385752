"""The live window: so many visitors before threads that stand open, while the desk answers one every two seconds."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import dataclass
from typing import Any

from bench.common.measure import quantile
from bench.common.places import REPOSITORY
from bench.common.processes import done, environment
from bench.common.report import print_table, say
from bench.common.site import PYTHON

ANSWERS_EVERY = 2.0


@dataclass(frozen=True)
class Crowd:
    """How many ``readers`` look again ``every`` so many seconds, for how many ``seconds``."""

    readers: int
    every: float
    seconds: float


def run(house: str, port: int, server: int, variables: dict[str, str], crowd: Crowd) -> dict[str, Any]:
    """Begin a thread for each of ``crowd`` at a desk of ``house``, let them wait and the desk answer; return what it was like.

    The desk stops two looks before the end, so that each answer can be seen.
    """
    say(f"{crowd.readers} visitors begin a thread …")
    made = json.loads(done([PYTHON, "-m", "bench.live.threads", house, str(crowd.readers)], variables).splitlines()[-1])
    say(f"they wait for {crowd.seconds:.0f} s while the desk answers …")
    names = [name for name, _pass in made["threads"]]
    desk = _begun("desk", [port, house, crowd.seconds - 2 * crowd.every, ANSWERS_EVERY], {**made, "threads": names})
    assert desk.stdout
    desk.stdout.readline()  # the desk is open: nobody waits before
    waiting = _begun("waiting", [port, server, crowd.seconds, crowd.every], made["threads"])
    waited, answered = _told(waiting), _told(desk)
    sent: dict[str, float] = answered["sent"]
    heard = [
        min(after) - at for name, at in sent.items() if (after := [t for t in waited["seen"].get(name, ()) if t > at])
    ]
    told: dict[str, Any] = waited["told"]
    return told | {
        "answers": len(sent),
        "answers_seen": len(heard),
        "seen_after_p50_s": quantile(heard, 0.5) if heard else None,
        "seen_after_most_s": max(heard, default=None),
        "desk_p50_ms": quantile(answered["times"], 0.5),
        "desk_p95_ms": quantile(answered["times"], 0.95),
    }


def _begun(name: str, words: list[object], told: object) -> subprocess.Popen[str]:
    process = subprocess.Popen(
        [PYTHON, "-m", f"bench.live.{name}", *map(str, words)],
        env=environment(),
        cwd=REPOSITORY,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdin
    process.stdin.write(json.dumps(told))
    process.stdin.close()
    process.stdin = None
    return process


def _told(process: subprocess.Popen[str]) -> dict[str, Any]:
    out, _ = process.communicate()
    if process.returncode:
        sys.exit(f"{process.args} ended with {process.returncode}")
    told: dict[str, Any] = json.loads(out.splitlines()[-1])
    return told


def show(told: dict[str, Any], crowd: Crowd) -> None:
    """Print the tables."""
    title = f"{crowd.readers} visitors before open threads, each looking every {crowd.every:.0f} s; one serving process"
    heads = ("", "a second", "p50 ms", "p95 ms", "p99 ms", "failed", "kB/s", "processor", "memory MiB")
    keys = ("per_second", "p50_ms", "p95_ms", "p99_ms", "failed", "kb_per_second", "processor", "memory_mib")
    print_table(title, heads, [("looks", *(told[key] for key in keys))])
    heads = ("", "how many", "failed", "p50 ms", "p95 ms")
    rows = [
        ("pages loaded again", told["pages"], told["pages_failed"], told["page_p50_ms"], told["page_p95_ms"]),
        ("pages of the desk", told["answers"], 0, told["desk_p50_ms"], told["desk_p95_ms"]),
    ]
    print_table(f"the desk answers every {ANSWERS_EVERY:.0f} s", heads, rows)
    heads = ("", "answers", "on the page", "p50 s", "most s")
    keys = ("answers", "answers_seen", "seen_after_p50_s", "seen_after_most_s")
    print_table("from the desk's Send to the visitor's page", heads, [("", *(told[key] for key in keys))])
