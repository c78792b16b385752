"""`parvis export <what> [FILE]`: give out what the tables hold, in the format that the importer of that name reads."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand

from parvis.core.domain.exporters import exporters


class Command(BaseCommand):
    help = "Give out what the tables hold, in the format that `parvis import` reads: on the terminal, or into a file."

    def add_arguments(self, parser: ArgumentParser) -> None:
        kinds = parser.add_subparsers(dest="what", metavar="WHAT", title="what can be exported", required=True)
        for name, exporter in exporters().items():
            kind = kinds.add_parser(name, help=exporter.help, description=exporter.help)
            kind.add_argument("file", nargs="?", type=Path, metavar="FILE", help="where to write; the terminal without")

    def handle(self, *_args: Any, **options: Any) -> None:
        lines = exporters()[options["what"]].lines()
        path: Path | None = options["file"]
        if path is None:
            for line in lines:
                self.stdout.write(line)
            return
        written = path.with_name(f".{path.name}.part")
        written.write_text("\n".join(lines) + "\n", encoding="utf-8")
        written.replace(path)
        self.stderr.write(f"{path} is written.")
