"""`parvis import esco PATH…`: ESCO's own downloads, any number, languages and versions, in one go."""

from __future__ import annotations

from argparse import ArgumentParser
from collections.abc import Callable
from typing import Any

from parvis.core.domain.reports import Ack
from parvis.occupations.domain.everyday import apply_everyday
from parvis.occupations.domain.sources import record_source
from parvis.occupations.enums import Provenance
from parvis.occupations.importers.esco import groups, links, retire, skills, trades
from parvis.occupations.importers.esco.pieces import EscoPiece, Table, esco_pieces, version_key
from parvis.occupations.importers.esco.state import State

_TAKERS: dict[Table, Callable[[State, EscoPiece], None]] = {
    Table.ISCO_GROUPS: groups.take_isco_groups,
    Table.SKILL_GROUPS: groups.take_skill_groups,
    Table.HIERARCHY: groups.take_hierarchy,
    Table.SKILLS: skills.take_skills,
    Table.BROADER: links.take_broader,
    Table.DIGITAL: skills.take_collection,
    Table.GREEN: skills.take_collection,
    Table.TRANSVERSAL: skills.take_collection,
    Table.OCCUPATIONS: trades.take_trades,
    Table.SKILL_LINKS: links.take_skill_links,
}


class Importer:
    """ESCO, the European classification of occupations and skills."""

    help = (
        "ESCO: zips, folders or CSV tables as downloaded, any languages and versions together. Older versions are applied "
        "first; trades that a newer version no longer holds are marked as retired, never deleted."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Ask for the files, and for the version where their names do not tell it."""
        parser.add_argument("paths", nargs="+", metavar="PATH", help="zip, folder, .csv or .csv.gz")
        parser.add_argument(
            "--version", dest="esco_version", default="", help="version of tables whose name does not say it (v1.2.0)"
        )

    def run(self, ack: Ack, options: dict[str, Any]) -> None:
        """Take in all tables in the order they need each other, then settle headings and retirements."""
        pieces, aside = esco_pieces(options["paths"], options.get("esco_version") or "")
        ack.files = [one.piece.place for one in pieces]
        state = State(ack, max((one.version for one in pieces), key=version_key))
        ack.version = state.newest
        for one in pieces:
            ack.progress.begin(f"{one.piece.name} {one.version}".strip(), one.piece.size)
            _TAKERS[one.table](state, one)
        links.set_top_groups(state)
        retire.retire(state)
        state.finish()
        words = apply_everyday(state.changes)
        ack.count("everyday words", "created", words)
        record_source(Provenance.ESCO, state.newest, changed=state.is_changed or bool(words))
        if aside:
            ack.notes.append(f"Left aside, because no page uses them: {', '.join(sorted(set(aside)))}.")
