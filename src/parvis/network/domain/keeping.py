"""Take places from the tables as records, and write records to the tables: only what differs, by one path for all."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import fields
from typing import Any

from django.db import transaction
from django.db.models import ProtectedError, QuerySet
from django.utils.translation import gettext as _

from parvis.core.codes import LENGTH, code_for
from parvis.core.domain.revisions import raise_revision
from parvis.core.domain.versions import History
from parvis.core.enums import VersionOrigin
from parvis.core.refusal import Refusal
from parvis.network.domain.house_data import data_of
from parvis.network.domain.records import (
    DeskRecord,
    ExceptionRecord,
    HouseRecord,
    MembershipRecord,
    PartnerRecord,
    PartnershipRecord,
    PeriodRecord,
)
from parvis.network.models import (
    Desk,
    House,
    HouseVersion,
    Membership,
    OpeningException,
    OpeningPeriod,
    Partner,
    Partnership,
)

ROOM = "network"
#: Fields of a HouseRecord that are tables of their own or references, not columns.
_NOT_COLUMNS = {"parent", "desks", "periods", "exceptions", "memberships", "partnerships"}
HOUSE_COLUMNS = tuple(each.name for each in fields(HouseRecord) if each.name not in _NOT_COLUMNS)
DESK_COLUMNS = tuple(each.name for each in fields(DeskRecord))
PARTNER_COLUMNS = tuple(each.name for each in fields(PartnerRecord))


def _columns(row: object, names: Iterable[str]) -> dict[str, Any]:
    values = {name: getattr(row, name) for name in names}
    return {name: tuple(value) if isinstance(value, list) else value for name, value in values.items()}


def plain_columns(record: object, names: Iterable[str]) -> dict[str, Any]:
    """Return a record's values as columns take them: tuples as lists, mappings as dictionaries."""
    values = {name: getattr(record, name) for name in names}
    return {
        name: list(value) if isinstance(value, tuple) else dict(value) if isinstance(value, Mapping) else value
        for name, value in values.items()
    }


def stored_houses(slugs: Iterable[str] | None = None) -> dict[str, HouseRecord]:
    """Return the places in the tables as records, by slug; seven queries whatever their number."""
    houses = House.objects.select_related("parent").prefetch_related(
        "desks", "periods__desk", "exceptions__desk", "memberships", "partnerships__partner"
    )
    if slugs is not None:
        houses = houses.filter(slug__in=list(slugs))
    return {house.slug: record_of(house) for house in houses}


def record_of(house: House) -> HouseRecord:
    """Return the place ``house`` with all that hangs on it as a record."""
    periods = (
        PeriodRecord(
            row.weekday,
            row.opens,
            row.closes,
            row.valid_from,
            row.valid_until,
            row.desk.key if row.desk else "",
            row.is_sample,
        )
        for row in house.periods.all()
    )
    exceptions = (
        ExceptionRecord(
            row.starts_on,
            row.ends_on,
            row.opens,
            row.closes,
            row.reason,
            row.desk.key if row.desk else "",
            row.is_sample,
        )
        for row in house.exceptions.all()
    )
    return HouseRecord(
        **_columns(house, HOUSE_COLUMNS),
        parent=house.parent.slug if house.parent else "",
        desks=tuple(DeskRecord(**_columns(row, DESK_COLUMNS)) for row in house.desks.all()),
        periods=tuple(periods),
        exceptions=tuple(exceptions),
        memberships=tuple(
            MembershipRecord(**_columns(row, [each.name for each in fields(MembershipRecord)]))
            for row in house.memberships.all()
        ),
        partnerships=tuple(
            PartnershipRecord(row.partner.slug, row.since, row.until, row.is_sample) for row in house.partnerships.all()
        ),
    )


def stored_partners() -> dict[str, PartnerRecord]:
    """Return the partners in the tables as records, by slug."""
    return {row.slug: PartnerRecord(**_columns(row, PARTNER_COLUMNS)) for row in Partner.objects.all()}


def write_partner(record: PartnerRecord) -> None:
    """Create or replace the partner."""
    Partner.objects.update_or_create(slug=record.slug, defaults=plain_columns(record, PARTNER_COLUMNS))


def _free_code(name: str, taken: set[str]) -> str:
    """Return the code of ``name``, lengthened until no other thing has it (core/codes.py)."""
    length = LENGTH
    while (code := code_for(name, length)) in taken:
        length += 1
    return code


