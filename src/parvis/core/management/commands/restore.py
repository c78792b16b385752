"""`parvis restore`: bring a backup back, all of it or nothing."""

from __future__ import annotations

from argparse import ArgumentParser
from io import StringIO
from pathlib import Path
from typing import Any

from django.apps import apps
from django.core.management import call_command, get_commands
from django.core.management.base import BaseCommand, CommandError

from parvis.core.domain.backups import restoring
from parvis.core.domain.backups.archive import Manifest
from parvis.core.refusal import Refusal


class Command(BaseCommand):
    help = (
        "Bring a backup back: database, keys, pictures; an older one is brought to the newest shape. "
        "Stop the site first. A file that is broken, strange or newer is refused and nothing is changed."
    )
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, metavar="FILE", help="what `parvis backup` wrote")
        parser.add_argument("--yes", action="store_true", help="take the place of the data that is there")
        parser.add_argument("--check", action="store_true", help="read it to its end and say what it holds, no more")

    def handle(self, *_args: Any, **options: Any) -> None:
        try:
            if options["check"]:
                self._say(restoring.check(options["file"]))
                self.stdout.write("The backup is whole.")
                return
            restored = restoring.restore(options["file"], is_agreed=options["yes"])
        except Refusal as refusal:
            raise CommandError(str(refusal)) from refusal
        self._say(restored.manifest)
        self._make_anew()
        if not restored.is_key_known:
            self.stderr.write(
                "The signing key is not the one of the backup: return codes of seats are unknown, and staff set up their"
                " second step anew (parvis staff recover EMAIL). With the old key in PARVIS_SECRET_KEY both come back."
            )

    def _say(self, manifest: Manifest) -> None:
        """Say how many rows of each of the rooms' tables there are."""
        self.stdout.write(f"Backup of {manifest.made_on}, Parvis {manifest.parvis}, files: {len(manifest.files)}")
        for room in apps.get_app_configs():
            rows = {model.__name__: manifest.rows.get(model._meta.db_table, 0) for model in room.get_models()}  # noqa: SLF001  Django's documented name
            said = ", ".join(f"{number:,} {name}" for name, number in rows.items() if number)
            if said and room.name.startswith("parvis."):
                self.stdout.write(f"  {room.label:<14} {said}")

    def _make_anew(self) -> None:
        """Remove what ended since the backup was made, and make what it leaves out: the index, the static files."""
        try:
            if "purge" in get_commands():
                call_command("purge", stdout=StringIO())
            if "index" in get_commands():
                call_command("index", rebuild=True, words=True, verbosity=0)
            call_command("up", no_serve=True, no_sample=True, stdout=self.stdout)
        except (CommandError, OSError) as error:
            message = f"The data is back. Only the rest is not ready ({error}): run parvis up."
            raise CommandError(message) from error
