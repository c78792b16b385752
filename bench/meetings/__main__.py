"""`make bench-meetings`: the plan of a day beside a sign-up sheet, rounds and CP-SAT; the published instances; the running day. PARTS=plan, b2b or day runs one of them."""

from __future__ import annotations

import os
import sys
from importlib import import_module

import django
from bench.common.report import machine, print_json, trimmed

PARTS = ("plan", "b2b", "day")


def main(parts: list[str]) -> None:
    """Run the parts asked for and print one line of JSON for all of them."""
    about = machine()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "parvis.config.settings")
    django.setup()
    figures = {part: import_module(f"bench.meetings.{part}").run() for part in parts}
    print_json("meetings", trimmed(figures), about)


if __name__ == "__main__":
    main([part for part in PARTS if part in sys.argv[1:]] or list(PARTS))
