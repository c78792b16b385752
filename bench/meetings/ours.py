"""`python -m bench.meetings.ours DAY.json PLAN.json`: plans a day in a process of its own, so that its time and memory can be told."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path

import django


def main(day: Path, plan: Path) -> None:
    """Read ``day``, plan it, write ``plan``."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "parvis.config.settings")
    django.setup()
    from parvis.timetable.domain.planning import plan_of
    from parvis.timetable.domain.reading import read_problem

    plan.write_text(json.dumps(plan_of(read_problem(day.read_bytes())).as_json()))


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:]))
