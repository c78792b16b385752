"""`parvis import england FILE.json`: England's apprenticeship frameworks, which ended in 2020; kept for who holds one."""

from __future__ import annotations

import datetime
import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.utils import timezone

from parvis.core.domain.reports import Ack
from parvis.core.domain.tables import refuse
from parvis.occupations.domain.names import clean
from parvis.qualifications.domain.records import QualificationRecord
from parvis.qualifications.domain.seed_files import jurisdiction
from parvis.qualifications.domain.taking import take_jurisdictions, take_register
from parvis.qualifications.enums import Mode
from parvis.qualifications.importers._names import TradeNames

NAME = "england"
SOURCE = "England, apprenticeship frameworks"
SIZE = 64 << 20  # bytes; the published file has less than one million
_LONGEST = 120  # months


class Importer:
    """Frameworks by their number; the level of the English system is given as EQF after the UK's referencing report."""

    help = (
        "England's apprenticeship frameworks (JSON as published): level, length, from when to when they could be begun."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Ask for the file."""
        parser.add_argument("path", type=Path, metavar="FILE", help="frameworks_2.0.json")

    def run(self, ack: Ack, options: dict[str, Any]) -> None:
        """Read the list, write what differs, retire what left the list."""
        path: Path = options["path"]
        ack.files = [path.name]
        names, levels = TradeNames("en"), jurisdiction("GB-ENG").levels
        records: dict[str, QualificationRecord] = {}
        for place, told in enumerate(_list(path), 1):
            ack.count("rows", "read")
            record = _record(told, names, levels)
            if isinstance(record, str) or record.key in records:
                reason = record if isinstance(record, str) else f"«{record.reference}» stands twice"
                ack.refuse("rows", path.name, place, reason)
                continue
            records[record.key] = record
            ack.count("rows", "unchanged")
        if not records:
            refuse("No row of it could be taken; nothing was changed.")
        take_jurisdictions(ack, [jurisdiction("GB"), jurisdiction("GB-ENG")])
        take_register(ack, NAME, records.values(), timezone.localdate())
        tied = sum(1 for record in records.values() if record.openings)
        ack.notes.append(
            f"The «line» of a refused row is its place in the list. {tied:,} carry exactly the name of a trade."
        )


def _list(path: Path) -> list[Any]:
    if not path.is_file():
        refuse(f"There is no file «{path.name}» at the place you named.")
    if path.stat().st_size > SIZE:
        refuse(f"«{path.name}» is larger than {SIZE >> 20} MB; it was not read.")
    try:
        told = json.loads(path.read_bytes().decode("utf-8-sig"))
    except (ValueError, RecursionError):
        refuse(f"«{path.name}» is not whole JSON in UTF-8.")
    if not isinstance(told, list):
        refuse(f"«{path.name}» is not a list of frameworks.")
    return told


def _day(told: object) -> datetime.date | None:
    return datetime.date.fromisoformat(told[:10]) if isinstance(told, str) and told else None


def _months(told: dict[str, Any]) -> tuple[int | None, int | None]:
    """Return the typical length in months; 0 in the file means that it is not known."""
    length = told.get("TypicalLength")
    if not isinstance(length, dict) or length.get("Unit") != "m":
        return None, None
    first, last = length.get("From"), length.get("To")
    if not isinstance(first, int) or not isinstance(last, int) or not 0 <= first <= last <= _LONGEST:
        raise ValueError
    return first or None, last or None


def _record(told: object, names: TradeNames, levels: Any) -> QualificationRecord | str:
    """Return the framework, or what is wrong with it."""
    if not isinstance(told, dict):
        return "it is not an object"
    number, level, title = told.get("Id"), told.get("Level"), told.get("Title")
    if not isinstance(number, str) or not 0 < len(number) <= 40 or not isinstance(title, str) or not title.strip():
        return "it has no Id or no Title"
    if f"RQF {level}" not in levels:
        return f"«{str(level)[:20]}» is not a level from 1 to 8"
    try:
        first, last = _day(told.get("EffectiveFrom")), _day(told.get("EffectiveTo"))
        shortest, longest = _months(told)
    except ValueError:
        return "a date or a length is not readable"
    framework, pathway = clean(str(told.get("FrameworkName", ""))), clean(str(told.get("PathwayName", "")))
    uri = str(told.get("Uri", ""))
    return QualificationRecord(
        key=f"GB-ENG:framework:{number}",
        jurisdiction="GB-ENG",
        mode=Mode.APPRENTICESHIP.value,
        titles={"en": clean(framework if framework == pathway else title)},
        short="Apprenticeship",
        eqf=levels[f"RQF {level}"],
        national_level=f"RQF {level}",
        months_min=shortest,
        months_max=longest,
        register_uri=uri if uri.startswith("https://") and len(uri) <= 300 else "",
        reference=number,
        valid_from=first,
        valid_to=last,
        source=SOURCE,
        source_url="https://www.gov.uk/government/publications/removal-of-apprenticeship-frameworks",
        importer=NAME,
        openings=names.openings([pathway], "equal name (EN)"),
    )
