"""Undoing an import: the rows it changed as they were before, in one transaction, with a report of its own."""

from __future__ import annotations

from parvis.core.domain import journal
from parvis.core.domain.reports import Ack, acknowledged
from parvis.core.models import ImportReport


def undo_import(number: int, *, dry_run: bool = False) -> tuple[ImportReport, list[journal.Change]]:
    """Undo import ``number`` and return the report and the changes of that; an undo can itself be undone.

    Failed, with a sentence, when a later import or a house changed one of the rows: then nothing is undone.
    """
    ack = Ack("undo", version=str(number))

    def work(counting: Ack) -> None:
        counting.room, counting.changes = journal.put_back(number)
        for change in counting.changes:
            counting.count(change.thing, "read")
            counting.count(change.thing, _what(change))
        counting.notes.append(f"Import {number} is undone.")

    return acknowledged(ack, work, dry_run=dry_run), ack.changes


def _what(change: journal.Change) -> str:
    if change.before is None:
        return "created"
    return "retired" if change.after is None else "changed"
