"""`parvis purge`: remove what has ended; run it once a day."""

from __future__ import annotations

import datetime
import traceback
from collections.abc import Callable
from functools import partial
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django.utils.module_loading import import_string

from parvis.accounts.domain import acts
from parvis.offers.domain.leaving import purge

Purge = Callable[[datetime.datetime], int]


class Command(BaseCommand):
    help = (
        "Remove the offers that ended or were withdrawn PARVIS_OFFERS_KEPT days ago or earlier. "
        "Run it once a day; an offer that has ended is not shown from that minute on, purged or not, "
        "and its address goes on saying that it is over."
    )

    def handle(self, *_args: Any, **_options: Any) -> None:
        """Let every room remove what is over; one that fails stops no other, and is told at the end."""
        now = timezone.now()
        steps: list[tuple[str, str, Purge]] = [
            ("acts of staff", "acts of staff older than twelve months removed", acts.purge),
            ("offers", "offers removed", lambda at: purge(at, settings.OFFERS_KEPT_DAYS)),
            *((name, f"rows removed by {name}", partial(_call, name)) for name in settings.PURGES),
        ]
        failed = [name for name, done, step in steps if not self._did(done, step, now)]
        if failed:
            message = f"Not everything was removed: {', '.join(failed)} failed, the others ran. Mend it and run parvis purge again."
            raise CommandError(message)

    def _did(self, done: str, step: Purge, now: datetime.datetime) -> bool:
        try:
            number = step(now)
        except Exception as error:  # noqa: BLE001  whatever one room meets, what the others promised to remove must go
            # Where and what kind, not its words: those of a database tell values.
            where = "".join(traceback.format_tb(error.__traceback__)[-1:]).strip()
            self.stderr.write(f"{type(error).__name__}: {where}")
            return False
        self.stdout.write(f"{number:,} {done}.")
        return True


def _call(name: str, now: datetime.datetime) -> int:
    number: int = import_string(name)(now)
    return number
