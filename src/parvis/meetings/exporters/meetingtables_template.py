"""`parvis export meetingtables-template`: the empty table that `parvis import meetingtables` reads, with one example."""

from __future__ import annotations

from collections.abc import Iterator

from parvis.meetings.domain.tables import rows as table_rows


class Exporter:
    """Give the empty table."""

    help = "The empty table for tables of a meeting day, with one example row that an import passes over."

    def lines(self) -> Iterator[str]:
        """Yield the heading and the example."""
        yield from table_rows.csv_lines()

    def spreadsheet(self) -> bytes:
        """Return the same as .xlsx, with a sheet that explains the columns."""
        return table_rows.spreadsheet_template()
