"""`parvis export offers-template FILE.csv` (or ``.xlsx`` with ``--format xlsx``): the table of offers with one row as an example."""

from __future__ import annotations

from collections.abc import Iterator

from parvis.offers.domain.template import csv_template, spreadsheet_template


class Exporter:
    """Give out the template."""

    help = "The table that `parvis import offers` reads: its columns, and one row as an example."

    def lines(self) -> Iterator[str]:
        """Yield the headings and the example."""
        return csv_template()

    def spreadsheet(self) -> bytes:
        """Return the same as .xlsx, with a sheet that explains the columns."""
        return spreadsheet_template()
