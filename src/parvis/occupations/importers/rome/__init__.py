"""`parvis import rome DIR`: France Travail's ROME, tied to ESCO's trades through ISCO-08 and the words of job titles."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from parvis.core.domain.reports import Ack
from parvis.core.refusal import Refusal
from parvis.occupations.domain.merging import Changes
from parvis.occupations.domain.sources import record_source
from parvis.occupations.enums import Provenance
from parvis.occupations.importers.rome.facts import tell_all
from parvis.occupations.importers.rome.files import read_rome
from parvis.occupations.importers.rome.ties import tie
from parvis.occupations.models import Occupation


class Importer:
    """ROME, the French directory of occupations."""

    help = (
        "ROME (France Travail's open data): job titles as French words, interest types, near and far careers, working "
        "conditions, for the trades that stand; import ESCO first. DIR holds unix_…_utf8.csv and the table of "
        "correspondence with ISCO-08."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Ask for the folder."""
        parser.add_argument("folder", metavar="DIR", help="folder of ROME's tables as published")

    def run(self, ack: Ack, options: dict[str, Any]) -> None:
        """Read all tables, tie them to the trades that stand, and write what they tell."""
        rome = read_rome(ack, options["folder"])
        ack.version = rome.version
        if not Occupation.objects.exists():
            raise Refusal("There is no trade to tie ROME to; import ESCO or load the sample first.")
        ties = tie(ack, rome)
        tell_all(ack, Changes(), rome, ties)
        is_changed = any(ack.total(what) for what in ("created", "changed", "retired"))
        record_source(Provenance.ROME, rome.version, changed=is_changed)
