"""`parvis sample`: load the content that comes with the code; what a house has changed is left as it is."""

from __future__ import annotations

from importlib import import_module
from importlib.util import find_spec
from typing import Any

from django.apps import apps
from django.core.management.base import BaseCommand
from django.db import transaction

from parvis.core.management.acknowledge import Bars


class Command(BaseCommand):
    help = (
        "Load the content that comes with the code: trades, words, sheets, houses. "
        "It can be run again at any time: what is there stays, what a house has changed is never overwritten."
    )

    def handle(self, *_args: Any, **_options: Any) -> None:
        with Bars(self.stderr) as bars, transaction.atomic():  # half a sample would pass for a house's own data
            loaded = []
            for room in apps.get_app_configs():
                module = f"{room.name}.domain.sample"
                if room.name.startswith("parvis.") and find_spec(f"{room.name}.domain") and find_spec(module):
                    bars.begin(f"sample of {room.label}", None)
                    loaded.append((room.label, import_module(module).load_sample()))
        for label, counts in loaded:
            said = ", ".join(f"{number:,} {what}" for what, number in counts.items())
            self.stdout.write(f"{label}: {said or 'nothing new'}.")
