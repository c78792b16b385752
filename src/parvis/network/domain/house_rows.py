"""Rows of a network file become records: desks, weeks, partners, and a place with all that hangs on it."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from zoneinfo import available_timezones

from parvis.network.domain.records import (
    TAKEN_KEYS,
    DeskRecord,
    ExceptionRecord,
    HouseRecord,
    MembershipRecord,
    PartnerRecord,
    PartnershipRecord,
    PeriodRecord,
)
from parvis.network.domain.rows import BadRow, Row, read_span
from parvis.network.enums import HouseKind, LabelState, PartnerLevel, PartnerType, Tone

RESERVED = {"country"}  # a house of this name would hide a page
WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
Week = dict[int, list[tuple[datetime.time, datetime.time]]]


@dataclass
class Shelf:
    """What rows may refer to by name."""

    desks: dict[str, DeskRecord] = field(default_factory=dict)
    weeks: dict[str, Week] = field(default_factory=dict)
    partners: dict[str, PartnerRecord] = field(default_factory=dict)


def read_desk(row: Row, *, is_sample: bool = False, order: int = 0) -> DeskRecord:
    """Read a desk."""
    record = DeskRecord(
        key=row.slug("key"),
        question=row.texts("question", required=True),
        hint=row.texts("hint"),
        words=row.word_lists("words"),
        tone=row.choice("tone", Tone.values, Tone.BRICK),
        pictogram=row.text("pictogram", longest=24),
        languages=row.languages("languages"),
        order=order,
        is_sample=bool(row.flag("sample", default=is_sample)),
    )
    row.finish()
    if record.key in TAKEN_KEYS:
        message = f"key {record.key!r} is the address of another page"
        raise BadRow(message)
    return record


def _days(row: Row) -> Week:
    return {number: spans for number, day in enumerate(WEEKDAYS, 1) if (spans := row.spans(day))}


def read_week(row: Row) -> tuple[str, Week]:
    """Read a named week of opening times."""
    key, days = row.slug("key"), _days(row)
    row.finish()
    return key, days


def read_partner(row: Row) -> PartnerRecord:
    """Read a partner."""
    types = row.names("types")
    unknown = [kind for kind in types if kind not in PartnerType.values]
    if unknown or not types:
        message = f"types {list(types)!r} must be some of {', '.join(PartnerType.values)}"
        raise BadRow(message)
    record = PartnerRecord(
        slug=row.slug("slug"),
        name=row.texts("name", required=True),
        level=row.choice("level", PartnerLevel.values),
        types=types,
        country=_country(row, required=False),
        website=row.address("website"),
        source=row.text("source", longest=300),
        is_sample=bool(row.flag("sample")),
    )
    row.finish()
    return record


def _country(row: Row, *, required: bool = True) -> str:
    code = row.text("country", longest=2, required=required)
    if code and not re.fullmatch(r"[A-Z]{2}", code):
        message = f"country {code!r} is not a code of ISO 3166-1 such as FR"
        raise BadRow(message)
    return code


def _membership(row: Row) -> MembershipRecord:
    since, since_precision = row.partial_day("since")
    known_on, known_on_precision = row.partial_day("known_on", required=True)
    if known_on is None:
        raise BadRow("known_on is missing")
    record = MembershipRecord(
        state=row.choice("state", LabelState.values),
        since=since,
        since_precision=since_precision,
        until=row.day("until"),
        known_on=known_on,
        known_on_precision=known_on_precision,
        source=row.text("source", longest=300, required=True),
        source_url=row.address("source_url"),
    )
    row.finish()
    _in_order(record.since, record.until)
    return record


def _in_order(first: datetime.date | None, last: datetime.date | None) -> None:
    if first and last and last < first:
        message = f"{last} is before {first}"
        raise BadRow(message)


def _exception(row: Row, desks: set[str], *, is_sample: bool) -> Iterator[ExceptionRecord]:
    starts_on, ends_on = row.day("starts_on", required=True), row.day("ends_on")
    if starts_on is None:
        raise BadRow("starts_on is missing")
    desk, reason, hours = _known_desk(row, desks), row.texts("reason"), row.names("hours")
    is_sample = bool(row.flag("sample", default=is_sample))
    row.finish()
    _in_order(starts_on, ends_on)
    closed = ExceptionRecord(starts_on, ends_on or starts_on, reason=reason, desk=desk, is_sample=is_sample)
    if not hours:
        yield closed
    for opens, closes in map(read_span, hours):
        yield replace(closed, opens=opens, closes=closes)


def _known_desk(row: Row, desks: set[str]) -> str:
    desk = row.slug("desk", required=False)
    if desk and desk not in desks:
        message = f"the house has no desk {desk!r}"
        raise BadRow(message)
    return desk


def _periods(row: Row, shelf: Shelf, desks: set[str], *, is_sample: bool) -> Iterator[PeriodRecord]:
    named = row.slug("week", required=False)
    if named and named not in shelf.weeks:
        message = f"nobody knows the week {named!r}"
        raise BadRow(message)
    for weekday, spans in shelf.weeks.get(named, {}).items():
        yield from (PeriodRecord(weekday, *span, is_sample=is_sample) for span in spans)
    for hours in row.rows("hours"):
        desk, valid_from, valid_until = _known_desk(hours, desks), hours.day("valid_from"), hours.day("valid_until")
        _in_order(valid_from, valid_until)
        is_own_sample = bool(hours.flag("sample", default=is_sample))
        for weekday, spans in _days(hours).items():
            for opens, closes in spans:
                yield PeriodRecord(weekday, opens, closes, valid_from, valid_until, desk, is_own_sample)
        hours.finish()


def _desks(row: Row, shelf: Shelf, *, is_sample: bool) -> Iterator[DeskRecord]:
    for order, item in enumerate(row.strings_or_rows("desks"), 1):
        if isinstance(item, Row):
            yield read_desk(item, is_sample=is_sample, order=order)
        elif item in shelf.desks:
            yield replace(shelf.desks[item], is_sample=is_sample, order=order)
        else:
            message = f"nobody knows the desk {item!r}"
            raise BadRow(message)


def _partnerships(row: Row, *, is_sample: bool) -> Iterator[PartnershipRecord]:
    for item in row.strings_or_rows("partners"):
        if isinstance(item, str):
            yield PartnershipRecord(item, is_sample=is_sample)
            continue
        record = PartnershipRecord(
            item.slug("partner"), item.day("since"), item.day("until"), bool(item.flag("sample", default=is_sample))
        )
        item.finish()
        _in_order(record.since, record.until)
        yield record


def _once(values: Sequence[str], what: str) -> None:
    double = next((value for value in values if values.count(value) > 1), None)
    if double is not None:
        message = f"the {what} {double!r} stands there twice"
        raise BadRow(message)


def read_house(row: Row, shelf: Shelf) -> HouseRecord:
    """Read a place with its desks, hours, days that are otherwise, memberships and partners."""
    is_sample = bool(row.flag("sample"))
    desks = tuple(_desks(row, shelf, is_sample=is_sample))
    keys = {desk.key for desk in desks}
    record = HouseRecord(
        slug=row.slug("slug"),
        kind=row.choice("kind", HouseKind.values, HouseKind.HOUSE),
        parent=row.slug("parent", required=False),
        name=row.text("name", longest=160, required=True),
        name_language=row.language("name_language"),
        other_names=row.names("other_names"),
        country=_country(row),
        region=row.text("region", longest=120),
        town=row.text("town", longest=120, required=True),
        address=row.text("address", longest=200),
        postcode=row.text("postcode", longest=16),
        latitude=row.degrees("latitude", 90),
        longitude=row.degrees("longitude", 180),
        is_place_of_town=bool(row.flag("place_of_town")),
        time_zone=row.text("time_zone", longest=40, required=True),
        languages=row.languages("languages"),
        website=row.address("website"),
        phone=row.text("phone", longest=32),
        email=row.text("email", longest=254),
        about=row.texts("about"),
        access=row.texts("access"),
        directions=row.texts("directions"),
        machine_texts=row.names("machine_texts"),
        holiday_subdivision=row.text("holiday_subdivision", longest=12),
        closes_on_holidays=row.flag("closes_on_holidays", default=None),
        source=row.text("source", longest=300),
        source_url=row.address("source_url"),
        checked_on=row.day("checked_on"),
        due_on=row.day("due_on"),
        is_sample=is_sample,
        desks=desks,
        periods=tuple(_periods(row, shelf, keys, is_sample=is_sample)),
        exceptions=tuple(
            found for each in row.rows("exception") for found in _exception(each, keys, is_sample=is_sample)
        ),
        memberships=tuple(_membership(each) for each in row.rows("membership")),
        partnerships=tuple(_partnerships(row, is_sample=is_sample)),
    )
    row.finish()
    _check(record)
    return record


def _check(record: HouseRecord) -> None:
    if record.slug in RESERVED:
        message = f"slug {record.slug!r} is the address of another page"
        raise BadRow(message)
    if record.parent == record.slug:
        raise BadRow("the house is its own parent")
    if record.time_zone not in available_timezones():
        message = f"time_zone {record.time_zone!r} is none of the IANA database"
        raise BadRow(message)
    _once([desk.key for desk in record.desks], "desk")
    _once([partnership.partner for partnership in record.partnerships], "partner")
