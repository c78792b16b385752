"""Writing the table that any house can fill in: as lines of CSV."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Mapping

from parvis.qualifications.domain.template import COLUMNS


def csv_lines(rows: Iterable[Mapping[str, str]]) -> Iterator[str]:
    """Yield the heading and ``rows`` as CSV, without the ends of lines."""
    yield _line(COLUMNS)
    for row in rows:
        yield _line([row.get(name, "") for name in COLUMNS])


def _line(cells: Iterable[str]) -> str:
    text = io.StringIO()
    csv.writer(text, lineterminator="").writerow(cells)
    return text.getvalue()
