"""Changes to parts of a house's draft: desks and their order, weeks, days that are otherwise. Pure: data in, data out."""

from __future__ import annotations

import datetime
import json
from collections.abc import Iterable, Mapping
from copy import deepcopy
from dataclasses import dataclass
from typing import Any

from django.utils.text import slugify
from django.utils.translation import gettext as _

from parvis.core.domain.differing import Data
from parvis.core.refusal import Refusal
from parvis.network.domain.records import TAKEN_KEYS
from parvis.network.domain.typed_hours import Times, write_times

Row = dict[str, Any]


@dataclass(frozen=True)
class WeekKey:
    """Which week: of the house (``desk`` empty) or a desk, between two dates where given, as ISO 8601 writes them."""

    desk: str = ""
    since: str = ""
    until: str = ""

    def holds(self, row: Mapping[str, Any]) -> bool:
        """Say whether a period belongs to it."""
        return (row["desk"], row["valid_from"] or "", row["valid_until"] or "") == (self.desk, self.since, self.until)


@dataclass(frozen=True)
class DaysKey:
    """Which days that are otherwise: of the house or a desk, from … to …, as ISO 8601 writes them."""

    desk: str = ""
    since: str = ""
    until: str = ""

    def holds(self, row: Mapping[str, Any]) -> bool:
        """Say whether an exception belongs to it."""
        return (row["desk"], row["starts_on"], row["ends_on"]) == (self.desk, self.since, self.until)


def _span(row: Mapping[str, Any]) -> Times | None:
    if not row["opens"]:
        return None
    return datetime.time.fromisoformat(row["opens"]), datetime.time.fromisoformat(row["closes"])


def times_of(rows: Iterable[Mapping[str, Any]]) -> str:
    """Write the openings of ``rows`` as people type them."""
    return write_times(sorted(span for row in rows if (span := _span(row))))


def week_of(data: Data, key: WeekKey) -> dict[int, str]:
    """Return the hours of each weekday, 1 Monday … 7 Sunday."""
    rows = [row for row in data["periods"] if key.holds(row)]
    return {day: times_of(row for row in rows if row["weekday"] == day) for day in range(1, 8)}


def weeks_in(data: Data) -> list[WeekKey]:
    """Return the weeks there are, the house's first."""
    keys = {WeekKey(row["desk"], row["valid_from"] or "", row["valid_until"] or "") for row in data["periods"]}
    order = {key: number for number, key in enumerate(desk_order(data))}
    return sorted(keys | {WeekKey()}, key=lambda key: (order.get(key.desk, -1), key.since, key.until))


def days_in(data: Data) -> list[DaysKey]:
    """Return the days that are otherwise, in order."""
    keys = {DaysKey(row["desk"], row["starts_on"], row["ends_on"]) for row in data["exceptions"]}
    return sorted(keys, key=lambda key: (key.since, key.until, key.desk))


def with_week(data: Data, was: WeekKey, key: WeekKey, week: Mapping[int, Iterable[Times]]) -> Data:
    """Return ``data`` with ``week`` in place of the week ``was``; openings that stay keep their mark of a sample."""
    _refuse_lost(data, key.desk)
    if key.since and key.until and key.until < key.since:
        raise Refusal(_("The last day is before the first."))
    others = [row for row in data["periods"] if not was.holds(row)]
    if key != was and any(key.holds(row) for row in others):
        raise Refusal(_("There is a week for these dates already."))
    old = {
        (row["weekday"], row["opens"], row["closes"]) for row in data["periods"] if was.holds(row) and row["is_sample"]
    }
    new = [_period(key, day, times, old) for day, spans in week.items() for times in spans]
    return {**data, "periods": _sorted(others + new)}


def _period(key: WeekKey, day: int, times: Times, samples: set[tuple[int, str, str]]) -> Row:
    opens, closes = (time.isoformat() for time in times)
    return {
        "weekday": day,
        "opens": opens,
        "closes": closes,
        "valid_from": key.since or None,
        "valid_until": key.until or None,
        "desk": key.desk,
        "is_sample": (day, opens, closes) in samples,
    }


