"""What a house publishes about itself as plain JSON, for its versions, and back.

Its slug, kind, parent, standing and partners are not in it: they belong to the network and to pages of their own.
"""

from __future__ import annotations

import datetime
import json
from collections.abc import Mapping
from dataclasses import asdict, fields, replace
from typing import Any, TypeVar

from parvis.core.domain.differing import Data
from parvis.network.domain.records import DeskRecord, ExceptionRecord, HouseRecord, PeriodRecord

#: Fields of a HouseRecord that no version holds.
APART = ("slug", "kind", "parent", "memberships", "partnerships")
_PARTS = ("desks", "periods", "exceptions")
PLAIN = tuple(each.name for each in fields(HouseRecord) if each.name not in (*APART, *_PARTS))
_READERS = {"date": datetime.date.fromisoformat, "time": datetime.time.fromisoformat}
T = TypeVar("T", DeskRecord, PeriodRecord, ExceptionRecord)


def _json(value: object) -> Any:
    """Return ``value`` as JSON gives it back: tuples as lists, dates and times written by ISO 8601."""
    return json.loads(json.dumps(value, default=_iso))


def _iso(value: object) -> str:
    if isinstance(value, datetime.date | datetime.time):
        return value.isoformat()
    message = f"{value!r} is no value of a house"
    raise TypeError(message)


def _sorted(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return sorted(rows, key=lambda row: json.dumps(row, sort_keys=True))


def data_of(record: HouseRecord) -> Data:
    """Return what a version of ``record`` keeps; hours in one order, desks by their key."""
    values = asdict(record)
    data = {name: values[name] for name in PLAIN}
    desks = {desk.pop("key"): desk for desk in values["desks"]}
    rows = {name: _sorted(_json(values[name])) for name in ("periods", "exceptions")}
    plain: Data = _json(data | {"desks": desks})
    return plain | rows


def _value(annotation: str, value: Any) -> Any:
    kind = annotation.replace("datetime.", "").removesuffix(" | None")
    if kind in _READERS and isinstance(value, str):
        return _READERS[kind](value)
    return tuple(value) if kind.startswith("tuple") else value


def _row(kind: type[T], values: Mapping[str, Any]) -> T:
    """Make a record of ``values``; what an older version did not know yet has its default."""
    return kind(
        **{each.name: _value(str(each.type), values[each.name]) for each in fields(kind) if each.name in values}
    )


def record_from(data: Data, now: HouseRecord) -> HouseRecord:
    """Return the record that ``data`` says; what it does not hold is as in ``now``."""
    known = {each.name: each for each in fields(HouseRecord)}
    plain = {name: _value(str(known[name].type), data[name]) for name in PLAIN if name in data}
    return replace(
        now,
        **plain,
        desks=tuple(
            sorted(
                (_row(DeskRecord, {"key": key, **desk}) for key, desk in data["desks"].items()),
                key=lambda desk: (desk.order, desk.key),
            )
        ),
        periods=tuple(_row(PeriodRecord, row) for row in data["periods"]),
        exceptions=tuple(_row(ExceptionRecord, row) for row in data["exceptions"]),
    )
