"""The table of shifts that anybody can fill in: its columns and its example (docs/rota.md says the same)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from parvis.core.domain.blank_tables import EXAMPLE_MARK, Column, csv_table, spreadsheet

REQUIRED = ("desk", "times", "first_day")
OPTIONAL = ("partner", "days", "languages", "people", "last_day", "every_weeks")
COLUMNS = ("desk", "partner", "days", "times", "languages", "people", "first_day", "last_day", "every_weeks")
EXAMPLE: Mapping[str, str] = {
    "desk": f"{EXAMPLE_MARK}:choose",
    "partner": "region",
    "days": "1 2 4",
    "times": "9:00-12:30, 13:30-17:30",
    "languages": "fr ar",
    "people": "1",
    "first_day": "2026-12-01",
    "every_weeks": "1",
}
_TOLD: Mapping[str, str] = {
    "desk": "the key of the desk, as it stands in its address: choose",
    "partner": "the short name of the partner, as it stands in its address; empty: the house's own people",
    "days": "days of the week, 1 Monday to 7 Sunday, with spaces between; empty: that of the first day",
    "times": "from when to when, on the clock of the house; several make a shift each",
    "languages": "codes of the languages spoken, with spaces between: fr ar pt",
    "people": "how many people sit, 1 to 12; empty: 1",
    "first_day": "the first day: 2026-12-01",
    "last_day": "the last day; empty: without end",
    "every_weeks": "how often: 1 every week, 2 every second week, 0 on the first day only; empty: 1",
}


def spreadsheet_template() -> bytes:
    """Return the empty table as .xlsx."""
    return spreadsheet("Shifts", [Column(name, _TOLD[name], (), name in REQUIRED) for name in COLUMNS], EXAMPLE)


def csv_lines() -> Iterator[str]:
    """Return the heading and the example as lines of CSV."""
    return csv_table(COLUMNS, [EXAMPLE])
