"""The ACK of an import: what was read, created, changed, left, retired and refused, counted while it happens and kept."""

from __future__ import annotations

import contextlib
import re
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Protocol

from django.db import DatabaseError, transaction
from django.utils import timezone

from parvis.core.domain import journal
from parvis.core.domain.locks import one_at_a_time
from parvis.core.enums import ImportState
from parvis.core.models import ImportReport, Revision
from parvis.core.refusal import Refusal

COUNTED = ("read", "created", "changed", "unchanged", "retired", "refused")
REFUSALS_KEPT = 1000


class Progress(Protocol):
    """Who is told how far a long work is: a bar on a terminal, or nobody."""

    def begin(self, title: str, total: int | None) -> None:
        """Begin a stage of ``total`` steps (bytes or rows), None when unknown."""

    def advance(self, steps: int) -> None:
        """Say that ``steps`` more are done."""


class Silence:
    """Progress that nobody watches."""

    def begin(self, title: str, total: int | None) -> None:
        """Say nothing."""

    def advance(self, steps: int) -> None:
        """Say nothing."""


@dataclass
class Ack:
    """What one import has done so far; an importer counts into it, ``acknowledged`` keeps it.

    ``counts`` maps a thing ("trades en") to its six counts; within a thing read = created + changed + unchanged +
    refused. ``notes`` are sentences for the person who imports ("left aside: …"). ``changes`` are the rows of ``room``
    that it wrote, where the importer tells them: a dry run shows them, and they are kept so that it can be undone.
    """

    importer: str
    version: str = ""
    files: list[str] = field(default_factory=list)
    progress: Progress = field(default_factory=Silence)
    counts: dict[str, dict[str, int]] = field(default_factory=dict)
    refusals: list[dict[str, str | int]] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    room: str = ""
    changes: list[journal.Change] = field(default_factory=list)

    def count(self, thing: str, what: str, number: int = 1) -> None:
        """Add ``number`` to the count ``what`` (one of COUNTED) of ``thing``."""
        if number:
            self.counts.setdefault(thing, dict.fromkeys(COUNTED, 0))[what] += number

    def refuse(self, thing: str, file: str, line: int, reason: str) -> None:
        """Count a row that is not taken, and keep where it stands and why (the first thousand)."""
        self.count(thing, "refused")
        if len(self.refusals) < REFUSALS_KEPT:
            self.refusals.append({"file": file, "line": line, "reason": _kept(reason)})

    def total(self, what: str) -> int:
        """Return the count ``what`` over all things."""
        return sum(counted[what] for counted in self.counts.values())

    @property
    def sentence(self) -> str:
        """Return the whole in one sentence, with the notes."""
        said = ", ".join(f"{self.total(what):,} {what}" for what in COUNTED)
        return " ".join((f"{said}.", *self.notes))


#: What no database keeps (PostgreSQL: NUL and halves of a letter), or no reader should meet.
_UNKEPT = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")


def _kept(said: str) -> str:
    """Return ``said``, which may quote what strangers wrote, as it can be kept and read."""
    return _UNKEPT.sub("\ufffd", said)


class _OnlyLooking(Exception):
    """Takes a dry run's changes back."""


def acknowledged(ack: Ack, work: Callable[[Ack], None], *, dry_run: bool = False) -> ImportReport:
    """Do ``work`` in one transaction and return its report; all of it lands, or nothing does.

    A Refusal or an error of the database takes everything back and is kept as a report with state failed.
    The report of what landed, and the rows as they were before, are kept in the same transaction.
    Two imports never run at once: a second one on this machine is refused, on another machine it waits.
    A dry run is taken back and its report is not kept.
    """
    report = ImportReport(importer=ack.importer, started_at=timezone.now(), state=ImportState.DONE)
    started = time.monotonic()
    try:
        with one_at_a_time("import"), transaction.atomic():
            _wait_for_others()
            work(ack)
            if dry_run:
                raise _OnlyLooking  # noqa: TRY301  the transaction's own way back
            _fill(report, ack, started)
            report.save()
            journal.keep(report, ack.room, ack.changes)
    except _OnlyLooking:
        pass
    except Refusal as refusal:
        report.state, report.sentence = ImportState.FAILED, str(refusal)
    except DatabaseError as error:
        report.state, report.sentence = ImportState.FAILED, f"The database refused: {error}."
    except KeyboardInterrupt:
        report.state, report.sentence = ImportState.FAILED, "Interrupted."
    if report.state == ImportState.FAILED or dry_run:
        _fill(report, ack, started)
    if report.state == ImportState.FAILED and not dry_run:
        _keep_failed(report)
    return report


def _fill(report: ImportReport, ack: Ack, started: float) -> None:
    report.seconds = round(time.monotonic() - started, 3)
    report.version, report.files = ack.version, ack.files
    report.counts, report.refusals = ack.counts, ack.refusals
    report.sentence = _kept(report.sentence or ack.sentence)


def _keep_failed(report: ImportReport) -> None:
    """Keep the ``report`` of what failed; the database may be what failed, and then keeps nothing."""
    report.pk = None
    with contextlib.suppress(DatabaseError):
        report.save(force_insert=True)


def _wait_for_others() -> None:
    """Hold the row that orders imports across machines (PostgreSQL waits here; SQLite's one writer does it anyway)."""
    Revision.objects.get_or_create(room="imports")
    Revision.objects.select_for_update().get(room="imports")


@contextmanager
def stage(ack: Ack, title: str, total: int | None = None) -> Iterator[Callable[[int], None]]:
    """Show a stage of the work; yields the function to call with the steps done since the last call."""
    ack.progress.begin(title, total)
    yield ack.progress.advance
