"""Reading spreadsheets (.xlsx, .xls) that strangers made: bounded, and refused with a sentence."""

from __future__ import annotations

import datetime
import io
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from python_calamine import CalamineError, CalamineWorkbook

from parvis.core.domain.tables import check_archive, check_zip, refuse

PACKED = 64 << 20  # bytes of one workbook


def workbook_rows(
    path: Path, columns: Sequence[str], sheet: str = "", optional: Sequence[str] = ()
) -> Iterator[tuple[int, list[str]]]:
    """Yield (line, cells of ``columns``, then ``optional``) of the rows below the heading, as text without spaces around.

    The heading is the first row that holds all ``columns``; ``sheet`` names the sheet, the first one when empty.
    Whole numbers lose the decimals spreadsheets give them.
    """
    if path.stat().st_size > PACKED:
        refuse(f"«{path.name}» is larger than {PACKED >> 20} MB; it was not read.")
    if path.suffix.lower() == ".xlsx":
        check_zip(path)
    yield from _rows(lambda: CalamineWorkbook.from_path(str(path)), path.name, sheet, columns, optional)


def sent_workbook_rows(
    content: bytes, called: str, columns: Sequence[str], optional: Sequence[str] = ()
) -> Iterator[tuple[int, list[str]]]:
    """Yield the rows of a spreadsheet (.xlsx) that was sent and lies in memory, as workbook_rows does those of a file."""
    check_archive(io.BytesIO(content), called, len(content))
    yield from _rows(lambda: CalamineWorkbook.from_filelike(io.BytesIO(content)), called, "", columns, optional)


def _rows(
    opened: Callable[[], CalamineWorkbook], called: str, sheet: str, columns: Sequence[str], optional: Sequence[str]
) -> Iterator[tuple[int, list[str]]]:
    try:
        book = opened()
        name = sheet or book.sheet_names[0]
        if name not in book.sheet_names:
            refuse(f"«{called}» has no sheet «{name}»; it has: {', '.join(book.sheet_names)}.")
        rows = book.get_sheet_by_name(name).to_python(skip_empty_area=False)
    except (CalamineError, OSError, ValueError, IndexError):
        refuse(f"«{called}» is not a whole spreadsheet: it is damaged or was cut short.")
    places: list[int] = []
    for line, row in enumerate(rows, 1):
        cells = [text_of(cell) for cell in row]
        if places:
            yield line, [cells[place] if place >= 0 else "" for place in places]
        elif set(columns) <= set(cells):
            places = [cells.index(column) if column in cells else -1 for column in (*columns, *optional)]
    if not places:
        refuse(f"«{called}» has no row with the headings {', '.join(f'«{column}»' for column in columns)}.")


def text_of(cell: object) -> str:
    """Return a cell as a person would type it."""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, datetime.datetime) and cell.time() == datetime.time.min:
        return cell.date().isoformat()  # spreadsheets give a bare day its midnight
    return str(cell).strip()
