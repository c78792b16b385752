"""Which table of ESCO a file is, in which language and version."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum

from parvis.core.domain.tables import Piece, pieces_of, refuse


class Table(IntEnum):
    """ESCO's tables that are taken in, in the order they need each other."""

    ISCO_GROUPS = 1
    SKILL_GROUPS = 2
    HIERARCHY = 3
    SKILLS = 4
    BROADER = 5
    DIGITAL = 6
    GREEN = 7
    TRANSVERSAL = 8
    OCCUPATIONS = 9
    SKILL_LINKS = 10


TABLES = {
    "ISCOGroups": Table.ISCO_GROUPS,
    "skillGroups": Table.SKILL_GROUPS,
    "skillsHierarchy": Table.HIERARCHY,
    "skills": Table.SKILLS,
    "broaderRelationsSkillPillar": Table.BROADER,
    "digitalSkillsCollection": Table.DIGITAL,
    "greenSkillsCollection": Table.GREEN,
    "transversalSkillsCollection": Table.TRANSVERSAL,
    "occupations": Table.OCCUPATIONS,
    "occupationSkillRelations": Table.SKILL_LINKS,
}


@dataclass(frozen=True)
class EscoPiece:
    """A table of ESCO among the files given; ``version`` is empty when neither file, zip nor folder names it."""

    table: Table
    language: str
    version: str
    piece: Piece


_NAME = re.compile(r"^(?P<table>[A-Za-z]+?)(?:_(?P<language>[a-z]{2,3})(?:-[a-z]+)?)?\.csv(?:\.gz)?$")
_VERSION = re.compile(r"\bv(\d{1,2}(?:\.\d{1,2}){1,3})\b")
_RELATIONS = {Table.BROADER, Table.SKILL_LINKS}


def version_key(version: str) -> tuple[int, ...]:
    """Return ``version`` as numbers, to compare; an unknown one (empty) is older than any."""
    return tuple(int(part) for part in version.split(".")) if version else ()


def _turn(one: EscoPiece) -> tuple[object, ...]:
    is_link = one.table == Table.SKILL_LINKS
    return is_link, not one.version, version_key(one.version), one.table, one.language != "en", one.language


def esco_pieces(paths: Sequence[str], version: str) -> tuple[list[EscoPiece], list[str]]:
    """Return the ESCO tables in ``paths`` in the order to apply them, and the names of the tables left aside.

    Order: links between trades and skills after everything they tie; before them by version, those without one last
    (they only add to what stands); within a version as tables need each other.
    """
    if version and not re.fullmatch(r"\d{1,2}(\.\d{1,2}){1,3}", version):
        refuse(f"«{version}» is not a version of ESCO; write for example 1.2.0.")
    found: list[EscoPiece] = []
    aside: list[str] = []
    for piece in pieces_of(paths):
        named = _NAME.match(piece.name)
        table = TABLES.get(named["table"]) if named else None
        language = (named and named["language"]) or ""
        if table is None or (not language and table not in _RELATIONS):
            aside.append(piece.name)
            continue
        told = version or next(iter(_VERSION.findall(piece.place)[::-1]), "")
        found.append(EscoPiece(table, language, told, piece))
    if not found:
        refuse("None of these files is a table of ESCO (occupations_en.csv, skills_fr.csv, ISCOGroups_de.csv …).")
    found.sort(key=_turn)
    return found, aside
