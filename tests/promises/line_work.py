"""Workers of the chaos of the line: each sits at one table, takes tickets beside it, and writes down what it was told.

`python -m tests.promises.line_work` reads everything once and then makes a worker of each line of standard input, a list in JSON: table,
file of what was told, first number of its chance, most acts, most overtakings. It answers with the worker's process number. Before an act that may be lost the
worker writes `wants`, after it what came of it; whoever sits down at the table after a kill goes on from there.
"""

from __future__ import annotations

import json
import os
import random
import signal
import sys
import time
from collections.abc import Callable
from functools import partial
from typing import Any

import django

#: Tickets that one table's worker takes, at most: the names of a house are few.
MOST_TAKEN = 60


class Worker:
    """Whoever sits at a table, and what is written down of it."""

    def __init__(self, table: int, told: str, chance: random.Random) -> None:
        from parvis.network.models import House

        self.house, self.table, self.chance = House.objects.get(slug="chaos"), table, chance
        self.file = os.open(told, os.O_WRONLY | os.O_CREAT | os.O_APPEND)
        with open(told) as lines:  # noqa: PTH123  a name from a line of standard input
            mine = [line.split() for line in lines if line.endswith("\n") and line.split()[0] == str(table)]
        self.taken = max((int(words[3]) for words in mine if words[1:3] == ["wants", "take"]), default=0)
        done = max((int(words[3]) for words in mine if words[1:3] == ["did", "take"]), default=0)
        if self.taken > done:
            self.take(self.taken)  # whoever pressed the button and saw no answer presses it again

    def write(self, *words: object) -> None:
        os.write(self.file, (" ".join(str(word) for word in (self.table, *words)) + "\n").encode())

    def until_told(self, act: Callable[..., Any], *words: object) -> Any:
        """Do ``act`` until the line is free and the database there."""
        from django.db import Error, connection
        from django.utils import timezone

        from parvis.queue.domain.line import Busy

        while True:
            try:
                return act(self.house, *words, timezone.now())
            except Busy:
                continue
            except Error:
                connection.close()
                time.sleep(0.05)

    def take(self, number: int) -> None:
        """Take a ticket with the form ``number`` of this table."""
        from parvis.core.domain.once import Once
        from parvis.queue.domain.taking import Wanted, take_ticket

        self.taken = number
        self.write("wants", "take", number)
        form, language = Once(f"{self.table}-{number}".encode()), "fr" if number % 5 == 0 else "ar"
        asked = partial(take_ticket, self.house, Wanted("", language, language), form, by_staff=True)
        taken = self.until_told(lambda _house, now: asked(now))
        self.write("did", "take", number, taken.ticket.pk)

    def act(self) -> None:
        """Take a ticket, or do at the table what comes next, and now and then take that back."""
        from parvis.queue.domain import calling
        from parvis.queue.enums import IN_HAND, State
        from parvis.queue.models import Ticket

        if self.taken < MOST_TAKEN and self.chance.random() < 0.5:
            self.take(self.taken + 1)
            return
        held = Ticket.objects.filter(table__number=self.table, state__in=IN_HAND).first()
        if held is None:
            called = self.until_told(calling.call_next, self.table)
            self.write("did", "call", called.pk if called else 0)
            return
        self.write("has", "ticket", held.pk)
        if self.chance.random() < 0.25:
            self.write("wants", "undo", held.pk)
            self.until_told(calling.undo, self.table, held.pk)
            self.write("did", "undo", held.pk)
        elif held.state == State.CALLED:
            self.until_told(calling.serve, self.table, held.pk)
            self.write("did", "serve", held.pk)
        else:
            self.until_told(calling.finish, self.table, held.pk)
            self.write("did", "finish", held.pk)


def main() -> None:
    """Make workers until standard input ends; they are made by fork, and nobody waits for them."""
    django.setup()
    from parvis.queue.domain import calling

    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    for line in sys.stdin:
        table, told, first, acts, most = json.loads(line)
        child = os.fork()
        if not child:
            calling.choose = partial(calling.choose, most=most)  # type: ignore[assignment]  the control's rule
            try:
                worker = Worker(table, told, random.Random(first))
                for _each in range(acts):
                    worker.act()
                    time.sleep(worker.chance.random() * 0.01)  # SQLite lets whoever does not pause in before all others
            finally:
                os._exit(0)
        sys.stdout.write(f"{child}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
