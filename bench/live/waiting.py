"""Visitors before an open thread, in a process of their own: `PORT SERVER SECONDS EVERY`, names and passes on standard input.

As the page's own script (counsel, letters.js): every five seconds, a fifth earlier or later, it asks by POST with the pass; when the version is
another, the page is loaded again by the button “Look again”. An open loop: the next look is at its time, however long the last one took.
"""

from __future__ import annotations

import asyncio
import json
import random
import re
import sys
import time
from urllib.parse import urlencode

from bench.common.measure import quantile
from bench.live.line import Line, Look, Meter

PAGE = "/en/write/return/"
_PASS = re.compile(rb'name="pass" value="([^"]+)"')
_VERSION = re.compile(rb'data-version="(\d+)"')


class Visitor:
    """One browser before one thread, with nothing typed."""

    def __init__(self, port: int, name: str, carried: str) -> None:
        self.line, self.name, self.carried, self.version = Line(port), name, carried, 0
        self.looks: list[Look] = []
        self.pages: list[Look] = []
        self.seen: list[float] = []  #: when a page with something new stood there, seconds since 1970

    async def look(self) -> None:
        """Ask for news, and load the page again when there are some."""
        started = time.perf_counter()
        answer = await self.line.ask(f"{PAGE}news/", form=urlencode({"pass": self.carried}))
        self.looks.append(Look(time.perf_counter() - started, answer.status, answer.size))
        if answer.status == 200 and json.loads(answer.body)["version"] != self.version:
            await self._load()

    async def _load(self) -> None:
        started = time.perf_counter()
        form = {"pass": self.carried, "after": "0", "text": "", "act": "look"}
        answer = await self.line.ask(PAGE, form=urlencode(form))
        carried, version = _PASS.search(answer.body), _VERSION.search(answer.body)
        is_whole = answer.status == 200 and carried is not None and version is not None
        self.pages.append(Look(time.perf_counter() - started, 200 if is_whole else 500, answer.size))
        if carried and version:
            self.carried, self.version = carried[1].decode(), int(version[1])
            self.seen.append(time.time())

    async def wait(self, every: float, until: float) -> None:
        """Look until ``until``, from a moment by chance on."""
        next_at = time.perf_counter() + random.random() * every
        while next_at < until:
            await asyncio.sleep(max(0.0, next_at - time.perf_counter()))
            await self.look()
            next_at += every * random.uniform(0.8, 1.2)


async def main() -> None:
    """Let them wait, and print one JSON object."""
    port, server, seconds, every = sys.argv[1:]
    crowd = [Visitor(int(port), name, carried) for name, carried in json.load(sys.stdin)]
    meter = Meter(int(server))
    await asyncio.gather(*(each.wait(float(every), meter.started + float(seconds)) for each in crowd))
    told = meter.told([look for each in crowd for look in each.looks])
    pages = [look for each in crowd for look in each.pages]
    times = [1000 * each.seconds for each in pages] or [0.0]
    told |= {"pages": len(pages), "pages_failed": sum(each.status != 200 for each in pages)}
    told |= {"page_p50_ms": quantile(times, 0.5), "page_p95_ms": quantile(times, 0.95)}
    print(json.dumps({"told": told, "seen": {each.name: each.seen for each in crowd if each.seen}}))


if __name__ == "__main__":
    asyncio.run(main())
