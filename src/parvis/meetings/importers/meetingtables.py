"""`parvis import meetingtables FILE… --day CODE`: the tables of a meeting day and what they offer (CSV or XLSX; docs/meetings.md)."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from parvis.core.domain.filled_tables import filled_rows
from parvis.core.domain.reports import Ack
from parvis.meetings.domain.days import day_with
from parvis.meetings.domain.locking import locked
from parvis.meetings.domain.tables.rows import OPTIONAL, REQUIRED, take_tables


class Importer:
    """Tables of a day; those of the same key are changed, those that the file does not name stay."""

    help = (
        "Tables and offers of a meeting day from a table of your own (CSV or XLSX). `parvis export meetingtables-template` "
        "gives the empty table; docs/meetings.md says what its columns mean."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare files and day."""
        parser.add_argument("paths", nargs="+", metavar="FILE", help="a table: .csv, .csv.gz, .zip or .xlsx")
        parser.add_argument(
            "--day", required=True, metavar="CODE", help="the code of the date, as it stands in its address"
        )

    def run(self, ack: Ack, options: dict[str, Any]) -> None:
        """Read every row, keep out what cannot be taken with its line and reason, write the others."""
        with locked(day_with(options["day"]).pk) as held:
            take_tables(ack, held, filled_rows(ack, options["paths"], REQUIRED, OPTIONAL))
