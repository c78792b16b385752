"""ROME's open-data tables (unix_…_v347_utf8.csv) and its table of correspondence with ISCO-08, read into memory (small)."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from parvis.core.domain.reports import Ack
from parvis.core.domain.tables import Piece, pieces_of, refuse, rows_of
from parvis.core.domain.workbooks import workbook_rows
from parvis.occupations.domain.groups import is_isco
from parvis.occupations.domain.names import clean
from parvis.occupations.enums import ConditionKind, Interest

_NAME = re.compile(r"^unix_(?P<table>[a-z_]+?)_v(?P<version>\d{3})_utf8\.csv$")
_CODE = re.compile(r"^[A-Z]\d{4}$")
_PLACES = {"1": ConditionKind.PLACE, "2": ConditionKind.BRANCH, "3": ConditionKind.CONDITION}
NEAR, FAR = "1", "2"  # code_type_mobilite: Proche, Evolution


@dataclass
class Sheet:
    """What ROME tells under one code."""

    titles: list[str] = field(default_factory=list)
    interests: str = ""
    isco: set[str] = field(default_factory=set)
    definition: list[str] = field(default_factory=list)
    conditions: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    near: list[str] = field(default_factory=list)
    far: list[str] = field(default_factory=list)


@dataclass
class Rome:
    """The whole of one version."""

    version: str
    sheets: dict[str, Sheet]


class _Reader:
    """Reads the tables one by one; rows that name no known sheet are refused, each with its line."""

    def __init__(self, ack: Ack, pieces: dict[str, Piece]) -> None:
        self.ack, self.pieces = ack, pieces
        self.sheets: dict[str, Sheet] = {}

    def each(self, table: str, columns: tuple[str, ...], take: Callable[[Sheet, list[str]], str]) -> None:
        """Hand every row of ``table`` (its first column a ROME code) to ``take``, which returns what is wrong with it."""
        piece = self.pieces[table]
        self.ack.progress.begin(piece.name, piece.size)
        for line, cells in rows_of(piece, columns, advance=self.ack.progress.advance):
            sheet = self.sheets.get(cells[0])
            fault = (
                take(sheet, [clean(cell) for cell in cells]) if sheet else f"«{cells[0][:20]}» is not a sheet of ROME"
            )
            if fault:
                self.ack.refuse("ROME rows", piece.place, line, fault)
                self.ack.count("ROME rows", "read")

    def read_sheets(self) -> None:
        """Read the list of sheets: only these codes count."""
        piece = self.pieces["referentiel_code_rome"]
        for line, (code,) in rows_of(piece, ("code_rome",)):
            if _CODE.match(code):
                self.sheets[code] = Sheet()
            else:
                self.ack.refuse("ROME rows", piece.place, line, f"«{code[:20]}» is not a code of ROME")
                self.ack.count("ROME rows", "read")

    def read_places(self) -> None:
        """Read work environments: what the item is, then which sheet has it."""
        items: dict[str, tuple[str, str]] = {}
        piece = self.pieces["referentiel_env_travail"]
        for _line, (code, label, kind) in rows_of(
            piece, ("code_ogr", "libelle_env_travail", "code_type_section_env_trav")
        ):
            if kind in _PLACES:
                items[code] = (_PLACES[kind].value, clean(label))

        def take(sheet: Sheet, cells: list[str]) -> str:
            if cells[1] in items:  # the table also ties skills, which ESCO tells better
                kind, label = items[cells[1]]
                sheet.conditions[kind].append(label)
            return ""

        self.each("coherence_item", ("code_rome", "code_ogr"), take)

    def read_texts(self) -> None:
        """Read the running texts: definition, and how the work is done."""

        def take(sheet: Sheet, cells: list[str]) -> str:
            _code, kind, text = cells
            if kind == "definition":
                sheet.definition.append(text)
            elif kind == "cond_exercice_activite":
                sheet.conditions[ConditionKind.EXERCISE.value].append(text)
            return ""

        self.each("texte", ("code_rome", "libelle_type_texte", "libelle_texte"), take)

    def read_moves(self) -> None:
        """Read mobility: near careers and larger changes, from sheet to sheet."""

        def take(sheet: Sheet, cells: list[str]) -> str:
            _code, target, kind = cells
            if target not in self.sheets:
                return f"«{target[:20]}» is not a sheet of ROME"
            reach = sheet.near if kind == NEAR else sheet.far
            if target not in reach:
                reach.append(target)
            return ""

        self.each("rubrique_mobilite", ("code_rome", "code_rome_cible", "code_type_mobilite"), take)


def _take_title(sheet: Sheet, cells: list[str]) -> str:
    sheet.titles.append(cells[1])
    return "" if cells[1] else "it has no title"


def _take_interests(sheet: Sheet, cells: list[str]) -> str:
    letters = "".join(dict.fromkeys(letter for letter in cells[1:] if letter))
    if not 1 <= len(letters) <= 3 or set(letters) - set(Interest.values):
        return f"«{letters[:20]}» are not interest types (RIASEC)"
    sheet.interests = letters
    return ""


def read_rome(ack: Ack, folder: str) -> Rome:
    """Read the folder (or zip with a folder) of ROME's tables; Refusal names what is missing."""
    path = Path(folder)
    named = [(found, piece) for piece in pieces_of([folder]) if (found := _NAME.match(piece.name))]
    pieces = {found["table"]: piece for found, piece in named}
    needed = (
        "referentiel_code_rome",
        "referentiel_appellation",
        "referentiel_code_rome_riasec",
        "referentiel_env_travail",
        "coherence_item",
        "rubrique_mobilite",
        "texte",
    )
    if missing := [table for table in needed if table not in pieces]:
        refuse(f"«{path.name}» lacks {', '.join(f'unix_{table}_v…_utf8.csv' for table in missing)}.")
    books = sorted(path.glob("*ISCO*.xlsx")) if path.is_dir() else []
    if not books:
        refuse(f"«{path.name}» lacks the table of correspondence (Correspondance_ROME_ISCO08.xlsx).")
    number = max(found["version"] for found, _ in named)
    ack.files = [pieces[table].place for table in needed] + [books[0].name]
    reader = _Reader(ack, pieces)
    reader.read_sheets()
    reader.each("referentiel_appellation", ("code_rome", "libelle_appellation_long"), _take_title)
    reader.each("referentiel_code_rome_riasec", ("code_rome", "riasec_majeur", "riasec_mineur"), _take_interests)
    reader.read_places()
    reader.read_texts()
    reader.read_moves()
    _read_isco(ack, books[0], reader.sheets)
    return Rome(f"{number[0]}.{number[1:]}", reader.sheets)


def _read_isco(ack: Ack, book: Path, sheets: dict[str, Sheet]) -> None:
    """Read which ISCO-08 unit groups a sheet belongs to; both columns, where they give four digits."""
    columns = ("Code ROME", "Code ISCO08", "ISCO08 14SI4")
    for line, (code, isco, other) in workbook_rows(book, columns, "ROME to ISCO-08"):
        if code not in sheets:
            continue
        unit = isco.zfill(4)
        if not is_isco(unit):
            ack.refuse("ROME rows", book.name, line, f"«{isco[:20]}» is not an ISCO-08 unit group")
            ack.count("ROME rows", "read")
            continue
        sheets[code].isco |= {unit} | ({other} if len(other) == 4 and is_isco(other) else set())
