"""Write places as a network file (TOML), so that reading it again gives the same places."""

from __future__ import annotations

import datetime
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields

from parvis.network.domain.house_rows import WEEKDAYS
from parvis.network.domain.reading import FORMAT
from parvis.network.domain.records import (
    DeskRecord,
    ExceptionRecord,
    HouseRecord,
    MembershipRecord,
    PartnerRecord,
    PartnershipRecord,
    PeriodRecord,
)
from parvis.network.enums import Precision

Record = (
    HouseRecord | DeskRecord | PeriodRecord | ExceptionRecord | MembershipRecord | PartnershipRecord | PartnerRecord
)
#: Keys of the file that differ from the record's field.
KEYS = {"is_sample": "sample", "is_place_of_town": "place_of_town"}
_WRITTEN_APART = {"desks", "periods", "exceptions", "memberships", "partnerships"}


def _value(value: object) -> str:
    """Write a TOML value; JSON's strings are TOML's once DEL is escaped."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Mapping):
        return "{ " + ", ".join(f"{_value(str(key))} = {_value(each)}" for key, each in value.items()) + " }"
    if isinstance(value, list | tuple):
        return "[" + ", ".join(_value(each) for each in value) + "]"
    if isinstance(value, int | float):
        return repr(value)
    return json.dumps(str(value), ensure_ascii=False).replace("\x7f", "\\u007f")


def _lines(values: Mapping[str, object]) -> Iterator[str]:
    """Yield ``key = value`` for what is not empty; yes and no are always written."""
    for key, value in values.items():
        if isinstance(value, bool | int | float) or value:
            yield f"{KEYS.get(key, key)} = {_value(value)}"


def partial_date(day: datetime.date | None, precision: str) -> str:
    """Write a date as exactly as it is known: 2026-11-23, 2026-11 or 2026; empty for none."""
    lengths = {Precision.YEAR: 4, Precision.MONTH: 7}
    return day.isoformat()[: lengths.get(Precision(precision), 10)] if day else ""


def _span(opens: datetime.time, closes: datetime.time) -> str:
    return f"{opens:%H:%M}-{closes:%H:%M}"


def _row(record: Record, *left_out: str) -> dict[str, object]:
    names = [each.name for each in fields(record) if each.name not in left_out]
    return {name: getattr(record, name) for name in names}


def _desk(desk: DeskRecord) -> dict[str, object]:
    return _row(desk, "order")


def _period(period: PeriodRecord) -> dict[str, object]:
    day = {WEEKDAYS[period.weekday - 1]: [_span(period.opens, period.closes)]}
    return day | _row(period, "weekday", "opens", "closes")


def _exception(row: ExceptionRecord) -> dict[str, object]:
    hours = [] if row.opens is None or row.closes is None else [_span(row.opens, row.closes)]
    return {"hours": hours} | _row(row, "opens", "closes")


def _membership(row: MembershipRecord) -> dict[str, object]:
    dates = {
        "since": partial_date(row.since, row.since_precision),
        "known_on": partial_date(row.known_on, row.known_on_precision),
    }
    return _row(row, "since_precision", "known_on_precision") | dates


def _partnership(row: PartnershipRecord) -> dict[str, object]:
    return _row(row)


def house_lines(house: HouseRecord) -> Iterator[str]:
    """Yield the lines of one place."""
    yield "[[house]]"
    yield from _lines(_row(house, *_WRITTEN_APART))
    parts: tuple[tuple[str, Iterable[dict[str, object]]], ...] = (
        ("desks", map(_desk, sorted(house.desks, key=lambda desk: desk.order))),
        ("hours", map(_period, house.periods)),
        ("exception", map(_exception, house.exceptions)),
        ("membership", map(_membership, house.memberships)),
        ("partners", map(_partnership, house.partnerships)),
    )
    for name, rows in parts:
        for row in rows:
            yield f"[[house.{name}]]"
            yield from _lines(row)
    yield ""


def partner_lines(partner: PartnerRecord) -> Iterator[str]:
    """Yield the lines of one partner."""
    yield "[[partner]]"
    yield from _lines(_row(partner))
    yield ""


def file_lines(houses: Iterable[HouseRecord], partners: Iterable[PartnerRecord]) -> Iterator[str]:
    """Yield the lines of a network file."""
    yield f"format = {_value(FORMAT)}"
    yield ""
    for partner in partners:
        yield from partner_lines(partner)
    for house in houses:
        yield from house_lines(house)
