"""The rows of tables that people filled in, text or spreadsheet alike: what every table importer reads (docs/qualifications.md)."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from pathlib import Path

from parvis.core.domain.reports import Ack
from parvis.core.domain.tables import Piece, pieces_of, refuse, rows_of
from parvis.core.domain.workbooks import sent_workbook_rows, workbook_rows


def filled_rows(
    ack: Ack, paths: Sequence[str], required: Sequence[str], optional: Sequence[str]
) -> Iterator[tuple[str, int, dict[str, str]]]:
    """Yield (file, line, cells by column) of every row that is not empty; the files are noted in ``ack``.

    Raise Refusal for a file that is not there, damaged, or without the columns of ``required``.
    """
    columns = (*required, *optional)
    for place, line, cells in _rows(ack, paths, required, optional):
        if any(cells):
            yield place, line, dict(zip(columns, cells, strict=True))


def sent_rows(
    ack: Ack, content: bytes, called: str, required: Sequence[str], optional: Sequence[str]
) -> Iterator[tuple[str, int, dict[str, str]]]:
    """Yield the rows of a table that somebody sent, CSV or XLSX, as filled_rows does; it never touches a disk.

    ``called`` stands in the report and in sentences: never the name that its sender gave the file.
    """
    columns = (*required, *optional)
    ack.files.append(called)
    if content.startswith(b"PK"):
        found = sent_workbook_rows(content, called, required, optional)
    else:
        found = rows_of(Piece(called, called, len(content), lambda: io.BytesIO(content)), required, optional)
    for line, cells in found:
        if any(cells):
            yield called, line, dict(zip(columns, cells, strict=True))


def _rows(
    ack: Ack, paths: Sequence[str], required: Sequence[str], optional: Sequence[str]
) -> Iterator[tuple[str, int, list[str]]]:
    for path in paths:
        if path.lower().endswith(".xlsx"):
            book = Path(path)
            if not book.is_file():
                refuse(f"There is no file «{book.name}» at the place you named.")
            ack.files.append(book.name)
            for line, cells in workbook_rows(book, required, optional=optional):
                yield book.name, line, cells
            continue
        for piece in pieces_of([path]):
            ack.files.append(piece.place)
            ack.progress.begin(piece.name, piece.size)
            for line, cells in rows_of(piece, required, optional, advance=ack.progress.advance):
                yield piece.place, line, cells
