"""The table that any house can fill in: its columns, its example, and how its rows become records (docs/qualifications.md).

Rows with one ``key`` are one qualification: the first row gives the facts; each row may add a title in its ``language`` and a way in.
A second row with the same number in ``entry`` says the same way in in another language.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import asdict, replace
from typing import Any, NoReturn

from parvis.core.domain.blank_tables import EXAMPLE_MARK
from parvis.qualifications.domain.records import EntryRecord, QualificationRecord
from parvis.qualifications.enums import EntryKind, Mode, Share

IMPORTER = "qualifications"
REQUIRED = ("key", "jurisdiction", "mode", "language", "title", "source")
_EVERY_ROW = ("key", "language")  # the others are asked of the first row only
TEXTS = ("title", "rhythm", "lets")  # said in the row's language
_WORDS = ("short", "national_level", "isced_field", "register_uri", "reference", "source_url")
_NUMBERS = {
    "eqf": (1, 8),
    "isced": (0, 8),
    "months_min": (1, 240),
    "months_max": (1, 240),
    "company_share": (0, 100),
    "minimum_age": (10, 99),
}
_DAYS = ("valid_from", "valid_to", "checked_on", "due_on")
_ENTRY_NUMBERS = {
    "entry_least_isced": (0, 8),
    "entry_least_eqf": (1, 8),
    "entry_months_experience": (1, 600),
    "entry_minimum_age": (10, 99),
    "entry_maximum_age": (10, 99),
    "entry_months": (0, 240),
}
OPTIONAL = (
    *_WORDS,
    *_NUMBERS,
    *_DAYS,
    "share",
    "rhythm",
    "lets",
    "trades",
    "entry",
    "entry_kind",
    *_ENTRY_NUMBERS,
    "entry_in_country",
    "entry_needs",
    "entry_says",
)
COLUMNS = (*REQUIRED, *OPTIONAL)
_LENGTHS = {"key": 200, "short": 60, "national_level": 60, "isced_field": 4, "reference": 60, "source": 300}
_YES = {"yes": True, "no": False, "": False, "true": True, "false": False, "1": True, "0": False}
#: One row that shows the shape; its key says that it is an example, and the importer passes it over.
EXAMPLE: Mapping[str, str] = {
    "key": f"{EXAMPLE_MARK}:replace-me",
    "jurisdiction": "FR",
    "mode": "apprenticeship",
    "language": "fr",
    "title": "CAP Exemple (à remplacer)",
    "source": "Title of the law or register",
    "eqf": "3",
    "months_min": "24",
    "months_max": "24",
    "checked_on": "2026-11-26",
    "entry_kind": "standard",
    "entry_least_isced": "2",
}


class Fault(ValueError):
    """What is wrong with a row, for its line in the report."""


def _fault(sentence: str) -> NoReturn:
    raise Fault(sentence)


def facts_of(row: Mapping[str, str]) -> dict[str, Any]:
    """Return the fields that the first row of a qualification says; raise Fault for what cannot be read."""
    _check_cells(row)
    found: dict[str, Any] = {name: row[name] for name in _WORDS}
    found |= {name: _number(row[name], name, bounds) for name, bounds in _NUMBERS.items()}
    found |= {name: _day(row[name], name) for name in _DAYS}
    found |= {"key": row["key"], "jurisdiction": row["jurisdiction"].upper(), "source": row["source"]}
    found["mode"] = _one_of(row["mode"], "mode", Mode.values)
    found["share"] = _one_of(row["share"], "share", [*Share.values, ""])
    if found["months_min"] and found["months_max"] and found["months_min"] > found["months_max"]:
        _fault("months_min is more than months_max")
    for name in ("register_uri", "source_url"):
        if found[name] and (not found[name].startswith(("https://", "http://")) or len(found[name]) > 300):
            _fault(f"{name} is not a web address")
    return found


def add_entry(row: Mapping[str, str], entries: dict[str, EntryRecord]) -> None:
    """Add the way in that a row says to ``entries`` (by number), or say one that is there in the row's language too."""
    number = row["entry"] or str(len(entries) + 1)
    known = entries.get(number)
    if known is None:
        if entry := _entry_of(row):
            entries[number] = entry
    elif row["entry_says"]:
        entries[number] = replace(known, says={**known.says, row["language"]: row["entry_says"]})


