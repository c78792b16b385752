"""What is written for Parvis and comes with the code: one TOML file a country under ``seed/`` (see seed/README.md)."""

from __future__ import annotations

import datetime
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from parvis.occupations.domain.seed_files import seed_trades
from parvis.qualifications.domain.records import (
    EntryRecord,
    JurisdictionRecord,
    OpeningRecord,
    QualificationRecord,
    RuleRecord,
)

FOLDER = Path(__file__).resolve().parent.parent / "seed"
IMPORTER = "seed"
_OWN = {"key", "kind", "trades", "from", "source", "entries", "more", "title", "required", "due_on"}


@dataclass(frozen=True)
class Seed:
    """All that the files say, in the order in which it can be written."""

    jurisdictions: tuple[JurisdictionRecord, ...]
    qualifications: tuple[QualificationRecord, ...]
    rules: tuple[RuleRecord, ...]


@cache
def seed(folder: Path = FOLDER) -> Seed:
    """Return what the files of ``folder`` say."""
    files = [tomllib.loads(path.read_text(encoding="utf-8")) for path in sorted(folder.glob("*.toml"))]
    return Seed(
        tuple(record for told in files for record in _jurisdictions(told)),
        tuple(record for told in files for record in _qualifications(told)),
        tuple(record for told in files for record in _rules(told)),
    )


def jurisdiction(code: str) -> JurisdictionRecord:
    """Return what we know of a jurisdiction; one that we do not know is a country and no more."""
    known = {record.code: record for record in seed().jurisdictions}
    return known.get(code) or JurisdictionRecord(code=code, country=code[:2])


def _jurisdictions(told: Mapping[str, Any]) -> Iterator[JurisdictionRecord]:
    for code, row in told["jurisdictions"].items():
        yield JurisdictionRecord(code=code, **{**row, "languages": tuple(row.get("languages", ()))})


def _dated(told: Mapping[str, Any], row: Mapping[str, Any]) -> dict[str, Any]:
    """Return who says so and since when; every row is a sample, to be checked with the authority."""
    source = told["sources"][row["source"]]
    checked_on: datetime.date = told["checked_on"]
    return {
        "source": source["title"],
        "source_url": source["url"],
        "checked_on": checked_on,
        "due_on": row.get("due_on", told["due_on"]),
        "is_sample": True,
        "importer": IMPORTER,
    }


def _rules(told: Mapping[str, Any]) -> Iterator[RuleRecord]:
    for row in told.get("rules", ()):
        own = {name: value for name, value in row.items() if name not in {"source", "due_on"}}
        yield RuleRecord(jurisdiction=own.pop("jurisdiction", told["code"]), **own, **_dated(told, row))


def _qualifications(told: Mapping[str, Any]) -> Iterator[QualificationRecord]:
    for own in told.get("qualifications", ()):
        row = {**told["kinds"][own["kind"]], **own}
        titles = {
            language: row.get("title", {}).get(language, "{}").format(title)
            for language, title in own["titles"].items()
        }
        yield QualificationRecord(
            key=f"{told['code']}:{own['key']}",
            jurisdiction=row.pop("jurisdiction", told["code"]),
            **{
                **{name: value for name, value in row.items() if name not in _OWN},
                "titles": titles,
                "entries": tuple(_entries(told, row)),
                "openings": tuple(_openings(row)),
            },
            **_dated(told, row),
        )


def _entries(told: Mapping[str, Any], row: Mapping[str, Any]) -> Iterator[EntryRecord]:
    """Yield the ways in of the kind, then its own ``more``; ``needs = "from"`` stands for each key of ``from``."""
    for entry in (*row.get("entries", ()), *row.get("more", ())):
        if entry.get("needs") == "from":
            for key in row.get("from", ()):
                yield EntryRecord(**{**entry, "needs": f"{told['code']}:{key}"})
        else:
            yield EntryRecord(**entry)


def _openings(row: Mapping[str, Any]) -> list[OpeningRecord]:
    """Return the trades opened, in order of URIs: as they are read back."""
    found = [
        OpeningRecord(trade=seed_trades()[key].uri, is_required=True if key in row.get("required", ()) else None)
        for key in row["trades"]
    ]
    return sorted(found, key=lambda opening: opening.trade)
