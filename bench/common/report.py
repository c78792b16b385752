"""How every bench speaks: plain tables for people, then one last line of JSON for machines."""

from __future__ import annotations

import json
import os
import platform
import sys
import time
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

GIBIBYTE = 1 << 30
STARTED = time.monotonic()


def say(sentence: str) -> None:
    """Tell the person who waits what happens now; the figures alone go to standard output."""
    print(f"  {time.monotonic() - STARTED:4.0f} s  {sentence}", file=sys.stderr, flush=True)


def written(value: object) -> str:
    """Return ``value`` as a table shows it: three significant digits, a dash for what was not measured."""
    if value is None:
        return "–"
    if isinstance(value, float):
        if abs(value) >= 1000:
            return f"{value:,.0f}"
        return f"{value:.1f}" if abs(value) >= 10 else f"{value:.2f}"
    return f"{value:,}" if isinstance(value, int) else str(value)


def print_table(title: str, heads: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """Print a table: the first column names the row and stands left, figures stand right."""
    cells = [list(heads), *([written(value) for value in row] for row in rows)]
    widths = [max(len(row[column]) for row in cells) for column in range(len(heads))]
    print(f"\n{title}")
    for number, row in enumerate(cells):
        print(
            "  ".join(
                text.rjust(width) if column else text.ljust(width)
                for column, (text, width) in enumerate(zip(row, widths, strict=True))
            )
        )
        if not number:
            print("  ".join("-" * width for width in widths))
    sys.stdout.flush()


def machine() -> dict[str, Any]:
    """Return what the figures were measured on: processors, memory in GiB, Python, the day, the load beside."""
    return {
        "cores": os.cpu_count(),
        "memory_gib": round(os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / GIBIBYTE),
        "python": platform.python_version(),
        "date": datetime.now(UTC).date().isoformat(),
        "load_at_start": round(os.getloadavg()[0], 1),
    }


def print_json(bench: str, figures: dict[str, Any], about: dict[str, Any]) -> None:
    """Print the last line: one JSON object with the bench's name, its figures and the machine."""
    print(json.dumps({"bench": bench, **figures, "machine": about}, ensure_ascii=False, default=_rounded))


def _rounded(value: object) -> object:
    return str(value) if isinstance(value, Path) else repr(value)


def trimmed(value: Any) -> Any:
    """Return ``value`` with every number inside rounded to four significant digits, for the line of JSON."""
    if isinstance(value, float):
        return float(f"{value:.4g}")
    if isinstance(value, dict):
        return {key: trimmed(inner) for key, inner in value.items()}
    return [trimmed(inner) for inner in value] if isinstance(value, list | tuple) else value
