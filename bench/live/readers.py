"""Readers who look again every few seconds, in a process of their own: `PATH PORT SERVER READERS SECONDS EVERY keep|forget`.

An open loop: a reader asks at its time whether or not others wait, so a slow answer is not hidden. Times are of the whole answer.
"""

from __future__ import annotations

import asyncio
import json
import os
import random
import sys
import time
from contextlib import suppress
from pathlib import Path

from bench.common.measure import quantile

TICKS = os.sysconf("SC_CLK_TCK")


class Reader:
    """One browser with the board open."""

    def __init__(self, path: str, port: int, *, keeps: bool) -> None:
        self.path, self.port, self.keeps = path, port, keeps
        self.etag = ""
        self.connection: tuple[asyncio.StreamReader, asyncio.StreamWriter] | None = None

    async def look(self) -> tuple[int, int]:
        """Ask once; return the status and the bytes of the answer, 0 when none came."""
        try:
            if self.connection is None:
                self.connection = await asyncio.open_connection("127.0.0.1", self.port)
            answer, out = self.connection
            kept = f"If-None-Match: {self.etag}\r\n" if self.keeps and self.etag else ""
            out.write(f"GET {self.path} HTTP/1.1\r\nHost: 127.0.0.1\r\nAccept-Encoding: gzip\r\n{kept}\r\n".encode())
            head = (await asyncio.wait_for(answer.readuntil(b"\r\n\r\n"), 30)).decode()
            pairs = (line.partition(": ") for line in head.split("\r\n")[1:])
            headers = {name.lower(): value for name, _, value in pairs}
            size = int(headers.get("content-length", "0"))
            if size:
                await asyncio.wait_for(answer.readexactly(size), 30)
        except (TimeoutError, OSError, asyncio.IncompleteReadError):
            self.connection = None
            return 0, 0
        self.etag = headers.get("etag", "")
        return int(head.split(" ", 2)[1]), len(head) + size


async def read(reader: Reader, every: float, until: float, found: list[tuple[float, int, int]]) -> None:
    """Look every ``every`` seconds, from a moment by chance, until ``until``."""
    next_at = time.perf_counter() + random.random() * every
    while next_at < until:
        await asyncio.sleep(max(0.0, next_at - time.perf_counter()))
        started = time.perf_counter()
        status, size = await reader.look()
        found.append((time.perf_counter() - started, status, size))
        next_at += every


def family(pid: int) -> list[int]:
    """Return ``pid`` and the processes below it."""
    found = [pid]
    for each in found:
        for children in Path(f"/proc/{each}/task").glob("*/children"):
            found += [int(child) for child in children.read_text().split()]
    return found


def cost(pid: int) -> tuple[float, float]:
    """Return processor seconds and MiB of memory (PSS: what is shared is divided) of a process and those below it."""
    seconds = memory = 0.0
    for each in family(pid):
        with suppress(ProcessLookupError, FileNotFoundError):  # one that has just ended
            one, mib = _cost_of(each)
            seconds, memory = seconds + one, memory + mib
    return seconds, memory


def _cost_of(pid: int) -> tuple[float, float]:
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    pss = Path(f"/proc/{pid}/smaps_rollup").read_text().split("Pss:")[1].split()[0]
    return (int(fields[11]) + int(fields[12])) / TICKS, int(pss) / 1024


async def main() -> None:
    """Let the readers look, and print one JSON object."""
    path, port, server, readers, seconds, every, keeps = sys.argv[1:]
    crowd = [Reader(path, int(port), keeps=keeps == "keep") for _ in range(int(readers))]
    found: list[tuple[float, int, int]] = []
    before, started = cost(int(server))[0], time.perf_counter()
    until = started + float(seconds)
    await asyncio.gather(*(read(each, float(every), until, found) for each in crowd))
    took = time.perf_counter() - started
    after, memory = cost(int(server))
    times = sorted(each[0] * 1000 for each in found)
    good = [each for each in found if each[1] in {200, 304}]
    told = {
        "per_second": len(found) / took,
        "unchanged": sum(each[1] == 304 for each in found) / len(found),
        "p50_ms": quantile(times, 0.5),
        "p95_ms": quantile(times, 0.95),
        "p99_ms": quantile(times, 0.99),
        "failed": len(found) - len(good),
        "kb_per_second": sum(each[2] for each in found) / 1000 / took,
        "processor": (after - before) / took,
        "memory_mib": memory,
    }
    print(json.dumps(told))


if __name__ == "__main__":
    asyncio.run(main())
