"""Take records into the tables: compare, write only what differs, count, and tell what was there before."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator
from dataclasses import replace

from parvis.core.domain.journal import Change
from parvis.core.domain.reports import Ack
from parvis.occupations.domain.merging import batches
from parvis.occupations.models import Occupation
from parvis.qualifications.domain import keeping
from parvis.qualifications.domain.records import JurisdictionRecord, QualificationRecord
from parvis.qualifications.models import Qualification

QUALIFICATIONS, JURISDICTIONS = "qualifications", "jurisdictions"


def take_jurisdictions(ack: Ack, wanted: Iterable[JurisdictionRecord]) -> None:
    """Make sure that jurisdictions stand; those that do stay as they are."""
    ack.room = keeping.ROOM
    records = {record.code: record for record in wanted}
    missing = [records[code] for code in sorted(set(records) - set(keeping.stored_jurisdictions(records)))]
    keeping.write_jurisdictions(missing)
    ack.count(JURISDICTIONS, "read", len(records))
    ack.count(JURISDICTIONS, "created", len(missing))
    ack.count(JURISDICTIONS, "unchanged", len(records) - len(missing))
    ack.changes += [Change(JURISDICTIONS, record.code, None, record.plain()) for record in missing]


def take_qualifications(ack: Ack, wanted: Iterable[QualificationRecord]) -> None:
    """Write the records that differ from what stands, and count them all."""
    ack.room = keeping.ROOM
    records = with_standing_trades(list(wanted))
    stored = keeping.stored_qualifications(record.key for record in records)
    differing = [record for record in records if stored.get(record.key) != record]
    keeping.write_qualifications(differing)
    for record in differing:
        before = stored.get(record.key)
        ack.count(QUALIFICATIONS, "changed" if before else "created")
        ack.changes.append(Change(QUALIFICATIONS, record.key, before.plain() if before else None, record.plain()))
    ack.count(QUALIFICATIONS, "read", len(records))
    ack.count(QUALIFICATIONS, "unchanged", len(records) - len(differing))


def take_register(ack: Ack, importer: str, wanted: Iterable[QualificationRecord], today: datetime.date) -> None:
    """Take in a whole register: rows that others wrote (a house, the sample) stay; what left the register is retired.

    A row that says what it said keeps the day on which it was checked.
    """
    records = with_standing_trades(list(wanted))
    stored = keeping.stored_qualifications(record.key for record in records)
    references = {record.reference for record in records if record.reference}
    told = set(_told_by_others(importer, references))
    mine, left = [], 0
    for record in records:
        there = stored.get(record.key)
        if (there and there.importer != importer) or (record.jurisdiction, record.reference) in told:
            left += 1
            continue
        is_same = there is not None and replace(record, checked_on=there.checked_on) == there
        mine.append(replace(record, checked_on=there.checked_on if there and is_same else today))
    take_qualifications(ack, mine)
    ack.count(QUALIFICATIONS, "read", left)
    ack.count(QUALIFICATIONS, "unchanged", left)
    if left:
        ack.notes.append(f"{left:,} are told by a house or by the sample already and were left as they are.")
    retire_others(ack, importer, {record.key for record in records})


def _told_by_others(importer: str, references: set[str]) -> Iterator[tuple[str, str]]:
    for some in batches(sorted(references)):
        rows = Qualification.objects.filter(reference__in=some).exclude(importer=importer)
        yield from rows.order_by().values_list("jurisdiction_id", "reference")


def retire_others(ack: Ack, importer: str, kept: set[str]) -> None:
    """Retire the rows that ``importer`` once wrote and its register no longer lists."""
    rows = Qualification.objects.filter(importer=importer, is_retired=False).order_by("key")
    gone = [key for key in rows.values_list("key", flat=True) if key not in kept]
    stored = keeping.stored_qualifications(gone)
    retired = [replace(stored[key], is_retired=True) for key in gone]
    keeping.write_qualifications(retired)
    ack.room = keeping.ROOM
    ack.count(QUALIFICATIONS, "retired", len(retired))
    ack.changes += [
        Change(QUALIFICATIONS, record.key, stored[record.key].plain(), record.plain()) for record in retired
    ]


def with_standing_trades(records: list[QualificationRecord]) -> list[QualificationRecord]:
    """Return ``records`` opening only trades that stand here, in the order in which they are read back."""
    uris = {opening.trade for record in records for opening in record.openings}
    standing = {
        uri
        for some in batches(sorted(uris))
        for uri in Occupation.objects.filter(uri__in=some).order_by().values_list("uri", flat=True)
    }
    return [
        replace(record, openings=tuple(sorted(kept, key=lambda opening: opening.trade)))
        for record in records
        for kept in [[opening for opening in record.openings if opening.trade in standing]]
    ]
