"""How the rows of this room are put back when an import is undone (core/domain/journal.py asks)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from parvis.core.domain.journal import Row
from parvis.qualifications.domain import keeping
from parvis.qualifications.domain.records import JurisdictionRecord, QualificationRecord
from parvis.qualifications.models import Jurisdiction, Qualification


def standing(thing: str, keys: Sequence[str]) -> Mapping[str, Row]:
    """Return the rows that stand under ``keys``."""
    if thing == "jurisdictions":
        return {key: record.plain() for key, record in keeping.stored_jurisdictions(keys).items()}
    return {key: record.plain() for key, record in keeping.stored_qualifications(keys).items()}


def put_back(thing: str, wanted: Mapping[str, Row | None]) -> None:
    """Write each row as wanted, take away those that were not there."""
    rows = [row for row in wanted.values() if row is not None]
    gone = [key for key, row in wanted.items() if row is None]
    if thing == "jurisdictions":
        keeping.write_jurisdictions([JurisdictionRecord.from_plain(row) for row in rows])
    else:
        keeping.write_qualifications([QualificationRecord.from_plain(row) for row in rows])
    if gone:
        keeping.take_away(Jurisdiction if thing == "jurisdictions" else Qualification, gone)
