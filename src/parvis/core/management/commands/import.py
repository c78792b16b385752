"""`parvis import <what> …`: take in published data; one importer a folder, found in the rooms."""  # noqa: N999  people type this name

from __future__ import annotations

import sys
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from parvis.core.domain.importers import importers
from parvis.core.domain.journal import Change
from parvis.core.domain.reports import Ack, acknowledged
from parvis.core.domain.undo import undo_import
from parvis.core.enums import ImportState
from parvis.core.management.acknowledge import Bars, show_changes, show_latest, show_report
from parvis.core.models import ImportReport


class Command(BaseCommand):
    help = (
        "Take in published data, all of it or nothing. Prints and keeps a report of what was read, created, changed, "
        "left unchanged, retired and refused (file, line, reason). Ends with status 1 when nothing could be taken in."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--list", action="store_true", help="show the latest reports and end")
        parser.add_argument("--undo", type=int, metavar="NUMBER", help="undo the import of that number (see --list)")
        kinds = parser.add_subparsers(dest="what", metavar="WHAT", title="what can be imported")
        for name, importer in importers().items():
            kind = kinds.add_parser(name, help=importer.help, description=importer.help)
            importer.add_arguments(kind)
            kind.add_argument("--dry-run", action="store_true", help="show what would change, and change nothing")
            kind.add_argument("--rows", type=int, default=20, metavar="N", help="how many rows a dry run shows (20)")

    def handle(self, *_args: Any, **options: Any) -> None:
        if options["list"]:
            show_latest(self.stdout)
            return
        if options["undo"] is not None:
            report, changes = undo_import(options["undo"])
        elif not options["what"]:
            self.print_help("parvis", "import")
            sys.exit(2)
        else:
            report, changes = self.take_in(options)
        dry_run = bool(options.get("dry_run"))
        if dry_run:
            show_changes(changes, self.stdout, options["rows"])
        show_report(report, self.stdout, dry_run=dry_run)
        if report.state == ImportState.FAILED:
            sys.exit(1)

    def take_in(self, options: dict[str, Any]) -> tuple[ImportReport, list[Change]]:
        """Run the importer asked for and return its report, and the rows it changed where it tells them."""
        importer = importers()[options["what"]]
        with Bars(self.stderr) as bars:
            ack = Ack(options["what"], progress=bars)
            report = acknowledged(ack, lambda counting: importer.run(counting, options), dry_run=options["dry_run"])
        return report, ack.changes
