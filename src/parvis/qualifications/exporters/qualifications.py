"""`parvis export qualifications`: all qualifications as the table that `parvis import qualifications` reads."""

from __future__ import annotations

from collections.abc import Iterator

from parvis.qualifications.domain.keeping import stored_qualifications
from parvis.qualifications.domain.tabling import csv_lines
from parvis.qualifications.domain.template import rows_of_record
from parvis.qualifications.models import Qualification


class Exporter:
    """Give all qualifications that are in their registers."""

    help = "All qualifications that stand, as the table that `parvis import qualifications` reads."

    def lines(self) -> Iterator[str]:
        """Yield the heading, then the rows of each qualification."""
        keys = Qualification.objects.filter(is_retired=False).order_by("key").values_list("key", flat=True)
        yield from csv_lines(row for record in stored_qualifications(keys).values() for row in rows_of_record(record))
