"""Rows of a table, CSV or workbook, by heading."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO, cast

from python_calamine import CalamineError, CalamineWorkbook

from parvis.core.domain.tables import Piece, check_zip, refuse, rows_of
from parvis.core.domain.workbooks import text_of
from parvis.offers.domain.template import COLUMNS, REQUIRED
from parvis.offers.importers._files import TextFile

PACKED = 64 << 20  # bytes of one workbook
_OPTIONAL = [name for name in COLUMNS if name not in REQUIRED]


class _Bytes(io.RawIOBase):
    """A file's text as UTF-8, whatever it is written in."""

    def __init__(self, file: TextFile) -> None:
        super().__init__()
        self._pieces, self._left = (piece.encode("utf-8") for piece in file.text()), b""

    def readable(self) -> bool:
        return True

    def read(self, size: int = -1) -> bytes:
        while not self._left and (piece := next(self._pieces, None)) is not None:
            self._left = piece
        taken, self._left = (self._left, b"") if size < 0 else (self._left[:size], self._left[size:])
        return taken


def rows_of_csv(file: TextFile) -> Iterator[tuple[int, dict[str, str]]]:
    """Yield (line, column → cell) of a CSV file; columns that are not in the template are passed over."""
    piece = Piece(file.name, file.name, 1 << 30, lambda: cast("BinaryIO", _Bytes(file)))
    names = (*REQUIRED, *_OPTIONAL)
    for line, cells in rows_of(piece, REQUIRED, _OPTIONAL):
        yield line, dict(zip(names, cells, strict=True))


def rows_of_workbook(path: Path) -> Iterator[tuple[int, dict[str, str]]]:
    """Yield (line, column → cell) of the first sheet whose first row holds the template's headings."""
    if not path.is_file():
        refuse(f"There is no file «{path.name}» at the place you named.")
    if path.stat().st_size > PACKED:
        refuse(f"«{path.name}» is larger than {PACKED >> 20} MB; it was not read.")
    check_zip(path)
    try:
        rows = iter(CalamineWorkbook.from_path(str(path)).get_sheet_by_index(0).to_python(skip_empty_area=False))
    except (CalamineError, OSError, ValueError, IndexError):
        refuse(f"«{path.name}» is not a whole spreadsheet: it is damaged or was cut short.")
    headings = [str(cell).strip() for cell in next(rows, [])]
    missing = [name for name in REQUIRED if name not in headings]
    if missing:
        refuse(f"«{path.name}» has no column «{missing[0]}» in its first row.")
    for line, row in enumerate(rows, 2):
        cells = {name: text_of(cell) for name, cell in zip(headings, row, strict=False) if name in COLUMNS}
        if any(cells.values()):
            yield line, {name: cells.get(name, "") for name in COLUMNS}
