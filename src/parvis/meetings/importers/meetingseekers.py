"""`parvis import meetingseekers FILE… --day CODE`: paper slips that were typed in (CSV or XLSX; docs/meetings.md). No names of persons."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from parvis.core.domain.filled_tables import filled_rows
from parvis.core.domain.reports import Ack
from parvis.meetings.domain.days import day_with
from parvis.meetings.domain.locking import locked
from parvis.meetings.domain.seekers.rows import OPTIONAL, REQUIRED, take_seekers
from parvis.meetings.domain.taking_in import silent


class Importer:
    """Seekers of a day; who has a name or code there already states anew."""

    help = (
        "Seekers of a meeting day, by names such as “blue heron 42”, from a table (CSV or XLSX). "
        "`parvis export meetingseekers-template` gives the empty table; docs/meetings.md says what its columns mean."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare files and day."""
        parser.add_argument("paths", nargs="+", metavar="FILE", help="a table: .csv, .csv.gz, .zip or .xlsx")
        parser.add_argument(
            "--day", required=True, metavar="CODE", help="the code of the date, as it stands in its address"
        )

    def run(self, ack: Ack, options: dict[str, Any]) -> None:
        """Read every row, keep out what cannot be taken with its line and reason, write the others. The report names no file."""
        with locked(day_with(options["day"]).pk) as held:
            quiet = Ack(ack.importer, progress=ack.progress)
            rows = silent(filled_rows(quiet, options["paths"], REQUIRED, OPTIONAL))
            take_seekers(ack, held, (("seekers", line, row) for _place, line, row in rows))
