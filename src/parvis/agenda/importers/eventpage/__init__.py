"""`parvis import eventpage PAGE… --house HOUSE`: events that a page tells machines of (schema.org Event, JSON-LD)."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from parvis.agenda.domain.arrivals import Arrival
from parvis.agenda.domain.arriving import house_named, kind_named, take_arrivals
from parvis.agenda.importers._house import add_house
from parvis.agenda.importers.eventpage.pieces import events_of
from parvis.agenda.importers.eventpage.reading import Fault, Place, arrival_of
from parvis.core.domain.fetching import Bounds, fetch
from parvis.core.domain.reports import Ack
from parvis.core.domain.tables import refuse

SIZE = 10 << 20


class Importer:
    """Each event of the pages is a draft of the house."""

    help = (
        "Events from pages that tell them as schema.org Event (JSON-LD): files, or web addresses, as drafts of a house. "
        "docs/events.md says what is read."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare pages, house, kind and language."""
        parser.add_argument("paths", nargs="+", metavar="PAGE", help="a file (.html, .json, .jsonld) or https://…")
        add_house(parser)

    def run(self, ack: Ack, options: dict[str, Any]) -> None:
        """Read every page, write what differs."""
        house = house_named(options["house"])
        kind_named(options["kind"], house)
        language = options["language"] or house.name_language
        arrivals: list[Arrival] = []
        for path in options["paths"]:
            name, text = _page(path)
            ack.files.append(name)
            at = Place(house.slug, options["kind"], language, ZoneInfo(house.time_zone), name)
            for number, told in enumerate(events_of(text, name), 1):
                ack.count("rows", "read")
                try:
                    arrivals.append(arrival_of(told, at))
                    ack.count("rows", "unchanged")
                except Fault as fault:
                    ack.refuse("rows", name, number, str(fault))
        take_arrivals(ack, house, arrivals)
        ack.notes.append("The «line» of a refused row is the event's place in its page.")


def _page(path: str) -> tuple[str, str]:
    """Return the name and the text of a page, a file or one fetched."""
    if path.startswith(("https://", "http://")):
        fetched = fetch(path, accept="text/html, application/ld+json", bounds=Bounds(size=SIZE))
        return fetched.url[:300], _text(fetched.body, fetched.url)
    file = Path(path)
    if not file.is_file():
        refuse(f"There is no file «{file.name}» at the place you named.")
    if file.stat().st_size > SIZE:
        refuse(f"«{file.name}» is larger than {SIZE >> 20} MB; it was not read.")
    return file.name, _text(file.read_bytes(), file.name)


def _text(body: bytes, name: str) -> str:
    try:
        return body.decode("utf-8-sig")
    except UnicodeDecodeError:
        refuse(f"«{name[:100]}» is not written in UTF-8.")
