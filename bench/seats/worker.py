"""Workers of the chaos: many threads that take one seat each of a hot plan, and write down what they were told.

`python -m bench.seats.worker` reads everything once and then makes a worker of each line of standard input, a list in JSON: plan (or
several, tried in turn),
threads, file of answers, "control" or "chaos", numbers of attempts. It answers with the worker's process number. So one that was killed is replaced at once,
and a busy machine is not kept busy by starts alone. An attempt goes on, with the same form, until it is told something: that is
what a visitor does who presses the button again.
"""

from __future__ import annotations

import json
import os
import signal
import sys
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

import django


@contextmanager
def unlocked(*plans: int) -> Iterator[Mapping[int, object]]:
    """The negative control: the same code without a transaction and without a lock."""
    from parvis.seats.models import Plan

    rows = Plan.objects.filter(pk__in=plans).select_related("session__event__house")
    yield {plan.pk: plan for plan in rows}


def attempt(plan: int, number: int, acks: int) -> None:
    """Take one seat with the form ``number`` until an answer comes; write the answer after it was given, not before."""
    from django.db import Error, connection
    from django.utils import timezone

    from parvis.core.domain.once import Once
    from parvis.core.refusal import Refusal
    from parvis.seats.domain.locking import Busy
    from parvis.seats.domain.taking import Asked, take

    begun, form = time.monotonic(), Once(b"attempt-%d" % number)
    while True:
        try:
            taken = take(plan, Asked(1), form, timezone.now())
        except Busy:
            continue  # press again
        except Refusal:
            os.write(acks, f"{number} refused 0 {time.monotonic() - begun:.4f}\n".encode())
            return
        except Error:
            connection.close()
            time.sleep(0.05)
            continue
        took = time.monotonic() - begun
        os.write(acks, f"{number} {taken.holding.state} {taken.holding.pk} {took:.4f}\n".encode())
        return


def main() -> None:
    """Make workers until standard input ends; they are made by fork, and nobody waits for them."""
    django.setup()
    import parvis.seats.domain.taking  # noqa: F401  read here, once

    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    for line in sys.stdin:
        plan, threads, path, control, numbers = json.loads(line)
        child = os.fork()
        if not child:
            try:
                work_off(plan, threads, path, control, numbers)
            finally:
                os._exit(0)
        sys.stdout.write(f"{child}\n")
        sys.stdout.flush()


def work_off(plan: int | list[int], threads: int, path: str, control: str, numbers: list[int]) -> None:
    """Make the attempts with ``numbers``."""
    plans = [plan] if isinstance(plan, int) else plan
    if control == "control":
        from parvis.seats.domain import taking

        taking.locked = unlocked
    acks = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    left, turn = iter(numbers), threading.Lock()

    def work() -> None:
        while True:
            with turn:
                number = next(left, None)
            if number is None:
                return
            attempt(plans[number % len(plans)], number, acks)

    crowd = [threading.Thread(target=work) for _ in range(threads)]
    for one in crowd:
        one.start()
    for one in crowd:
        one.join()


if __name__ == "__main__":
    main()
