"""`parvis import <what> …`: take in published data; one importer a folder, found in the rooms."""  # noqa: N999  people type this name

from __future__ import annotations

import sys
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from parvis.core.domain.importers import importers
from parvis.core.domain.reports import Ack, acknowledged
from parvis.core.enums import ImportState
from parvis.core.management.acknowledge import Bars, show_latest, show_report
from parvis.core.models import ImportReport


class Command(BaseCommand):
    help = (
        "Take in published data, all of it or nothing. Prints and keeps a report of what was read, created, changed, "
        "left unchanged, retired and refused (file, line, reason). Ends with status 1 when nothing could be taken in."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--list", action="store_true", help="show the latest reports and end")
        kinds = parser.add_subparsers(dest="what", metavar="WHAT", title="what can be imported")
        for name, importer in importers().items():
            kind = kinds.add_parser(name, help=importer.help, description=importer.help)
            importer.add_arguments(kind)
            kind.add_argument("--dry-run", action="store_true", help="show what would change, and change nothing")

    def handle(self, *_args: Any, **options: Any) -> None:
        if options["list"]:
            show_latest(self.stdout)
            return
        if not options["what"]:
            self.print_help("parvis", "import")
            sys.exit(2)
        report = self.take_in(options)
        show_report(report, self.stdout, dry_run=options["dry_run"])
        if report.state == ImportState.FAILED:
            sys.exit(1)

    def take_in(self, options: dict[str, Any]) -> ImportReport:
        """Run the importer asked for and return its report."""
        importer = importers()[options["what"]]
        with Bars(self.stderr) as bars:
            ack = Ack(options["what"], progress=bars)
            return acknowledged(ack, lambda counting: importer.run(counting, options), dry_run=options["dry_run"])
