"""How an import shows itself on a terminal: bars while it works, a table when it has ended."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from types import TracebackType
from typing import Any, Self, TextIO

from django.core.management.base import OutputWrapper
from rich.console import Console
from rich.progress import BarColumn, Progress, TaskID, TextColumn, TimeElapsedColumn
from rich.table import Table

from parvis.core.domain.journal import Change
from parvis.core.domain.reports import COUNTED
from parvis.core.enums import ImportState
from parvis.core.models import ImportReport

REFUSALS_SHOWN = 12
SHOWN = 160  # characters of one value


def _console(stream: OutputWrapper | TextIO) -> Console:
    file: Any = getattr(stream, "_out", stream)  # rich asks the stream itself whether it is a terminal
    return Console(file=file, width=max(shutil.get_terminal_size((110, 40)).columns, 72), highlight=False)


class Bars:
    """A bar a stage, on a terminal only."""

    def __init__(self, stream: OutputWrapper | TextIO) -> None:
        console = _console(stream)
        self._bars = Progress(
            TextColumn("{task.description:<42}"),
            BarColumn(),
            TimeElapsedColumn(),
            console=console,
            disable=not console.is_terminal,
        )
        self._stage: TaskID | None = None

    def __enter__(self) -> Self:
        self._bars.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._end()
        self._bars.stop()

    def _end(self) -> None:
        if self._stage is not None:
            total = self._bars.tasks[self._stage].completed or 1
            self._bars.update(self._stage, total=total, completed=total)

    def begin(self, title: str, total: int | None) -> None:
        """Begin a new bar; the one before is full."""
        self._end()
        self._stage = self._bars.add_task(title, total=total)

    def advance(self, steps: int) -> None:
        """Move the bar on."""
        if self._stage is not None:
            self._bars.advance(self._stage, steps)


def show_report(report: ImportReport, stream: OutputWrapper, *, dry_run: bool = False) -> None:
    """Print a report: its counts, its first refusals and its sentence."""
    console = _console(stream)
    if report.counts and report.state == ImportState.DONE:
        table = Table(title=f"{report.importer} {report.version}".strip(), title_justify="left", header_style="bold")
        table.add_column("")
        for what in COUNTED:
            table.add_column(what, justify="right")
        for thing, counts in report.counts.items():
            table.add_row(thing, *(f"{counts[what]:,}" if counts[what] else "·" for what in COUNTED))
        console.print(table)
    for refusal in report.refusals[:REFUSALS_SHOWN]:
        console.print(f"refused: {refusal['file']}, line {refusal['line']}: {refusal['reason']}", markup=False)
    if len(report.refusals) > REFUSALS_SHOWN:
        console.print(f"… and {len(report.refusals) - REFUSALS_SHOWN:,} more, kept in the report.")
    console.print(report.sentence, markup=False)
    if report.state == ImportState.FAILED:
        console.print("[bold]Failed: nothing was changed.[/bold]")
    elif dry_run:
        console.print("[bold]Dry run: nothing was changed.[/bold]")
    console.print(f"{report.seconds:.1f} s")


def show_changes(changes: Sequence[Change], stream: OutputWrapper, rows: int) -> None:
    """Print the first ``rows`` changed rows, field by field, old → new, and how many more there are."""
    console = _console(stream)
    for change in changes[:rows]:
        sign = "+" if change.before is None else "−" if change.after is None else "~"
        console.print(f"{sign} {change.thing} {change.key}", markup=False)
        for name, old, new in change.differing if change.after is not None else ():
            said = _brief(new) if change.before is None else f"{_brief(old)} → {_brief(new)}"
            console.print(f"    {name}: {said}", markup=False)
    if len(changes) > rows:
        console.print(f"… and {len(changes) - rows:,} more rows; --rows N shows more.")


def _brief(value: object) -> str:
    said = "(blank)" if value in (None, "", [], {}) else str(value)
    return said if len(said) <= SHOWN else f"{said[: SHOWN - 1]}…"


def show_latest(stream: OutputWrapper, number: int = 20) -> None:
    """Print the latest reports, a line each."""
    table = Table(header_style="bold")
    for heading in ("no.", "started (UTC)", "what", "version", "seconds", "state", "in a sentence"):
        table.add_column(heading)
    for report in ImportReport.objects.all()[:number]:
        started = f"{report.started_at:%Y-%m-%d %H:%M}"
        state, said = report.get_state_display(), report.sentence.partition(". ")[0]
        table.add_row(str(report.pk), started, report.importer, report.version, f"{report.seconds:.1f}", state, said)
    _console(stream).print(table)
