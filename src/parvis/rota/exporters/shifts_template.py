"""`parvis export shifts-template`: the empty table that `parvis import shifts` reads, with one example."""

from __future__ import annotations

from collections.abc import Iterator

from parvis.rota.domain import shift_table


class Exporter:
    """Give the empty table."""

    help = "The empty table for shifts of desks, with one example row that an import passes over."

    def lines(self) -> Iterator[str]:
        """Yield the heading and the example."""
        yield from shift_table.csv_lines()

    def spreadsheet(self) -> bytes:
        """Return the same as .xlsx, with a sheet that explains the columns."""
        return shift_table.spreadsheet_template()