def history_of(house: House) -> History[HouseVersion]:
    """Return the versions of what ``house`` publishes."""
    return History(HouseVersion, house)


@transaction.atomic
def write_house(
    record: HouseRecord, *, is_sample_load: bool = False, origin: VersionOrigin = VersionOrigin.FILE
) -> House:
    """Create or replace the place with all that hangs on it, raising the room's revision; its parent must exist.

    Desks keep their rows and codes by key, so that what points at them lives on; the other rows are written anew. What
    the place says now, and once what it said before, is left in its history.
    """
    existing = House.objects.filter(slug=record.slug).first()
    is_losing_desks = bool(existing and existing.desks.exclude(key__in=[desk.key for desk in record.desks]).exists())
    revision = raise_revision(ROOM, removed=is_losing_desks)
    if existing and not existing.versions.exists():
        history_of(existing).leave(data_of(record_of(existing)))
    values = plain_columns(record, HOUSE_COLUMNS)
    values["parent"] = House.objects.get(slug=record.parent) if record.parent else None
    values["revision"] = revision
    values["kept_hash"] = record.fingerprint() if is_sample_load else ""
    if existing is None:
        taken = set(
            House.objects.filter(code__startswith=code_for(f"house:{record.slug}")).values_list("code", flat=True)
        )
        values["code"] = _free_code(f"house:{record.slug}", taken)
    house, _created = House.objects.update_or_create(slug=record.slug, defaults=values)
    desks = _write_desks(house, record.desks)
    _write_hours(house, record, desks)
    house.memberships.all().delete()
    Membership.objects.bulk_create(
        Membership(house=house, **plain_columns(row, [each.name for each in fields(row)])) for row in record.memberships
    )
    charters = dict(house.partnerships.values_list("partner__slug", "charter_accepted_on"))  # no file says it
    house.partnerships.all().delete()
    partners = {partner.slug: partner for partner in Partner.objects.all()}
    Partnership.objects.bulk_create(
        Partnership(
            house=house,
            partner=partners[row.partner],
            since=row.since,
            until=row.until,
            charter_accepted_on=charters.get(row.partner),
            is_sample=row.is_sample,
        )
        for row in record.partnerships
    )
    history_of(house).leave(data_of(record), origin)
    return house


def _write_desks(house: House, records: Iterable[DeskRecord]) -> dict[str, Desk]:
    records = list(records)
    _drop_desks(house.desks.exclude(key__in=[record.key for record in records]))
    codes = dict(house.desks.values_list("key", "code"))
    names = {record.key: f"desk:{house.slug}:{record.key}" for record in records}
    wanted = [code_for(name) for key, name in names.items() if key not in codes]
    taken = set(Desk.objects.filter(code__in=wanted).values_list("code", flat=True))
    for key, name in names.items():
        if key not in codes:
            codes[key] = _free_code(name, taken)
            taken.add(codes[key])
    return {
        record.key: Desk.objects.update_or_create(
            house=house, key=record.key, defaults={**plain_columns(record, DESK_COLUMNS), "code": codes[record.key]}
        )[0]
        for record in records
    }


def _drop_desks(going: QuerySet[Desk]) -> None:
    """Remove desks; refuse where rooms above have something of visitors there that must not go unsaid."""
    try:
        going.delete()
    except ProtectedError as error:
        raise Refusal(
            _(
                "A desk that would go has letters of visitors. Hand them on to another desk first, or wait until their time is over. Nothing was changed."
            )
        ) from error


def _write_hours(house: House, record: HouseRecord, desks: Mapping[str, Desk]) -> None:
    named = {row.desk for row in record.periods} | {row.desk for row in record.exceptions}
    if named - {"", *desks}:
        raise Refusal(_("What is published has changed since this draft was begun. Take up what changed first."))

    def columns(row: PeriodRecord | ExceptionRecord) -> dict[str, Any]:
        own = [each.name for each in fields(row) if each.name != "desk"]
        return {"house": house, "desk": desks.get(row.desk), **plain_columns(row, own)}

    house.periods.all().delete()
    OpeningPeriod.objects.bulk_create(OpeningPeriod(**columns(row)) for row in record.periods)
    house.exceptions.all().delete()
    OpeningException.objects.bulk_create(OpeningException(**columns(row)) for row in record.exceptions)