def _entry_of(row: Mapping[str, str]) -> EntryRecord | None:
    if not row["entry_kind"]:
        if any(value for name, value in row.items() if name.startswith("entry")):
            _fault("it says something of a way in, but has no entry_kind")
        return None
    numbers = {name.removeprefix("entry_"): _number(row[name], name, bounds) for name, bounds in _ENTRY_NUMBERS.items()}
    in_country = row["entry_in_country"].lower()
    if in_country not in _YES:
        _fault("entry_in_country is yes or no")
    if row["entry_needs"] == row["key"]:
        _fault("a qualification cannot need itself")
    return EntryRecord(
        kind=_one_of(row["entry_kind"], "entry_kind", EntryKind.values),
        in_country=_YES[in_country],
        needs=row["entry_needs"],
        says={row["language"]: row["entry_says"]} if row["entry_says"] else {},
        **numbers,
    )


def rows_of_record(record: QualificationRecord) -> list[dict[str, str]]:
    """Return the rows that say ``record``: one a language, then one a way in and language."""
    plain = record.plain()
    same = {"key": record.key, "jurisdiction": record.jurisdiction, "mode": record.mode, "source": record.source}
    rows = []
    for language, title in record.titles.items():
        said = {"rhythm": record.rhythm.get(language, ""), "lets": record.lets.get(language, "")}
        rows.append({**same, "language": language, "title": title, **said})
    for name in ("rhythm", "lets"):
        texts: Mapping[str, str] = getattr(record, name)
        others = {language: text for language, text in texts.items() if language not in record.titles}
        rows += [{**same, "language": language, name: text} for language, text in others.items()]
    for number, entry in enumerate(record.entries, 1):
        cells = {f"entry_{name}": _cell(value) for name, value in asdict(entry).items() if name != "says"}
        for language, text in (entry.says or {next(iter(record.titles), "en"): ""}).items():
            rows.append({**same, "language": language, "entry": str(number), **cells, "entry_says": text})
    rows[0] |= {name: _cell(plain[name]) for name in (*_WORDS, *_NUMBERS, *_DAYS, "share")}
    rows[0]["trades"] = " ".join(opening.trade for opening in record.openings)
    return [{name: row.get(name, "") for name in COLUMNS} for row in rows]


def _cell(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else ""
    return "" if value is None else str(value)


def check_row(row: Mapping[str, str]) -> None:
    """Raise Fault for a row that has no key, no language, or a formula."""
    for name in _EVERY_ROW:
        if not row[name]:
            _fault(f"{name} is empty")
    if not 2 <= len(row["language"]) <= 8 or not row["language"].replace("-", "").isalpha():
        _fault(f"«{row['language'][:20]}» is not a language (fr, de, ca)")
    for name, cell in row.items():
        if cell.startswith(("=", "+", "@")):
            _fault(f"{name} holds a formula")


def _check_cells(row: Mapping[str, str]) -> None:
    for name in REQUIRED:
        if not row[name]:
            _fault(f"{name} is empty")
    for name, most in _LENGTHS.items():
        if len(row[name]) > most:
            _fault(f"{name} has more than {most} characters")
    if not 2 <= len(row["jurisdiction"]) <= 8 or not row["jurisdiction"][:2].isalpha():
        _fault(f"«{row['jurisdiction'][:20]}» is not a country or a part of one (CH, BE-FR)")


def _number(cell: str, name: str, bounds: tuple[int, int]) -> int | None:
    if not cell:
        return None
    if not (cell.isascii() and cell.isdigit()) or not bounds[0] <= int(cell[:9]) <= bounds[1]:
        _fault(f"{name} «{cell[:20]}» is not a whole number from {bounds[0]} to {bounds[1]}")
    return int(cell)


def _day(cell: str, name: str) -> datetime.date | None:
    try:
        return datetime.date.fromisoformat(cell[:10]) if cell else None
    except ValueError:
        _fault(f"{name} «{cell[:20]}» is not a day (2026-11-26)")


def _one_of(cell: str, name: str, known: list[str]) -> str:
    if cell not in known:
        _fault(f"{name} «{cell[:20]}» is not one of {', '.join(filter(None, known))}")
    return cell
