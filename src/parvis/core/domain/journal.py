"""What an import found and what it left, row by row: shown by a dry run, kept for a while so that an import can be undone.

A row is a plain mapping (what JSON can write) under a key that lasts. A room whose rows can be put back says so in
``domain/undoing.py``; the rows of others are neither shown nor kept.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from importlib import import_module
from importlib.util import find_spec
from itertools import islice
from typing import Any, NoReturn, Protocol

from django.db import transaction
from django.utils import timezone

from parvis.core.enums import ImportState
from parvis.core.models import ImportChange, ImportReport
from parvis.core.refusal import Refusal

#: How many imports can be undone, and for how long.
IMPORTS_KEPT = 10
DAYS_KEPT = 180
_BATCH = 500

Row = Mapping[str, Any]


@dataclass(frozen=True)
class Change:
    """A row as it was found (None: it was not there) and as it was left (None: it was taken away)."""

    thing: str
    key: str
    before: Row | None
    after: Row | None

    @property
    def differing(self) -> list[tuple[str, Any, Any]]:
        """Return (field, old, new) of each field that differs; blank fields of a new row are left out."""
        before, after = self.before or {}, self.after or {}
        names = dict.fromkeys((*before, *after))
        found = ((name, before.get(name), after.get(name)) for name in names)
        return [(name, old, new) for name, old, new in found if old != new and (old or new)]


class Undoable(Protocol):
    """A room's ``domain/undoing.py``: how its rows are read and put back."""

    def standing(self, thing: str, keys: Sequence[str]) -> Mapping[str, Row]:
        """Return the rows of ``thing`` that stand under ``keys``."""

    def put_back(self, thing: str, wanted: Mapping[str, Row | None]) -> None:
        """Make each row as wanted, or take it away for None; raise Refusal when something else stands on it."""


def keep(report: ImportReport, room: str, changes: Iterable[Change]) -> None:
    """Keep what an import changed beside its report, and let go of what is too old; inside the import's transaction."""
    waiting = iter(changes)
    while some := list(islice(waiting, _BATCH)):
        ImportChange.objects.bulk_create(
            ImportChange(
                report=report,
                room=room,
                thing=one.thing,
                key=one.key,
                before=dict(one.before) if one.before else None,
                after=dict(one.after) if one.after else None,
            )
            for one in some
        )
    forget_old(timezone.now())


def forget_old(now: datetime.datetime) -> None:
    """Let go of the rows kept for imports that are no longer among the last ten, or older than 180 days."""
    kept = ImportReport.objects.filter(changes__isnull=False).order_by("-pk").distinct()
    last = list(kept.values_list("pk", flat=True)[:IMPORTS_KEPT])
    ImportChange.objects.exclude(report__in=last).delete()
    ImportChange.objects.filter(report__started_at__lt=now - datetime.timedelta(days=DAYS_KEPT)).delete()


def rows_kept(number: int) -> tuple[str, list[Change]]:
    """Return the room and the changes of import ``number``; refuse, with the reason, when it cannot be undone."""
    report = ImportReport.objects.filter(pk=number).first()
    if report is None:
        _refuse(f"There is no import {number}; «parvis import --list» shows their numbers.")
    if report.state != ImportState.DONE:
        _refuse(f"Import {number} changed nothing, so there is nothing to undo.")
    rows = list(ImportChange.objects.filter(report=report).order_by("pk"))
    if not rows:
        _refuse(
            f"Import {number} cannot be undone: it changed nothing, keeps no rows to go back to, or is too old "
            f"(the last {IMPORTS_KEPT}, at most {DAYS_KEPT} days)."
        )
    return rows[0].room, [Change(row.thing, row.key, row.before, row.after) for row in rows]


def put_back(number: int) -> tuple[str, list[Change]]:
    """Undo import ``number``: make every row it changed as it was before; return the room and what that changed.

    All of it or nothing: refused when a row is no longer as the import left it. Call inside a transaction.
    """
    if not transaction.get_connection().in_atomic_block:
        message = "put_back belongs inside a transaction"
        raise RuntimeError(message)
    room, changes = rows_kept(number)
    undoable = _undoable(room)
    for thing in dict.fromkeys(change.thing for change in changes):
        mine = {change.key: change for change in changes if change.thing == thing}
        _check(number, undoable.standing(thing, list(mine)), mine)
    for thing in reversed(dict.fromkeys(change.thing for change in changes)):
        undoable.put_back(thing, {change.key: change.before for change in changes if change.thing == thing})
    return room, [Change(change.thing, change.key, change.after, change.before) for change in changes]


def _check(number: int, standing: Mapping[str, Row], mine: Mapping[str, Change]) -> None:
    moved = [key for key, change in mine.items() if _plain(standing.get(key)) != _plain(change.after)]
    if not moved:
        return
    if ImportReport.objects.filter(importer="undo", version=str(number), state=ImportState.DONE).exists():
        _refuse(f"Import {number} has been undone already.")
    more = f" and {len(moved) - 1:,} more" if len(moved) > 1 else ""
    _refuse(f"«{moved[0]}»{more} changed after import {number}; undo the later import first. Nothing was undone.")


def _plain(row: Row | None) -> dict[str, Any] | None:
    return None if row is None else dict(row)


def _undoable(room: str) -> Undoable:
    name = f"parvis.{room}.domain.undoing"
    if not find_spec(f"parvis.{room}") or not find_spec(name):
        _refuse(f"The rows of «{room}» cannot be put back here.")
    found: Undoable = import_module(name)
    return found


def _refuse(sentence: str) -> NoReturn:
    raise Refusal(sentence)
