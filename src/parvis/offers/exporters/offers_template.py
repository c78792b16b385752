"""`parvis export offers-template FILE.csv`: the table of offers with its headings and one row as an example."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator

from parvis.offers.domain.template import EXAMPLE


class Exporter:
    """Give out the template."""

    help = "The table that `parvis import offers` reads: its columns, and one row as an example."

    def lines(self) -> Iterator[str]:
        """Yield the headings and the example."""
        for row in (EXAMPLE.keys(), EXAMPLE.values()):
            line = io.StringIO()
            csv.writer(line, lineterminator="").writerow(row)
            yield line.getvalue()
