"""An empty table to fill in: as CSV, or as a spreadsheet with a sheet of headings and an example, and one that explains each column."""

from __future__ import annotations

import csv
import datetime
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

#: How the key of the row that only shows the shape begins: importers pass it over.
EXAMPLE_MARK = "EXAMPLE"
#: The type that browsers know a spreadsheet by.
CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
ROWS = 10_000  # rows prepared for typing
_LIST = 255  # characters that a list of a cell holds at most
_MADE = datetime.datetime(2026, 11, 26, tzinfo=datetime.UTC)  # the same table is the same bytes


@dataclass(frozen=True)
class Column:
    """A column: its heading, what stands in it, the values allowed (empty: free), whether each row must fill it."""

    name: str
    told: str
    allowed: Sequence[str] = ()
    is_required: bool = False


def is_example(key: str) -> bool:
    """Say whether the row of this key is the template's example."""
    return key.startswith(EXAMPLE_MARK)


def csv_table(columns: Sequence[str], rows: Iterable[Mapping[str, str]]) -> Iterator[str]:
    """Yield the heading and ``rows`` as CSV, without the ends of lines; a cell that a row does not name is empty."""
    for cells in chain((columns,), ([row.get(name, "") for name in columns] for row in rows)):
        line = io.StringIO()
        csv.writer(line, lineterminator="").writerow(cells)
        yield line.getvalue()


def spreadsheet(name: str, columns: Sequence[Column], example: Mapping[str, str]) -> bytes:
    """Return the file; ``name`` is that of the sheet to fill in, ``example`` a row marked as one."""
    made = io.BytesIO()
    with Workbook(made, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}) as book:
        book.set_properties({"title": name, "created": _MADE})
        _fill_in(book, book.add_worksheet(name), columns, example)
        _explain(book, book.add_worksheet("Explanations"), columns)
    return made.getvalue()


def _fill_in(book: Workbook, sheet: Worksheet, columns: Sequence[Column], example: Mapping[str, str]) -> None:
    text = book.add_format({"num_format": "@"})  # a day or a number stays as it was typed
    bold, slanted = book.add_format({"bold": True}), book.add_format({"italic": True, "num_format": "@"})
    for place, column in enumerate(columns):
        sheet.set_column(place, place, max(12, len(column.name) + 2), text)
        sheet.write_string(0, place, column.name, bold)
        if cell := example.get(column.name, ""):
            sheet.write_string(1, place, cell, slanted)
        if column.allowed and len(",".join(column.allowed)) <= _LIST:
            choices = {"validate": "list", "source": list(column.allowed), "error_type": "warning"}
            sheet.data_validation(1, place, ROWS, place, choices)
    sheet.freeze_panes(1, 1)


def _explain(book: Workbook, sheet: Worksheet, columns: Sequence[Column]) -> None:
    bold, wrapped = book.add_format({"bold": True}), book.add_format({"text_wrap": True, "valign": "top"})
    sheet.write_string(0, 0, f"A row whose first cell begins with {EXAMPLE_MARK} is passed over.")
    for place, (head, width) in enumerate((("Column", 26), ("Required", 10), ("What it holds", 70), ("Allowed", 40))):
        sheet.set_column(place, place, width, wrapped)
        sheet.write_string(2, place, head, bold)
    for line, column in enumerate(columns, 3):
        cells = (column.name, "yes" if column.is_required else "", column.told, ", ".join(column.allowed))
        for place, cell in enumerate(cells):
            sheet.write_string(line, place, cell)
    sheet.freeze_panes(3, 0)
