"""A load generator of our own: N clients, each a thread with one kept-alive connection, asking page after page.

It asks as fast as the server answers (closed loop), so with several clients the time of an answer holds the wait behind
the others; with one client it is the server's own time. `python -m bench.common.load PORT CLIENTS SECONDS` reads a JSON
list of paths from standard input and prints one JSON object; a process of its own never shares a lock with its starter.
"""

from __future__ import annotations

import http.client
import json
import sys
import threading
import time
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from itertools import cycle

from bench.common.measure import quantile
from bench.common.processes import done


@dataclass
class Load:
    """What came back: requests per second, milliseconds at p50 and p95, answers that were not 200, mean bytes of a body."""

    per_second: float
    p50: float
    p95: float
    failed: int
    bytes: int


def ask(port: int, paths: Iterator[str], until: float, found: list[tuple[float, int, int]]) -> None:
    """Ask for the next of ``paths`` until the clock says ``until``; note (seconds, status, bytes) of each answer."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    while time.perf_counter() < until:
        path = next(paths)
        started = time.perf_counter()
        try:
            connection.request("GET", path, headers={"Accept-Encoding": "gzip", "Accept-Language": "fr"})
            answer = connection.getresponse()
            body = answer.read()
        except (OSError, http.client.HTTPException):
            connection.close()
            found.append((time.perf_counter() - started, 0, 0))
            continue
        found.append((time.perf_counter() - started, answer.status, len(body)))
    connection.close()


def load(port: int, paths: Sequence[str], clients: int, seconds: float) -> Load:
    """Ask with ``clients`` at once for ``seconds`` and sum up; each client begins at another of ``paths``."""
    answers: list[list[tuple[float, int, int]]] = [[] for _ in range(clients)]
    started = time.perf_counter()
    threads = []
    for number, found in enumerate(answers):
        first = number * len(paths) // clients
        turn = cycle([*paths[first:], *paths[:first]])
        threads.append(threading.Thread(target=ask, args=(port, turn, started + seconds, found)))
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    lasted = time.perf_counter() - started
    together = [answer for found in answers for answer in found]
    times = [1000 * taken for taken, _, _ in together]
    good = sum(status == 200 for _, status, _ in together)
    size = sum(size for *_, size in together) // len(together)
    return Load(good / lasted, quantile(times, 0.5), quantile(times, 0.95), len(together) - good, size)


def load_apart(port: int, paths: Sequence[str], *, clients: int, seconds: float) -> Load:
    """Do ``load`` in a process of its own."""
    command = [sys.executable, "-m", "bench.common.load", str(port), str(clients), str(seconds)]
    return Load(**json.loads(done(command, input=json.dumps(paths))))


if __name__ == "__main__":
    port, clients, seconds = sys.argv[1:]
    print(json.dumps(asdict(load(int(port), json.load(sys.stdin), int(clients), float(seconds)))))