def with_days(data: Data, was: DaysKey, key: DaysKey, times: Iterable[Times], reason: Mapping[str, str]) -> Data:
    """Return ``data`` with days that are otherwise in place of ``was``; closed without ``times``."""
    _refuse_lost(data, key.desk)
    if key.until < key.since:
        raise Refusal(_("The last day is before the first."))
    others = [row for row in data["exceptions"] if not was.holds(row)]
    if key != was and any(key.holds(row) for row in others):
        raise Refusal(_("These days are written down already."))
    spans: list[tuple[str | None, str | None]] = [(first.isoformat(), last.isoformat()) for first, last in times]
    new = [
        {
            "starts_on": key.since,
            "ends_on": key.until,
            "opens": opens,
            "closes": closes,
            "reason": dict(reason),
            "desk": key.desk,
            "is_sample": False,
        }
        for opens, closes in spans or [(None, None)]
    ]
    return {**data, "exceptions": _sorted(others + new)}


def without_days(data: Data, key: DaysKey) -> Data:
    """Return ``data`` without the days ``key``."""
    return {**data, "exceptions": [row for row in data["exceptions"] if not key.holds(row)]}


def _sorted(rows: list[Row]) -> list[Row]:
    """Return ``rows`` in the order that ``house_data`` keeps."""
    return sorted(rows, key=lambda row: json.dumps(row, sort_keys=True))


def desk_order(data: Data) -> list[str]:
    """Return the keys of the desks as visitors see them."""
    return sorted(data["desks"], key=lambda key: (data["desks"][key].get("order", 0), key))


def desk_key(data: Data, question: str) -> str:
    """Return a key for a new desk, after its question."""
    stem = slugify(question)[:30].strip("-") or "desk"
    key, number = stem, 2
    while key in data["desks"] or key in TAKEN_KEYS:
        key, number = f"{stem}-{number}", number + 1
    return key


def with_desk(data: Data, key: str, values: Mapping[str, Any]) -> Data:
    """Return ``data`` with the desk ``key`` changed, or added at the end; it is the house's own now."""
    changed = deepcopy(data)
    last = max((desk.get("order", 0) for desk in data["desks"].values()), default=0)
    new: Row = {"question": {}, "hint": {}, "words": {}, "order": last + 1}
    changed["desks"][key] = {**new, **changed["desks"].get(key, {}), **values, "is_sample": False}
    return changed


def without_desk(data: Data, key: str) -> Data:
    """Return ``data`` without the desk ``key`` and its hours."""
    return {
        **data,
        "desks": {each: desk for each, desk in data["desks"].items() if each != key},
        "periods": [row for row in data["periods"] if row["desk"] != key],
        "exceptions": [row for row in data["exceptions"] if row["desk"] != key],
        "machine_texts": [each for each in data.get("machine_texts", []) if not each.startswith(f"desks/{key}/")],
    }


def without_lost_hours(data: Data) -> Data:
    """Return ``data`` without the hours of desks that are not in it: those of a desk never become the house's."""
    known = {"", *data["desks"]}
    return data | {name: [row for row in data[name] if row["desk"] in known] for name in ("periods", "exceptions")}


def _refuse_lost(data: Data, desk: str) -> None:
    if desk and desk not in data["desks"]:
        raise Refusal(_("Somebody was faster: this draft stands elsewhere now. Look at it again."))


def with_desk_moved(data: Data, key: str, step: int) -> Data:
    """Return ``data`` with the desk ``key`` moved by ``step`` places; at the ends it stays."""
    order = desk_order(data)
    at = order.index(key)
    order.insert(max(0, at + step), order.pop(at))
    changed = deepcopy(data)
    for number, each in enumerate(order, 1):
        changed["desks"][each]["order"] = number
    return changed
