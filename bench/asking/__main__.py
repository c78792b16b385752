"""`python -m bench.asking`."""

from __future__ import annotations

import os

from bench.common.places import kept
from bench.common.report import machine, print_json, trimmed


def main() -> None:
    """Run the bench and print one line of JSON."""
    about = machine()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "parvis.config.settings")
    os.environ["PARVIS_DATA"] = str(kept("asking", "data"))
    import django

    django.setup()
    from bench.asking.run import asking

    print_json("asking", trimmed(asking()), about)


if __name__ == "__main__":
    main()
