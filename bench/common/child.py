"""A child process with its cost: seconds, and the most memory it held."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from bench.common.places import REPOSITORY
from bench.common.processes import environment


@dataclass(frozen=True)
class Cost:
    """What a child took: wall-clock and processor seconds, peak resident memory in MiB, and what it printed."""

    seconds: float
    processor_seconds: float
    peak_mib: float
    printed: str


def cost(command: Sequence[str | Path], variables: Mapping[str, str] | None = None) -> Cost:
    """Run ``command`` to its end and return its cost; leave with its last words when it fails."""
    with tempfile.TemporaryFile("w+") as out:
        started = time.monotonic()
        child = subprocess.Popen(command, env=environment(**(variables or {})), stdout=out, stderr=out, cwd=REPOSITORY)
        _, status, usage = os.wait4(child.pid, 0)
        seconds = time.monotonic() - started
        child.returncode = os.waitstatus_to_exitcode(status)
        out.seek(0)
        printed = out.read()
    if child.returncode:
        sys.exit(f"{' '.join(map(str, command[:4]))} … failed:\n{printed[-2000:]}")
    return Cost(seconds, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024, printed)
