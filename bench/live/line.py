"""A kept-alive connection of one browser, what a process costs, and how a round of looks is summed up."""

from __future__ import annotations

import asyncio
import gzip
import os
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from bench.common.measure import quantile

TICKS = os.sysconf("SC_CLK_TCK")
PATIENCE = 30.0  #: seconds until an answer counts as none
FORM = "application/x-www-form-urlencoded"


@dataclass(frozen=True)
class Look:
    """One look: ``seconds`` until the whole answer, its ``status`` (0: none came) and its bytes."""

    seconds: float
    status: int
    size: int


@dataclass(frozen=True)
class Answer:
    """What came back; ``size`` is all of it, the head too, as it came over the wire."""

    status: int = 0
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""
    size: int = 0
    cookies: Mapping[str, str] = field(default_factory=dict)  #: those it sets


class Line:
    """A connection to a server on the loopback; one that broke is made anew with the next question."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.connection: tuple[asyncio.StreamReader, asyncio.StreamWriter] | None = None

    async def ask(self, path: str, headers: Mapping[str, str] | None = None, form: str | None = None) -> Answer:
        """GET ``path``, or POST it with ``form`` (already encoded); an answer with status 0 when none came."""
        lines = [
            f"{'GET' if form is None else 'POST'} {path} HTTP/1.1",
            f"Host: 127.0.0.1:{self.port}",
            "Accept-Encoding: gzip",
        ]
        if form is not None:
            lines += [f"Content-Type: {FORM}", f"Content-Length: {len(form)}"]
        lines += [f"{name}: {value}" for name, value in (headers or {}).items()]
        try:
            return await self._asked("\r\n".join([*lines, "", form or ""]).encode())
        except (TimeoutError, OSError, asyncio.IncompleteReadError):
            self.connection = None
            return Answer()

    async def _asked(self, told: bytes) -> Answer:
        if self.connection is None:
            self.connection = await asyncio.open_connection("127.0.0.1", self.port)
        answer, out = self.connection
        out.write(told)
        head = (await asyncio.wait_for(answer.readuntil(b"\r\n\r\n"), PATIENCE)).decode()
        pairs = [(name.lower(), value) for name, _, value in (each.partition(": ") for each in head.split("\r\n")[1:])]
        headers = dict(pairs)
        set_to = (value.partition(";")[0].partition("=") for name, value in pairs if name == "set-cookie")
        cookies = {name: value for name, _, value in set_to}
        size = int(headers.get("content-length", "0"))
        body = await asyncio.wait_for(answer.readexactly(size), PATIENCE) if size else b""
        opened = gzip.decompress(body) if headers.get("content-encoding") == "gzip" else body
        return Answer(int(head.split(" ", 2)[1]), headers, opened, len(head) + size, cookies)


class Meter:
    """What a server costs from now on."""

    def __init__(self, server: int) -> None:
        self.server, self.load = server, os.getloadavg()[0]
        self.before, self.started = cost(server)[0], time.perf_counter()

    def told(self, looks: Sequence[Look]) -> dict[str, float]:
        """Sum up ``looks``: how many a second, how long they took, what the server needed meanwhile."""
        took, (after, memory) = time.perf_counter() - self.started, cost(self.server)
        times = [1000 * each.seconds for each in looks]
        return {
            "per_second": len(looks) / took,
            "unchanged": sum(each.status == 304 for each in looks) / len(looks),
            "p50_ms": quantile(times, 0.5),
            "p95_ms": quantile(times, 0.95),
            "p99_ms": quantile(times, 0.99),
            "failed": sum(each.status not in {200, 304} for each in looks),
            "kb_per_second": sum(each.size for each in looks) / 1000 / took,
            "processor": (after - self.before) / took,
            "memory_mib": memory,
            "load_before": self.load,
            "load_after": os.getloadavg()[0],
        }


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
