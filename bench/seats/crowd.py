"""A crowd over HTTP: so many visitors at once, each asking until told something, while workers of the server are killed.

One worker every KILL_EVERY seconds, and not each second as in the chaos: a server's worker has to read its program anew.
"""

from __future__ import annotations

import http.client
import os
import signal
import sys
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlencode, urlsplit

from bench.common.measure import quantile

KILL_EVERY = 5.0
AGAIN_AFTER = 0.5  #: seconds until somebody who got no answer presses again
SILENCE = 180.0
#: After so long nobody more is let in; who was let in is answered, and how many that were is said.
LONGEST = 60 * float(os.environ.get("BENCH_MINUTES", "30"))
FORM = {"Content-Type": "application/x-www-form-urlencoded", "Accept-Language": "en"}


class Again(Exception):
    """The server was busy, or its answer was lost: the visitor presses the button again."""


@dataclass
class Visitor:
    """Somebody with a browser of their own: cookies are kept, nothing else."""

    port: int
    cookies: dict[str, str] = field(default_factory=dict)

    def ask(self, path: str, form: dict[str, str] | None = None) -> tuple[int, str, str]:
        """Ask for a page, or send a form; return status, where it leads, and the body. Raise Again when no answer comes."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=90)
        cookie = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        headers = {**FORM, **({"Cookie": cookie} if cookie else {})}
        try:
            connection.request("GET" if form is None else "POST", path, urlencode(form) if form else None, headers)
            answer = connection.getresponse()
            body = answer.read().decode(errors="replace")
        except (OSError, http.client.HTTPException) as error:
            raise Again from error
        finally:
            connection.close()
        for header in answer.headers.get_all("Set-Cookie") or []:
            name, _, value = header.partition(";")[0].partition("=")
            self.cookies[name] = value
        if answer.status >= 500:
            raise Again(str(answer.status))
        return answer.status, urlsplit(answer.headers.get("Location", "")).path, body


@dataclass(frozen=True)
class Told:
    """What the crowd was told: references of what was ``sold``, how many got a ``no`` (or a place in a line), and how fast."""

    sold: list[str]
    answered: int
    kills: int
    seconds: float
    per_second: float
    p95_ms: float


def crowd(attempt: Callable[[], str], attempts: int, at_once: int, server: int) -> Told:
    """Let ``attempts`` visitors in, ``at_once`` at a time, and kill one worker of ``server`` every KILL_EVERY seconds
    in which somebody was answered: on a busy machine one that begins would else never be done.

    ``attempt`` returns what was sold, empty for a no.
    """
    numbers, turn, answers = iter(range(attempts)), threading.Lock(), []

    def work() -> None:
        while True:
            with turn:
                if next(numbers, None) is None or time.monotonic() - begun > LONGEST:
                    return
            asked = time.monotonic()
            sold = attempt()
            answers.append((sold, time.monotonic() - asked, time.monotonic() - begun))

    begun, kills, before = time.monotonic(), 0, 0
    last = begun
    threads = [threading.Thread(target=work, daemon=True) for _ in range(min(at_once, attempts))]
    for thread in threads:
        thread.start()
    while any(thread.is_alive() for thread in threads):
        next((thread for thread in threads if thread.is_alive()), threads[0]).join(0.1)
        if time.monotonic() - last >= KILL_EVERY and len(answers) > before:
            kills, before, last = kills + _kill_the_oldest(server), len(answers), time.monotonic()
        if time.monotonic() - begun > SILENCE + max((at for _sold, _took, at in list(answers)), default=0.0):
            sys.exit("The server has answered nobody for three minutes.")
    seconds = time.monotonic() - begun
    took = [1000 * each for _sold, each, _at in answers]
    return Told(
        [sold for sold, _took, _at in answers if sold],
        len(answers),
        kills,
        round(seconds, 2),
        round(len(answers) / seconds, 1),
        round(quantile(took, 0.95), 1),
    )


def _kill_the_oldest(server: int) -> bool:
    """Kill the worker process of ``server`` that has lived longest; say whether there was one.

    Never one that has just come: a server that loses the same worker twice in a few seconds takes it for broken (granian ends itself).
    """
    children = Path(f"/proc/{server}/task/{server}/children").read_text().split()
    workers = [int(pid) for pid in children if b"resource_tracker" not in Path(f"/proc/{pid}/cmdline").read_bytes()]
    if workers:
        os.kill(min(workers, key=_born), signal.SIGKILL)
    return bool(workers)


def _born(pid: int) -> int:
    """Return when a process began, in ticks of the system's clock; numbers of processes begin anew some day."""
    return int(Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[19])
