"""The desk of the live window, over HTTP as an officer in a browser: `PORT HOUSE SECONDS EVERY`, threads and session on standard input.

Once it is open it says so. Then every so many seconds it opens a thread, says that somebody writes, and answers. At the end it prints, by name of the thread, when each
answer was sent (seconds since 1970), and how long the pages took.
"""

from __future__ import annotations

import asyncio
import json
import re
import sys
import time
from urllib.parse import urlencode

from bench.live.line import Answer, Line

_TOKEN = re.compile(rb'name="csrfmiddlewaretoken" value="([^"]+)"')
_AFTER = re.compile(rb'name="after" value="(\d+)"')
ANSWER = "Many of us began like that. Come by any day: we look together at bakeries nearby that take apprentices. " * 3


class Officer:
    """An officer in a browser, signed in."""

    def __init__(self, port: int, house: str, cookies: dict[str, str]) -> None:
        self.line, self.cookies = Line(port), cookies
        self.home, self.origin = f"/en/staff/houses/{house}/letters/", f"http://127.0.0.1:{port}"
        self.times: list[float] = []

    async def ask(self, path: str, form: dict[str, str] | None = None) -> Answer:
        """Ask for a page, or send a form; leave when the answer is a fault."""
        headers = {
            "Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items()),
            "Origin": self.origin,
        }
        started = time.perf_counter()
        answer = await self.line.ask(path, headers, None if form is None else urlencode(form))
        self.times.append(1000 * (time.perf_counter() - started))
        if answer.status not in {200, 303}:
            sys.exit(f"the desk was told {answer.status}: {answer.body[:2000].decode(errors='replace')}")
        self.cookies |= answer.cookies
        return answer

    async def do(self, path: str, page: Answer, act: str, **fields: str) -> Answer:
        """Press the button ``act`` on ``page``, and follow to where it leads."""
        token = _TOKEN.search(page.body)
        assert token, "a form of staff has its token"
        await self.ask(path, {"csrfmiddlewaretoken": token[1].decode(), "act": act, **fields})
        return await self.ask(path)

    async def answer(self, thread: str) -> float:
        """Answer in a thread; return when it was sent."""
        path = f"{self.home}threads/{thread}/"
        page = await self.do(path, await self.ask(path), "claim")
        after = _AFTER.search(page.body)
        assert after, "a thread says how far it was read"
        sent = time.time()
        await self.do(path, page, "answer", text=ANSWER, after=after[1].decode())
        return sent


async def main() -> None:
    """Open the desk, answer until the time is over, print one JSON object."""
    port, house, seconds, every = sys.argv[1:]
    told = json.load(sys.stdin)
    officer = Officer(int(port), house, told["cookies"])
    await officer.do(officer.home, await officer.ask(officer.home), "open", words=told["words"])
    officer.times.clear()
    print("open", flush=True)
    sent: dict[str, float] = {}
    next_at = time.perf_counter()
    until = next_at + float(seconds)
    for name in told["threads"]:
        if next_at > until:
            break
        await asyncio.sleep(max(0.0, next_at - time.perf_counter()))
        sent[name] = await officer.answer(name)
        next_at += float(every)
    print(json.dumps({"sent": sent, "times": officer.times}))


if __name__ == "__main__":
    asyncio.run(main())
