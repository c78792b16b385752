"""`parvis import network FILE.toml …`: places, desks, hours and partners in the format of the sample."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from parvis.core.domain.reports import Ack, stage
from parvis.core.refusal import Refusal
from parvis.network.domain.keeping import stored_partners
from parvis.network.domain.reading import FORMAT, read_files
from parvis.network.domain.taking import take_in


class Importer:
    """Take in network files; bad rows are kept out and told, the good ones land."""

    help = "Houses with their desks, hours, memberships and partners, from TOML files (see docs/operate.md)."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare the files."""
        parser.add_argument("paths", nargs="+", type=Path, metavar="FILE.toml", help="a file of the network's format")

    def run(self, ack: Ack, options: dict[str, Any]) -> None:
        """Read every file, then write what differs; raise Refusal when a file cannot be read or no row of it is right."""
        paths: list[Path] = options["paths"]
        ack.version, ack.files = FORMAT, [path.name for path in paths]
        file, bad = read_files(paths, set(stored_partners()))
        for place in bad:
            thing = place.reason.split(" ", 1)[0] + "s"
            ack.count(thing, "read")
            ack.refuse(thing, place.file, place.line, place.reason)
        if bad and not file.houses and not file.partners:
            message = f"No row could be taken; the first: {bad[0].file}, line {bad[0].line}: {bad[0].reason}"
            raise Refusal(message)
        with stage(ack, "network", len(file.houses) + len(file.partners)) as advance:
            for outcome in take_in(file):
                ack.count(outcome.thing, "read")
                if outcome.what == "refused":
                    ack.refuse(outcome.thing, *file.origins[outcome.slug], f"house {outcome.slug}: {outcome.reason}")
                else:
                    ack.count(outcome.thing, outcome.what)
                advance(1)
