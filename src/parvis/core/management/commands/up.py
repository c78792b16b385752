"""`parvis up`: make everything ready that is not, then serve. It never overwrites what is there."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management import call_command, get_commands
from django.core.management.base import BaseCommand, CommandError

from parvis import __version__
from parvis.core.domain import serving
from parvis.core.refusal import Refusal


class Command(BaseCommand):
    help = "Make everything ready that is not (database, sample when empty, static files, search index), then serve."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--no-serve", action="store_true", help="make ready and stop")
        parser.add_argument("--no-sample", action="store_true", help="leave an empty database empty")

    def handle(self, *_args: Any, **options: Any) -> None:
        self.stdout.write(self.style.SUCCESS(f"Parvis {__version__}"))
        self._database()
        self._kinds()
        if not options["no_sample"]:
            self._sample()
            self._staff()
        self._static_files()
        self._index()
        if options["no_serve"]:
            return
        self._say("look", f"{settings.ORIGIN}/ — Ctrl+C stops it.")
        try:
            serving.become_server()
        except Refusal as refusal:
            raise CommandError(str(refusal)) from refusal

    def _say(self, step: str, sentence: str) -> None:
        self.stdout.write(f"  {step:<9} {sentence}")

    def _database(self) -> None:
        steps = serving.waiting_migrations()
        if steps:
            self._say("database", f"{steps} steps to the newest shape …")
            call_command("migrate", interactive=False, verbosity=0)
        self._say("database", "ready")

    def _kinds(self) -> None:
        if "programme" in get_commands():
            call_command("programme", verbosity=0)

    def _sample(self) -> None:
        if "sample" in get_commands() and serving.is_empty():
            self._say("sample", "the database is empty: sample houses and trades come in …")
            call_command("sample")

    def _staff(self) -> None:
        if "staff" in get_commands() and not settings.PRODUCTION:
            self._say("staff", "sample accounts to look around with:")
            call_command("staff", "sample", stdout=self.stdout)

    def _static_files(self) -> None:
        fingerprint = serving.static_fingerprint()
        if not serving.are_static_files_collected(fingerprint):
            call_command("collectstatic", interactive=False, verbosity=0, clear=True)
            serving.mark_static_files(fingerprint)
        self._say("pages", "ready")

    def _index(self) -> None:
        if "index" in get_commands():
            call_command("index", words=True, verbosity=0)  # the served site adds meaning by itself
            self._say("search", "ready")
