"""`parvis export <what> [FILE]`: give out what the tables hold, in the format that the importer of that name reads."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from parvis.core.domain.exporters import Spreadsheet, exporters
from parvis.core.domain.whole_files import write_whole


class Command(BaseCommand):
    help = "Give out what the tables hold, in the format that `parvis import` reads: on the terminal, or into a file."

    def add_arguments(self, parser: ArgumentParser) -> None:
        kinds = parser.add_subparsers(dest="what", metavar="WHAT", title="what can be exported", required=True)
        for name, exporter in exporters().items():
            kind = kinds.add_parser(name, help=exporter.help, description=exporter.help)
            kind.add_argument("file", nargs="?", type=Path, metavar="FILE", help="where to write; the terminal without")
            if isinstance(exporter, Spreadsheet):
                kind.add_argument("--format", default="csv", choices=["csv", "xlsx"], help="csv without")

    def handle(self, *_args: Any, **options: Any) -> None:
        exporter = exporters()[options["what"]]
        path: Path | None = options["file"]
        if options.get("format") == "xlsx" and isinstance(exporter, Spreadsheet):
            if path is None:
                message = "A spreadsheet cannot be shown on the terminal. Name the FILE to write."
                raise CommandError(message)
            self._write(path, exporter.spreadsheet())
            return
        lines = exporter.lines()
        if path is None:
            for line in lines:
                self.stdout.write(line)
            return
        self._write(path, ("\n".join(lines) + "\n").encode())

    def _write(self, path: Path, content: bytes) -> None:
        write_whole(path, content)
        self.stderr.write(f"{path} is written.")
