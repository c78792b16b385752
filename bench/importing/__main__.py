"""`make bench-import`: ESCO in six languages with its relations, then ROME, then O*NET, into an empty installation.

Seconds by the wall clock, peak memory of the process (resource usage of the child), rows per second; beside it the plain
reading of the same files without a database. Each import is then run again: nothing changed, so nothing is written.
"""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path
from typing import Any

from bench.common.child import Cost, cost
from bench.common.places import data_folder
from bench.common.report import machine, print_json, print_table, say, trimmed
from bench.common.site import PARVIS, PYTHON, Site

READING = "bench.importing.reading"


def jobs(data: Path) -> dict[str, tuple[list[Path], list[Path]]]:
    """Return, for each importer, what it is given and the files it reads."""
    esco = sorted((data / "esco").iterdir())
    found = {"esco": (esco, esco)}
    for name in ("rome", "onet"):
        files = [file for file in sorted((data / name).iterdir()) if file.suffix in {".csv", ".xls", ".xlsx"}]
        found[name] = ([data / name], files)
    return found


def measured(site: Site, data: Path) -> dict[str, dict[str, Any]]:
    """Run every import twice and return its figures."""
    shutil.rmtree(site.folder)
    site.folder.mkdir()
    site.parvis("up", "--no-serve")
    found: dict[str, dict[str, Any]] = {}
    for name, (given, files) in jobs(data).items():
        say(f"{site.name}: importing {name} …")
        first = cost([PARVIS, "import", name, *given], site.variables())
        again = cost([PARVIS, "import", name, *given], site.variables())
        plain = cost([PYTHON, "-m", READING, *files])
        rows = int(plain.printed)
        found[name] = {
            "rows": rows,
            "import": figures(first, rows),
            "again": figures(again, rows),
            "plain_reading": figures(plain, rows),
        }
    return found


def figures(of: Cost, rows: int) -> dict[str, float]:
    """Return one run's figures."""
    return {
        "seconds": of.seconds,
        "processor_seconds": of.processor_seconds,
        "peak_mib": of.peak_mib,
        "rows_per_second": rows / of.seconds,
    }


def main() -> None:
    """Measure on SQLite, and on PostgreSQL where DATABASE_URL names a server."""
    data = data_folder()
    if data is None:
        sys.exit("This bench needs real data: set PARVIS_TEST_DATA to the folder that holds esco, rome and onet.")
    about = machine()
    sites = {"SQLite": Site("import-sqlite")}
    if address := os.environ.get("DATABASE_URL"):
        sites["PostgreSQL"] = Site("import-postgresql", address)
    found = {name: measured(site, data) for name, site in sites.items()}
    heads = ("", "rows", "seconds", "CPU s", "peak MiB", "rows/s")
    keys = ("seconds", "processor_seconds", "peak_mib", "rows_per_second")
    for name, importers in found.items():
        rows = [
            (f"{importer}: {run.replace('_', ' ')}", of["rows"], *(of[run][key] for key in keys))
            for importer, of in importers.items()
            for run in ("import", "again", "plain_reading")
        ]
        print_table(f"imports into {name}", heads, rows)
        total = sum(of["import"]["seconds"] for of in importers.values())
        print(f"ESCO {importers['esco']['import']['seconds']:.0f} s (goal 60), all three {total:.0f} s (goal 180).")
    print_json("import", trimmed(found), about)


if __name__ == "__main__":
    main()
