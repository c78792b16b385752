"""`python -m bench.offers [importing] [searching]`, beside a PostgreSQL server named by DATABASE_URL."""

from __future__ import annotations

import os
import sys
from importlib import import_module
from importlib.util import find_spec

import django
from bench.common.places import kept
from bench.common.report import machine, print_json, trimmed

PARTS = ("importing", "searching")


def main(parts: list[str]) -> None:
    """Run the parts asked for and print one line of JSON for all of them."""
    about = machine()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "parvis.config.settings")
    os.environ["PARVIS_DATA"] = str(kept("offers", "data"))
    django.setup()
    there = [part for part in parts if find_spec(f"bench.offers.{part}")]
    figures = {part: import_module(f"bench.offers.{part}").run() for part in there}
    print_json("offers", trimmed(figures), about)


if __name__ == "__main__":
    main([part for part in PARTS if part in sys.argv[1:]] or list(PARTS))
