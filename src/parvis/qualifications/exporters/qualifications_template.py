"""`parvis export qualifications-template`: the empty table that `parvis import qualifications` reads, with one example."""

from __future__ import annotations

from collections.abc import Iterator

from parvis.qualifications.domain.tabling import csv_lines, spreadsheet_template
from parvis.qualifications.domain.template import EXAMPLE


class Exporter:
    """Give the empty table."""

    help = "The empty table for your own qualifications, with one example row that an import passes over."

    def lines(self) -> Iterator[str]:
        """Yield the heading and the example."""
        yield from csv_lines([EXAMPLE])

    def spreadsheet(self) -> bytes:
        """Return the same as .xlsx, with a sheet that explains the columns."""
        return spreadsheet_template()
