"""One worker of the chaos: many threads that take one seat each of a hot plan, and write down what they were told.

`python -m bench.seats.worker PLAN THREADS ACKS CONTROL` reads numbers of attempts from standard input, one a line.
An attempt goes on, with the same form, until it is told something: that is what a visitor does who presses the button again.
"""

from __future__ import annotations

import os
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
    from parvis.seats.domain.taking import Asked, take

    begun, form = time.monotonic(), Once(b"attempt-%d" % number)
    while True:
        try:
            taken = take(plan, Asked(1), form, timezone.now())
        except Refusal:
            continue  # busy: press again
        except Error:
            connection.close()
            time.sleep(0.05)
            continue
        took = time.monotonic() - begun
        os.write(acks, f"{number} {taken.holding.state} {taken.holding.pk} {took:.4f}\n".encode())
        return


def main(plan: int, threads: int, path: str, control: str) -> None:
    """Work until standard input is empty."""
    django.setup()
    if control == "control":
        from parvis.seats.domain import taking

        taking.locked = unlocked
    acks = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    numbers, turn = iter(sys.stdin.read().split()), threading.Lock()

    def work() -> None:
        while True:
            with turn:
                number = next(numbers, None)
            if number is None:
                return
            attempt(plan, int(number), acks)

    crowd = [threading.Thread(target=work) for _ in range(threads)]
    for one in crowd:
        one.start()
    for one in crowd:
        one.join()


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]), sys.argv[3], sys.argv[4])
