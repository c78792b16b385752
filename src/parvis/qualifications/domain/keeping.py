"""Read the tables as records and write records into the tables; writers and readers agree on every field."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from parvis.core.domain.revisions import raise_revision
from parvis.core.refusal import Refusal
from parvis.occupations.domain.merging import batches, change, fresh_codes
from parvis.occupations.models import Occupation
from parvis.qualifications.domain import records
from parvis.qualifications.domain.records import (
    EntryRecord,
    JurisdictionRecord,
    OpeningRecord,
    QualificationRecord,
    RuleRecord,
)
from parvis.qualifications.models import Entry, Jurisdiction, Opening, Qualification, Rule

ROOM = "qualifications"
BATCH = 400


def stored_jurisdictions(codes: Iterable[str] | None = None) -> dict[str, JurisdictionRecord]:
    """Return the jurisdictions that stand, by code; all of them without ``codes``."""
    rows = Jurisdiction.objects.all() if codes is None else Jurisdiction.objects.filter(code__in=list(codes))
    return {
        row.code: JurisdictionRecord(
            code=row.code,
            country=row.country,
            part_of=row.part_of_id or "",
            names=row.names,
            languages=tuple(row.languages),
            currency=row.currency,
            levels=row.levels,
        )
        for row in rows
    }


def stored_rules(keys: Iterable[str]) -> dict[str, RuleRecord]:
    """Return the rules under ``keys`` that stand."""
    return {
        row.key: RuleRecord(
            key=row.key,
            jurisdiction=row.jurisdiction_id,
            qualification=row.qualification.key if row.qualification else "",
            **{name: getattr(row, name) for name in records.RULE},
        )
        for some in batches(list(keys), BATCH)
        for row in Rule.objects.filter(key__in=some).select_related("qualification")
    }


def stored_qualifications(keys: Iterable[str]) -> dict[str, QualificationRecord]:
    """Return the qualifications under ``keys`` that stand, with their ways in and what they open."""
    return {
        row.key: record_of(row)
        for some in batches(list(keys), BATCH)
        for row in Qualification.objects.filter(key__in=some).prefetch_related("entries__needs", "openings__occupation")
    }


def record_of(row: Qualification) -> QualificationRecord:
    """Return ``row`` (fetched with its entries and openings) as a record."""
    return QualificationRecord(
        key=row.key,
        jurisdiction=row.jurisdiction_id,
        entries=tuple(
            EntryRecord(
                needs=entry.needs.key if entry.needs else "",
                **{name: getattr(entry, name) for name in records.ENTRY},
            )
            for entry in sorted(row.entries.all(), key=lambda entry: entry.place)
        ),
        openings=tuple(
            OpeningRecord(
                trade=opening.occupation.uri,
                source=opening.source,
                is_approximate=opening.is_approximate,
                is_required=opening.is_required,
            )
            for opening in sorted(row.openings.all(), key=lambda opening: opening.occupation.uri)
        ),
        **{name: getattr(row, name) for name in records.QUALIFICATION},
    )


def write_jurisdictions(wanted: Sequence[JurisdictionRecord]) -> None:
    """Write jurisdictions, countries before their parts."""
    for record in sorted(wanted, key=lambda one: (bool(one.part_of), one.code)):
        row = {**record.plain(), "part_of_id": record.part_of or None}
        del row["part_of"]
        Jurisdiction.objects.update_or_create(code=row.pop("code"), defaults=row)


def write_rules(wanted: Sequence[RuleRecord], hashes: dict[str, str] | None = None) -> None:
    """Write rules; ``hashes`` are the marks of the seed, by key."""
    if not wanted:
        return
    revision, ids = raise_revision(ROOM), _ids({record.qualification for record in wanted if record.qualification})
    for record in wanted:
        row = {name: getattr(record, name) for name in records.RULE}
        row |= {"jurisdiction_id": record.jurisdiction, "revision": revision}
        row["qualification_id"] = ids[record.qualification] if record.qualification else None
        if hashes:
            row["kept_hash"] = hashes[record.key]
        Rule.objects.update_or_create(key=record.key, defaults=row)


def write_qualifications(wanted: Sequence[QualificationRecord], hashes: dict[str, str] | None = None) -> None:
    """Write qualifications, then the ways into them (which may need each other) and what they open.

    Trades that do not stand are left out; a ``needs`` that does not stand is an error of the caller.
    """
    if not wanted:
        return
    revision = raise_revision(ROOM, removed=any(record.is_retired for record in wanted))
    for some in batches(wanted, BATCH):
        _write_rows(some, revision, hashes)
    ids = _ids({record.key for record in wanted} | {one.needs for record in wanted for one in record.entries})
    for some in batches(wanted, BATCH):
        _write_ties(some, ids)


def _write_rows(wanted: list[QualificationRecord], revision: int, hashes: dict[str, str] | None) -> None:
    standing = {row.key: row for row in Qualification.objects.filter(key__in=[record.key for record in wanted])}
    codes = fresh_codes(Qualification, {record.key for record in wanted} - set(standing))
    new: list[Qualification] = []
    changed: list[Qualification] = []
    for record in wanted:
        row = standing.get(record.key) or Qualification(key=record.key, code=codes[record.key])
        for name in records.QUALIFICATION:
            setattr(row, name, getattr(record, name))
        row.jurisdiction_id, row.revision = record.jurisdiction, revision
        row.kept_hash = hashes[record.key] if hashes else row.kept_hash
        (changed if row.pk else new).append(row)
    Qualification.objects.bulk_create(new)
    change(changed, ("key",), (*records.QUALIFICATION, "jurisdiction_id", "revision", "kept_hash"))


def _write_ties(wanted: list[QualificationRecord], ids: dict[str, int]) -> None:
    mine = [ids[record.key] for record in wanted]
    Entry.objects.filter(qualification__in=mine).delete()
    Opening.objects.filter(qualification__in=mine).delete()
    uris = {opening.trade for record in wanted for opening in record.openings}
    trade_ids = {uri: pk for some in batches(sorted(uris), BATCH) for pk, uri in _trades(some)}
    Entry.objects.bulk_create(
        Entry(
            qualification_id=ids[record.key],
            place=place,
            needs_id=ids[entry.needs] if entry.needs else None,
            **{name: getattr(entry, name) for name in records.ENTRY},
        )
        for record in wanted
        for place, entry in enumerate(record.entries)
    )
    Opening.objects.bulk_create(
        Opening(
            qualification_id=ids[record.key],
            occupation_id=trade_ids[opening.trade],
            source=opening.source,
            is_approximate=opening.is_approximate,
            is_required=opening.is_required,
        )
        for record in wanted
        for opening in record.openings
        if opening.trade in trade_ids
    )


def _trades(uris: list[str]) -> Iterable[tuple[int, str]]:
    return Occupation.objects.filter(uri__in=uris).order_by().values_list("pk", "uri")


def _ids(keys: Iterable[str]) -> dict[str, int]:
    found: dict[str, int] = {}
    for some in batches(sorted(key for key in keys if key), BATCH):
        found |= dict(Qualification.objects.filter(key__in=some).order_by().values_list("key", "pk"))
    return found


def take_away(model: type[Jurisdiction | Rule | Qualification], keys: Sequence[str]) -> None:
    """Take rows away; refuse when others stand on a qualification or jurisdiction that goes."""
    if model is Qualification:
        _refuse_needed(keys)
    if model is Jurisdiction:
        _refuse_peopled(keys)
    name = "code" if model is Jurisdiction else "key"
    rows: Any = model.objects
    for some in batches(keys, BATCH):
        rows.filter(**{f"{name}__in": some}).delete()
    raise_revision(ROOM, removed=True)


def _refuse_needed(keys: Sequence[str]) -> None:
    for some in batches(keys, BATCH):
        others = Entry.objects.filter(needs__key__in=some).exclude(qualification__key__in=keys)
        found = others.order_by("pk").values_list("needs__key", "qualification__key").first()
        if found:
            message = f"«{found[0]}» cannot go: «{found[1]}» is entered with it."
            raise Refusal(message)


def _refuse_peopled(codes: Sequence[str]) -> None:
    rows = Qualification.objects.filter(jurisdiction__in=list(codes)).values_list("key", flat=True)
    rules = Rule.objects.filter(jurisdiction__in=list(codes)).values_list("key", flat=True)
    found = rows.order_by("key").first() or rules.order_by("key").first()
    if found:
        message = f"A jurisdiction cannot go: «{found}» stands in it."
        raise Refusal(message)
