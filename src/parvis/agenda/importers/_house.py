"""What every importer of events is told on the command line."""

from __future__ import annotations

from argparse import ArgumentParser


def add_house(parser: ArgumentParser) -> None:
    """Declare whose events they are, of what kind, and in which language they are written."""
    parser.add_argument("--house", required=True, metavar="HOUSE", help="the house, as in its address")
    parser.add_argument("--kind", default="open-day", metavar="KIND", help="the kind of event (open-day)")
    parser.add_argument("--language", default="", metavar="CODE", help="the language of the texts (the house's)")
