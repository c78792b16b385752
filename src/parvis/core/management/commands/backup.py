"""`parvis backup`: one file with everything that cannot be made anew, taken while the site serves."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from parvis.core.domain.backups.folder import is_signing_key_kept
from parvis.core.domain.backups.making import Made, backup, backup_to_pipe
from parvis.core.refusal import Refusal


class Command(BaseCommand):
    help = (
        "Write one file with everything that cannot be made anew: the database, keys, pictures. "
        "The site goes on serving. It is whole or not there, and never overwrites another."
    )
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("target", metavar="FOLDER|FILE", help="a folder, a new file, or - for a pipe")
        parser.add_argument("--keep", type=int, default=0, metavar="N", help="keep this site's N newest in the folder")
        parser.add_argument("--without-keys", action="store_true", help="leave out the keys; keep them elsewhere")

    def handle(self, *_args: Any, **options: Any) -> None:
        target, keep, with_keys = options["target"], options["keep"], not options["without_keys"]
        if keep < 0 or (keep and not Path(target).is_dir()):
            message = "--keep needs a folder that is there, and a number from 1."
            raise CommandError(message)
        try:
            made = (
                backup_to_pipe(with_keys=with_keys)
                if target == "-"
                else backup(Path(target), with_keys=with_keys, keep=keep)
            )
        except Refusal as refusal:
            raise CommandError(str(refusal)) from refusal
        self._say(made)
        if with_keys and not is_signing_key_kept():
            self.stderr.write(
                "The signing key comes from PARVIS_SECRET_KEY and is not in the backup: keep it elsewhere."
            )

    def _say(self, made: Made) -> None:
        rows = sum(made.manifest.rows.values())
        told = f"rows: {rows:,}, tables: {len(made.manifest.rows)}, files: {len(made.manifest.files)}"
        if made.path is None:
            self.stderr.write(f"Written: {told}.")
            return
        self.stdout.write(f"{made.path} is written: {told}; {made.size / 1e6:,.1f} MB.")
        for path in made.removed:
            self.stdout.write(f"{path.name} is removed.")
