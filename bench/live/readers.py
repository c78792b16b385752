"""Readers who look again every few seconds, in a process of their own: `PATH PORT SERVER READERS SECONDS EVERY keep|forget`.

An open loop: a reader asks at its time whether or not others wait, so a slow answer is not hidden. Times are of the whole answer.
"""

from __future__ import annotations

import asyncio
import json
import random
import sys
import time

from bench.live.line import Line, Look, Meter


class Reader:
    """One browser with the board open."""

    def __init__(self, path: str, port: int, *, keeps: bool) -> None:
        self.path, self.line, self.keeps = path, Line(port), keeps
        self.etag = ""

    async def look(self) -> Look:
        """Ask once."""
        started = time.perf_counter()
        kept = {"If-None-Match": self.etag} if self.keeps and self.etag else {}
        answer = await self.line.ask(self.path, kept)
        if answer.status:
            self.etag = answer.headers.get("etag", "")
        return Look(time.perf_counter() - started, answer.status, answer.size)


async def read(reader: Reader, every: float, until: float, found: list[Look]) -> None:
    """Look every ``every`` seconds, from a moment by chance, until ``until``."""
    next_at = time.perf_counter() + random.random() * every
    while next_at < until:
        await asyncio.sleep(max(0.0, next_at - time.perf_counter()))
        found.append(await reader.look())
        next_at += every


async def main() -> None:
    """Let the readers look, and print one JSON object."""
    path, port, server, readers, seconds, every, keeps = sys.argv[1:]
    crowd = [Reader(path, int(port), keeps=keeps == "keep") for _ in range(int(readers))]
    found: list[Look] = []
    meter = Meter(int(server))
    until = meter.started + float(seconds)
    await asyncio.gather(*(read(each, float(every), until, found) for each in crowd))
    print(json.dumps(meter.told(found)))


if __name__ == "__main__":
    asyncio.run(main())
