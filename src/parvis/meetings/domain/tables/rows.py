"""The file of a day's tables: its columns, its example, and its rows as tables. Rows of one key are one table, each row one offer."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from django.db import transaction
from django.utils.translation import gettext as _

from parvis.core.domain.blank_tables import EXAMPLE_MARK, Column, csv_table, is_example, spreadsheet
from parvis.core.domain.reports import Ack
from parvis.core.domain.revisions import raise_revision
from parvis.core.refusal import Refusal
from parvis.meetings.domain.cells import Row, metres, number, short, slots, words
from parvis.meetings.domain.days import ROOM
from parvis.meetings.domain.tables.writing import (
    WantedOffer,
    WantedTable,
    check_offer,
    check_table,
    held_of,
    put_offers,
    put_table,
)
from parvis.meetings.enums import Need, Rhythm, Start
from parvis.meetings.models import MeetingDay, Table
from parvis.meetings.rules import LEVELS, LONGEST_TITLE, MOST_INTERVIEWERS
from parvis.network.models import Partner
from parvis.offers.enums import OfferKind
from parvis.offers.models import Offer

REQUIRED = ("key", "organisation")
OPTIONAL = (
    "partner", "sign", "interviewers", "languages", "slots", "access", "x", "y", "wants", "refuses",
    "offer", "offer_code", "offer_language", "level", "contract", "rhythm", "start", "zone", "positions",
)  # fmt: skip
COLUMNS = (*REQUIRED, *OPTIONAL)
#: Columns that say something of the table itself, whatever the row offers.
_OF_TABLE = ("organisation", *OPTIONAL[: OPTIONAL.index("offer")])
EXAMPLE: Mapping[str, str] = {
    "key": f"{EXAMPLE_MARK}-1",
    "organisation": "Example bakery",
    "sign": "Table 1",
    "interviewers": "2",
    "languages": "fr nl",
    "slots": "1-6, 8",
    "access": "step-free quiet",
    "x": "4.5",
    "y": "12",
    "wants": "level:3 contract:apprenticeship",
    "offer": "Apprentice baker",
    "level": "3",
    "contract": "apprenticeship",
    "rhythm": "block",
    "start": "school-year",
    "positions": "2",
}
_TOLD: Mapping[str, tuple[str, tuple[str, ...]]] = {
    "key": (
        "a short name of the table, as on the plan of the hall; rows with one key are one table, each row one offer",
        (),
    ),
    "organisation": ("whose table it is; no person's name", ()),
    "partner": ("the partner of the house whose table it is, as it stands in its address; may be empty", ()),
    "sign": ("what stands over the table; empty: its key", ()),
    "interviewers": ("how many people talk there at the same time, each with one person; empty: 1", ()),
    "languages": ("codes with spaces between: fr nl ar; empty: any", ()),
    "slots": ("slots the table has, from 1: 1-6, 8; empty: all", ()),
    "access": ("needs it meets: step-free quiet interpreter:ar", tuple(Need.values)),
    "x": ("metres from the left wall of the hall", ()),
    "y": ("metres from the front wall of the hall", ()),
    "wants": ("what people may state that is wished: level:3 contract:apprenticeship; empty: what its offers say", ()),
    "refuses": ("what people may state with which they cannot meet this table", ()),
    "offer": ("the title of a place to start; empty: none in this row", ()),
    "offer_code": ("the code of an offer of this site, as in its address; may be empty", ()),
    "offer_language": ("the language of its title; may be empty", ()),
    "level": ("level of the European Qualifications Framework", tuple(map(str, LEVELS))),
    "contract": ("empty: open", tuple(OfferKind.values)),
    "rhythm": ("how work and school alternate; empty: open", tuple(Rhythm.values)),
    "start": ("when it begins; empty: open", tuple(Start.values)),
    "zone": ("one of the day's places; empty: open", ()),
    "positions": ("how many", ()),
}


def csv_lines() -> Iterator[str]:
    """Return the heading and the example."""
    return csv_table(COLUMNS, [EXAMPLE])


def spreadsheet_template() -> bytes:
    """Return the empty table as a spreadsheet, with its example and a sheet that explains the columns."""
    columns = [Column(name, *_TOLD[name], is_required=name in REQUIRED) for name in COLUMNS]
    return spreadsheet("tables", columns, EXAMPLE)


def take_tables(ack: Ack, held: MeetingDay, rows: Iterable[tuple[str, int, Row]]) -> None:
    """Write the tables of ``rows`` (place, line, cells) on a day whose lock is held; a wrong row is kept out with its line and reason.

    A table of the same key is changed, and speaks of what the file says; tables that the file does not name stay.
    """
    reader = _Reader(held)
    found: dict[str, _Table] = {}
    for place, line, row in rows:
        if is_example(row["key"]):
            continue
        ack.count("tables", "read")
        try:
            offer = reader.offer(row)
            table = found.get(row["key"]) or _Table(reader.table(row), place, line, row)
            table.refuse_other(row)
        except Refusal as refusal:
            ack.refuse("tables", place, line, str(refusal))
            continue
        found[row["key"]] = table
        table.rows += 1
        table.offers.extend([offer] if offer else [])
    if found:
        raise_revision(ROOM)
    for table in found.values():
        _take(ack, held, reader.tables.get(table.wanted.key), table)


@dataclass
class _Table:
    """A table of a file, first named on ``line``, with its offers and the number of its rows."""

    wanted: WantedTable
    place: str
    line: int
    first: Row
    offers: list[WantedOffer] = field(default_factory=list)
    rows: int = 0

    def refuse_other(self, row: Row) -> None:
        """Refuse a row that says something else of the table than its first one: nobody could know which is meant."""
        for name in _OF_TABLE:
            if row[name].strip() and row[name].strip() != self.first[name].strip():
                raise Refusal(
                    _(
                        "%(column)s: line %(line)d says something else of this table. "
                        "Say it once, in the first row of the table, or the same in each."
                    )
                    % {"column": name, "line": self.line}
                )


def _take(ack: Ack, held: MeetingDay, before: Table | None, table: _Table) -> None:
    """Write one table with its offers; its rows together count as one that is new or changed, the others as unchanged."""
    try:
        with transaction.atomic():
            put_offers(held, put_table(held, before, table.wanted), table.offers)
    except Refusal as refusal:
        for _row in range(table.rows):
            ack.refuse("tables", table.place, table.line, str(refusal))
        return
    ack.count("tables", "changed" if before else "created")
    ack.count("tables", "unchanged", table.rows - 1)


class _Reader:
    """Reads rows against one day; asks the database once for what rows may name."""

    def __init__(self, day: MeetingDay) -> None:
        self.day = day
        self.tables = {table.key: table for table in Table.objects.filter(day=day)}
        self.partners = {each.slug: each for each in Partner.objects.all().order_by("slug")}

    def table(self, row: Row) -> WantedTable:
        """Return the table of a row; refuse what none can be."""
        if row["partner"] and row["partner"] not in self.partners:
            raise Refusal(_("partner: there is none with this address."))
        before = self.tables.get(row["key"])
        wanted = WantedTable(
            key=row["key"],
            organisation=short(row, "organisation", 120),
            partner=self.partners.get(row["partner"]),
            sign=short(row, "sign", 30),
            interviewers=number(row, "interviewers", 1, MOST_INTERVIEWERS) or 1,
            slots=slots(row, "slots", self.day.slot_count),
            languages=words(row, "languages"),
            access=tuple(each.lower() for each in words(row, "access")),
            x=metres(row, "x"),
            y=metres(row, "y"),
            wants=_facts(row, "wants"),
            refuses=_facts(row, "refuses"),
            held=held_of(before) if before else (),
        )
        check_table(self.day, wanted)
        return wanted

    def offer(self, row: Row) -> WantedOffer | None:
        """Return the offer of a row, None when it names none; refuse what none can be."""
        known = Offer.objects.filter(code=row["offer_code"]).first() if row["offer_code"] else None
        if row["offer_code"] and known is None:
            raise Refusal(_("offer_code: there is no offer with this code."))
        title = short(row, "offer", LONGEST_TITLE) or (known.title if known else "")
        if not title:
            return None
        offer = WantedOffer(
            title=title,
            language=short(row, "offer_language", 8),
            level=number(row, "level", 1, 8) or (known.eqf if known else None),
            contract=short(row, "contract", 16) or (known.kind if known else ""),
            rhythm=short(row, "rhythm", 8),
            start=short(row, "start", 12),
            zone=short(row, "zone", 60),
            positions=number(row, "positions", 1, 999),
            offer=known,
        )
        check_offer(self.day, offer)
        return offer


def _facts(row: Row, name: str) -> tuple[str, ...]:
    """Return facts; zones may have spaces, so these cells are parted by commas or semicolons, or by spaces where no zone stands."""
    if "zone:" in row[name]:
        return tuple(dict.fromkeys(each.strip() for each in row[name].replace(";", ",").split(",") if each.strip()))
    return words(row, name)
