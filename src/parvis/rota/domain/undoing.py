"""How the shifts of an import are put back when it is undone (core/domain/journal.py asks).

A shift is known by its house, desk, partner, times, first day and weeks: by these an import says what is planned already.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from typing import Any

from parvis.core.domain.journal import Change, Row
from parvis.core.refusal import Refusal
from parvis.network.models import Desk, House, Partner
from parvis.rota.domain.revising import rota_moved
from parvis.rota.models import Shift

ROOM, SHIFTS = "rota", "shifts"
_JOINT = "|"


def planned(shift: Shift) -> Change:
    """Return what an import changed by planning ``shift``."""
    return Change(SHIFTS, _key_of(shift), None, _row_of(shift))


def standing(_thing: str, keys: Sequence[str]) -> Mapping[str, Row]:
    """Return the shifts that stand under ``keys``; of two that are the same, one."""
    found = {key: _standing(key) for key in keys}
    return {key: _row_of(shift) for key, shift in found.items() if shift is not None}


def put_back(_thing: str, wanted: Mapping[str, Row | None]) -> None:
    """Plan each shift as wanted, take away those that were not there; refuse where dates have been changed or offered since."""
    for house in House.objects.filter(slug__in={key.split(_JOINT)[0] for key in wanted}).order_by("pk"):
        rota_moved(house)
    for key, row in wanted.items():
        shift = _standing(key)
        if row is not None:
            _write(key, row)
        elif shift is not None:
            _take_away(key, shift)


def _take_away(key: str, shift: Shift) -> None:
    if shift.exceptions.exists() or shift.swaps.exists():
        message = f"Dates of «{key}» have been changed or offered since. Nothing was undone."
        raise Refusal(message)
    shift.delete()


def _write(key: str, row: Row) -> None:
    house, desk, partner, begins, ends, first_day, every_weeks = key.split(_JOINT)
    at = Desk.objects.filter(house__slug=house, key=desk).first()
    by = Partner.objects.filter(slug=partner).first()
    if at is None or (partner and by is None):
        message = f"The desk or the partner of «{key}» is not there any more. Nothing was undone."
        raise Refusal(message)
    last_day = row["last_day"]
    Shift.objects.create(
        desk=at,
        partner=by,
        begins=datetime.time.fromisoformat(begins),
        ends=datetime.time.fromisoformat(ends),
        first_day=datetime.date.fromisoformat(first_day),
        every_weeks=int(every_weeks),
        languages=row["languages"],
        people=row["people"],
        last_day=datetime.date.fromisoformat(last_day) if last_day else None,
    )


def _standing(key: str) -> Shift | None:
    house, desk, partner, begins, ends, first_day, every_weeks = key.split(_JOINT)
    same = Shift.objects.filter(
        desk__house__slug=house,
        desk__key=desk,
        begins=datetime.time.fromisoformat(begins),
        ends=datetime.time.fromisoformat(ends),
        first_day=datetime.date.fromisoformat(first_day),
        every_weeks=int(every_weeks),
    )
    by = same.filter(partner__slug=partner) if partner else same.filter(partner=None)
    return by.select_related("desk__house", "partner").order_by("pk").first()


def _key_of(shift: Shift) -> str:
    partner = shift.partner.slug if shift.partner else ""
    times = shift.begins.isoformat(), shift.ends.isoformat()
    where = shift.desk.house.slug, shift.desk.key, partner
    return _JOINT.join((*where, *times, shift.first_day.isoformat(), str(shift.every_weeks)))


def _row_of(shift: Shift) -> dict[str, Any]:
    return {
        "languages": list(shift.languages),
        "people": shift.people,
        "last_day": shift.last_day.isoformat() if shift.last_day else None,
    }
