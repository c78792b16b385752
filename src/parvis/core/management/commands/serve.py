"""`parvis serve`: serve the site, nothing else."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from parvis.core.domain.serving import become_server
from parvis.core.refusal import Refusal


class Command(BaseCommand):
    help = "Serve the site, nothing else (PARVIS_PORT, PARVIS_BIND, PARVIS_WORKERS)."
    requires_system_checks = ()

    def handle(self, *_args: Any, **_options: Any) -> None:
        try:
            become_server()
        except Refusal as refusal:
            raise CommandError(str(refusal)) from refusal
