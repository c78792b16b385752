"""`python -m bench.importing.reading PATH…`: read every row of the files and print how many there are; the lower bound.

CSV by Python's csv module (inside zips and gzip too), spreadsheets by python-calamine: what Parvis reads with, and nothing
else: no check, no tie between rows, no database.
"""

from __future__ import annotations

import csv
import gzip
import io
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import IO

from python_calamine import CalamineWorkbook

csv.field_size_limit(1 << 24)


def rows_of(path: Path) -> int:
    """Return the number of rows of one file."""
    if path.suffix in {".xls", ".xlsx"}:
        workbook = CalamineWorkbook.from_path(str(path))
        return sum(len(workbook.get_sheet_by_name(name).to_python()) for name in workbook.sheet_names)
    return sum(
        sum(1 for _ in csv.reader(io.TextIOWrapper(stream, "utf-8-sig", newline=""))) for stream in _streams(path)
    )


def _streams(path: Path) -> Iterator[IO[bytes]]:
    """Yield the tables inside ``path``."""
    if path.suffix == ".zip":
        with zipfile.ZipFile(path) as archive:
            for name in archive.namelist():
                if name.endswith(".csv"):
                    with archive.open(name) as stream:
                        yield stream
    elif path.suffix == ".gz":
        with gzip.open(path) as stream:
            yield stream
    elif path.suffix == ".csv":
        with path.open("rb") as stream:
            yield stream


if __name__ == "__main__":
    print(sum(rows_of(Path(name)) for name in sys.argv[1:]))
