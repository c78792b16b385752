"""`parvis figures`: the figures of a house or of all houses, as a table."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone, translation

from parvis.core.domain.periods import Period
from parvis.core.domain.whole_files import write_whole
from parvis.core.languages import INTERFACE_LANGUAGES
from parvis.network.domain.scope import Scope
from parvis.network.models import House
from parvis.reporting.domain.files import csv_text, spreadsheet
from parvis.reporting.domain.report import Report, report
from parvis.reporting.forms import PeriodForm


class Command(BaseCommand):
    help = "The figures of a house, or of all houses, from one day to another: each with how it is counted."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--house", default="", help="the house's short name in its address; all houses without")
        parser.add_argument("--from", dest="first", required=True, metavar="DAY", help="the first day, as 2026-11-01")
        parser.add_argument("--to", dest="last", required=True, metavar="DAY", help="the last day, it counts too")
        parser.add_argument("--format", default="csv", choices=["csv", "xlsx"], help="csv without")
        parser.add_argument("--language", default="en", choices=list(INTERFACE_LANGUAGES), help="of names and methods")
        parser.add_argument("file", nargs="?", type=Path, metavar="FILE", help="where to write; the terminal without")

    def handle(self, *_args: Any, **options: Any) -> None:
        path: Path | None = options["file"]
        if path is None and options["format"] == "xlsx":
            message = "A spreadsheet cannot be shown on the terminal. Name the FILE to write."
            raise CommandError(message)
        with translation.override(options["language"]):
            found = report(self._scope(options))
            content = self._content(found, options["format"])
        if path is None:
            self.stdout.write(content.decode(), ending="")
            return
        write_whole(path, content)
        self.stderr.write(f"{path} is written.")

    def _scope(self, options: dict[str, Any]) -> Scope:
        form = PeriodForm({"first": options["first"], "last": options["last"]})
        if not form.is_valid():
            raise CommandError(" ".join(str(error) for errors in form.errors.values() for error in errors))
        first, last = form.cleaned_data["first"], form.cleaned_data["last"]
        period, now = Period(first, last), timezone.now()
        if not options["house"]:
            return Scope.of_network(period, now)
        house = House.objects.filter(slug=options["house"]).first()
        if house is None:
            message = f"There is no house «{options['house'][:60]}»."
            raise CommandError(message)
        return Scope.of_house(house, period, now)

    def _content(self, found: Report, kind: str) -> bytes:
        return spreadsheet(found) if kind == "xlsx" else csv_text(found).encode()
