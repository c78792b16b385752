"""The published instances of the business-to-business meeting scheduling problem: breaks found, proven bound, seconds; beside what was published.

Instances and optima: Bofill et al., JAIR 74 (2022), table 3, read from the folder of real data; their seconds are of their MaxSAT solver on their
machine. Each is solved by the command in a process of its own.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

from bench.common.places import data_folder
from bench.common.report import print_table, say

HEADS = ("", "breaks", "bound", "proven", "published optimum", "seconds", "published seconds (MaxSAT)")


def run() -> dict[str, Any]:
    """Solve every instance there is, print a table, return the figures; nothing without the real data."""
    data = data_folder()
    folder = data / "b2b" if data else None
    if folder is None or not folder.is_dir():
        say("The published instances are not here: set PARVIS_TEST_DATA.")
        return {}
    published = json.loads((folder / "optima.json").read_text())["optimum"]
    found = {name: _solved(folder / f"{name}.original.dzn") | known for name, known in sorted(published.items())}
    rows = (
        (
            name,
            one["breaks"],
            one["bound"],
            "yes" if one["optimal"] else "no",
            one["opt"],
            one["seconds"],
            one["maxsat_s"],
        )
        for name, one in found.items()
    )
    print_table("published instances, fewest breaks, at most 2 apart", HEADS, rows)
    return found


def _solved(file: Path) -> dict[str, Any]:
    say(f"{file.stem} …")
    command = [Path(sys.executable).with_name("parvis"), "meetings", "b2b", str(file)]
    answer: dict[str, Any] = json.loads(subprocess.run(command, capture_output=True, text=True, check=True).stdout)
    return answer
