"""`parvis programme`: bring in the kinds of event that every house has."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand
from django.db import transaction

from parvis.agenda.domain.sample import load_kinds


class Command(BaseCommand):
    help = "Bring in the kinds of event that every house has (show, workshop, open day …); what a house changed stays."
    requires_system_checks = ()

    @transaction.atomic
    def handle(self, *_args: Any, **options: Any) -> None:
        made = load_kinds()
        if options["verbosity"]:
            self.stdout.write(f"{made} kinds of event were brought in." if made else "All kinds of event are there.")
