"""`python -m bench.search [relevance] [offers] [speed]`, beside a PostgreSQL server named by DATABASE_URL."""

from __future__ import annotations

import os
import sys

from bench.common.places import kept
from bench.common.report import machine, print_json, trimmed

PARTS = ("relevance", "offers", "speed")


def main(parts: list[str]) -> None:
    """Run the parts asked for and print one line of JSON for all of them."""
    about = machine()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "parvis.config.settings")
    os.environ["PARVIS_DATA"] = str(kept("search", "data"))
    figures = {}
    for part in parts:
        if part == "relevance":
            from bench.search.relevance.run import relevance

            figures[part] = relevance()
        elif part == "offers":
            from bench.search.relevance.offers import relevance_of_offers

            figures[part] = relevance_of_offers()
        else:
            from bench.search.speed.run import speed

            figures[part] = speed()
    print_json("search", trimmed(figures), about)


if __name__ == "__main__":
    main([part for part in PARTS if part in sys.argv[1:]] or list(PARTS))
