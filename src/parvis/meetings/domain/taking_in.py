"""Taking files in that the team sends on a page: tables, or slips that were typed in."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from django.utils.translation import gettext as _

from parvis.accounts.domain.acts import record
from parvis.accounts.models import Staff
from parvis.core.domain.filled_tables import sent_rows
from parvis.core.domain.reports import Ack, acknowledged
from parvis.core.models import ImportReport
from parvis.core.refusal import Refusal
from parvis.meetings.domain.cells import Row
from parvis.meetings.domain.locking import locked
from parvis.meetings.domain.seekers import rows as seeker_rows
from parvis.meetings.domain.seekers.rows import Taken, take_seekers
from parvis.meetings.domain.tables import rows as table_rows
from parvis.meetings.domain.tables.rows import take_tables
from parvis.meetings.models import MeetingDay

TABLES, SEEKERS = "tables", "seekers"
#: The empty tables to fill in, by what they hold.
TEMPLATES = {TABLES: table_rows, SEEKERS: seeker_rows}


def take_in(day: MeetingDay, what: str, content: bytes, by: Staff) -> tuple[ImportReport, Taken]:
    """Take a CSV or XLSX file of ``what`` in; return its report, which is kept, and who joined by it, which is not."""
    taken = Taken()

    def work(ack: Ack) -> None:
        nonlocal taken
        with locked(day.pk) as held:
            if what == SEEKERS:
                rows = silent(sent_rows(ack, content, SEEKERS, seeker_rows.REQUIRED, seeker_rows.OPTIONAL))
                taken = take_seekers(ack, held, rows)
            else:
                take_tables(ack, held, sent_rows(ack, content, TABLES, table_rows.REQUIRED, table_rows.OPTIONAL))
            record(by, "meetings.imported", code=held.session.code, house=held.session.event.house.slug)

    return acknowledged(Ack(f"meeting{what}"), work), taken


def silent(rows: Iterable[tuple[str, int, Row]]) -> Iterator[tuple[str, int, Row]]:
    """Yield ``rows``; a file that cannot be read is refused without a word of what it holds: somebody may have sent names."""
    try:
        yield from rows
    except Refusal as refusal:
        raise Refusal(
            _(
                "This is no whole table with the columns alias and wishes. Take the empty table from this page, "
                "and save it as XLSX or as CSV in UTF-8."
            )
        ) from refusal
