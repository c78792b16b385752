"""`parvis import icalendar FILE… --house HOUSE --kind KIND`: events of calendar files arrive as drafts."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from django.utils import timezone

from parvis.agenda.domain.arrivals import Arrival
from parvis.agenda.domain.arriving import house_named, kind_named, take_arrivals
from parvis.agenda.importers._house import add_house
from parvis.agenda.importers.icalendar.reading import SIZE, Setting, take_file
from parvis.core.domain.reports import Ack
from parvis.core.refusal import Refusal
from parvis.network.models import House


class Importer:
    """Each event of the files is a draft of the house; a file that cannot be read is refused with its reason."""

    help = (
        "Events from calendar files (iCalendar, .ics), as drafts of a house. A file or an event that cannot be read is "
        "refused with its reason; docs/events.md says what is read."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare files, house, kind and language."""
        parser.add_argument("paths", nargs="+", type=Path, metavar="FILE", help="a calendar: .ics, or a folder of them")
        add_house(parser)

    def run(self, ack: Ack, options: dict[str, Any]) -> None:
        """Read every file, write what differs."""
        house = house_named(options["house"])
        arrivals: list[Arrival] = []
        kind_named(options["kind"], house)
        files = list(_files(options["paths"]))
        for path in files:
            ack.files.append(path.name)
            try:
                data = b"" if path.stat().st_size > SIZE else path.read_bytes()
                arrivals += take_file(ack, data, path.name, setting_of(house, options, path.name))
            except (Refusal, OSError) as refusal:
                if len(files) == 1:
                    raise Refusal(str(refusal)) from refusal
                ack.count("rows", "read")
                ack.refuse("rows", path.name, 0, str(refusal))
        take_arrivals(ack, house, arrivals)
        ack.notes.append("The «line» of a refused row is the event's place in its file, 0 for the whole file.")


def setting_of(house: House, options: dict[str, Any], source: str) -> Setting:
    """Return what the house says of what it takes in."""
    language = options["language"] or house.name_language
    return Setting(house.slug, options["kind"], language, ZoneInfo(house.time_zone), source[:300], timezone.now())


def _files(paths: list[Path]) -> list[Path]:
    found: list[Path] = []
    for path in paths:
        if not path.exists():
            message = f"There is no file or folder «{path.name}» at the place you named."
            raise Refusal(message)
        found += sorted(one for one in path.rglob("*") if one.is_file()) if path.is_dir() else [path]
    return found
