"""The table of events that anybody can fill in: its columns and its example (docs/events.md says the same).

Rows with one ``key`` are one event, each row one session of it; the first row gives the words.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from parvis.core.domain.blank_tables import EXAMPLE_MARK, Column, csv_table, spreadsheet

REQUIRED = ("key", "title", "day", "starts", "ends")
OPTIONAL = ("language", "kind", "body", "place", "town", "url", "state")
COLUMNS = (*REQUIRED, *OPTIONAL)
STATES = ("planned", "cancelled")
EXAMPLE: Mapping[str, str] = {
    "key": f"{EXAMPLE_MARK}:replace-me",
    "title": "A day in the bakery",
    "day": "2026-12-01",
    "starts": "14:00",
    "ends": "16:00",
    "language": "en",
    "kind": "demonstration",
    "place": "Example bakery, 1 Market Street",
    "town": "Example town",
    "state": "planned",
}
_TOLD: Mapping[str, tuple[str, tuple[str, ...]]] = {
    "key": ("a name that lasts and is nobody else's; rows with one key are one event, each row one session", ()),
    "title": ("what it is called", ()),
    "day": ("the day: 2026-12-01", ()),
    "starts": ("when it begins, on the clock of the house: 14:00", ()),
    "ends": ("when it ends; before the beginning means the next day", ()),
    "language": ("the language of title and body: fr, de, ca; empty: the house's", ()),
    "kind": ("the kind of event; empty: as the import is told", ()),
    "body": ("what people see and do there; an empty line between paragraphs", ()),
    "place": ("name and street, where it is not at the house", ()),
    "town": ("the town, where it is not at the house", ()),
    "url": ("where to go, for an event online", ()),
    "state": ("empty: planned", STATES),
}


def csv_lines() -> Iterator[str]:
    """Return the heading and the example."""
    return csv_table(COLUMNS, [EXAMPLE])


def spreadsheet_template() -> bytes:
    """Return the empty table as a spreadsheet, with its example and a sheet that explains the columns."""
    columns = [Column(name, *_TOLD[name], is_required=name in REQUIRED) for name in COLUMNS]
    return spreadsheet("events", columns, EXAMPLE)
