"""The import part of `make bench-offers`: a made feed of offers into an empty installation, then the same file again.

BENCH_DOCUMENTS is how many (1,000,000 without). Seconds by the wall clock, peak memory of the process at that number and at a
tenth of it: flat memory means that both are about the same.
"""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from typing import Any

from bench.common.child import Cost, cost
from bench.common.report import print_table, say
from bench.common.site import PARVIS, Site
from bench.offers.making import write

FORMATS = {"CSV": ("offers", "csv"), "JSON-LD": ("jobposting", "jsonl")}


def figures(of: Cost, number: int) -> dict[str, float]:
    """Return one run's figures."""
    return {
        "offers": number,
        "seconds": round(of.seconds, 1),
        "processor_seconds": round(of.processor_seconds, 1),
        "peak_mib": round(of.peak_mib),
        "offers_per_second": round(number / of.seconds),
    }


def run_of(site: Site, path: Path, name: str, number: int) -> dict[str, Any]:
    """Import a made feed into a fresh installation, twice."""
    shutil.rmtree(site.folder, ignore_errors=True)
    site.folder.mkdir(parents=True)
    site.parvis("up", "--no-serve")
    write(path, number)
    say(f"{site.name}: importing {number:,} offers from {path.suffix} ({path.stat().st_size >> 20:,} MB) …")
    given = [PARVIS, "import", name, path]
    return {
        "import": figures(cost(given, site.variables()), number),
        "again": figures(cost(given, site.variables()), number),
    }


def run() -> dict[str, Any]:
    """Measure every format on SQLite and, where DATABASE_URL names a server, on PostgreSQL."""
    number = int(os.environ.get("BENCH_DOCUMENTS") or 1_000_000)
    sites = {"SQLite": Site("offers-sqlite")}
    if address := os.environ.get("DATABASE_URL"):
        sites["PostgreSQL"] = Site("offers-postgresql", address)
    found: dict[str, Any] = {}
    for database, site in sites.items():
        for called, (name, ending) in FORMATS.items():
            for size in (number // 10, number):
                path = site.folder.parent / f"offers-{size}.{ending}"
                found[f"{database}, {called}, {size:,}"] = run_of(site, path, name, size)
                path.unlink()
    keys = ("offers", "seconds", "processor_seconds", "peak_mib", "offers_per_second")
    rows = [
        (f"{name}: {run}", *(of[run][key] for key in keys)) for name, of in found.items() for run in ("import", "again")
    ]
    print_table("Import of offers", ("", "offers", "seconds", "CPU s", "peak MiB", "offers/s"), rows)
    return found
