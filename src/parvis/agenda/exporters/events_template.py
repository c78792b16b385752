"""`parvis export events-template`: the empty table that `parvis import events` reads, with one example."""

from __future__ import annotations

from collections.abc import Iterator

from parvis.agenda.domain import programme_table


class Exporter:
    """Give the empty table."""

    help = "The empty table for your own events, with one example row that an import passes over."

    def lines(self) -> Iterator[str]:
        """Yield the heading and the example."""
        yield from programme_table.csv_lines()

    def spreadsheet(self) -> bytes:
        """Return the same as .xlsx, with a sheet that explains the columns."""
        return programme_table.spreadsheet_template()
