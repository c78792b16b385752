"""`parvis purge`: remove what has ended; run it once a day."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand
from django.utils import timezone
from django.utils.module_loading import import_string

from parvis.accounts.domain import acts
from parvis.offers.domain.leaving import purge


class Command(BaseCommand):
    help = (
        "Remove the offers that ended or were withdrawn PARVIS_OFFERS_KEPT days ago or earlier. "
        "Run it once a day; an offer that has ended is not shown from that minute on, purged or not, "
        "and its address goes on saying that it is over."
    )

    def handle(self, *_args: Any, **_options: Any) -> None:
        self.stdout.write(f"{acts.purge(timezone.now()):,} acts of staff older than twelve months removed.")
        self.stdout.write(f"{purge(timezone.now(), settings.OFFERS_KEPT_DAYS):,} offers removed.")
        for name in settings.PURGES:
            self.stdout.write(f"{import_string(name)(timezone.now()):,} rows removed by {name}.")
