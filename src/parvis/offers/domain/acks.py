"""The acknowledgement for the sender: one line a record, in a file of their own (JSON lines or CSV).

The file appears under its name only when the import has landed; a failed one leaves none. Columns: ``file``, ``record`` (number
from 1), ``line``, ``reference``, ``state`` (created, changed, unchanged, merged, withdrawn, refused), ``code`` (ours), ``reason``.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple, Protocol, TextIO

from parvis.core.domain.harmless import harmless
from parvis.core.refusal import Refusal
from parvis.offers.enums import AckState


class Line(NamedTuple):
    """What became of one record."""

    file: str
    record: int
    line: int
    reference: str
    state: AckState
    code: str = ""
    reason: str = ""


class Told(Protocol):
    """Who hears what became of a record."""

    def tell(self, line: Line) -> None:
        """Hear one line."""


class Unheard:
    """Nobody asked for an acknowledgement."""

    def tell(self, line: Line) -> None:
        """Say nothing."""


class Written:
    """An acknowledgement being written."""

    def __init__(self, file: TextIO, *, is_csv: bool) -> None:
        self._file = file
        self._rows = csv.writer(file) if is_csv else None
        if self._rows:
            self._rows.writerow(Line._fields)

    def tell(self, line: Line) -> None:
        """Write one line; in CSV a cell that a spreadsheet would run as a formula is made text."""
        if self._rows:
            self._rows.writerow([harmless(cell) for cell in line])
        else:
            self._file.write(json.dumps(line._asdict(), ensure_ascii=False) + "\n")


@contextmanager
def acknowledgement(path: Path | None) -> Iterator[tuple[Told, Path | None]]:
    """Open the acknowledgement at ``path``; yields who hears the lines, and the file to put in place once all has landed."""
    if path is None:
        yield Unheard(), None
        return
    if path.suffix.lower() not in {".csv", ".jsonl"}:
        message = f"«{path.name}» should end with .jsonl or .csv: one line a record is written there."
        raise Refusal(message)
    part = path.with_name(f".{path.name}.part")
    try:
        with part.open("w", encoding="utf-8", newline="") as file:
            yield Written(file, is_csv=path.suffix.lower() == ".csv"), part
    except OSError as error:
        part.unlink(missing_ok=True)
        message = f"The acknowledgement «{path.name}» cannot be written: {error.strerror}."
        raise Refusal(message) from error
    except BaseException:
        part.unlink(missing_ok=True)
        raise
