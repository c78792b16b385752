"""`parvis import rncp FILE.csv`: the French kit of apprenticeship and RNCP (diploma codes ↔ sheets of the register)."""

from __future__ import annotations

import datetime
import re
from argparse import ArgumentParser
from collections import Counter, defaultdict
from typing import Any, NamedTuple

from django.utils import timezone

from parvis.core.domain.reports import Ack
from parvis.core.domain.tables import Piece, pieces_of, refuse, rows_of
from parvis.qualifications.domain.records import QualificationRecord
from parvis.qualifications.domain.seed_files import jurisdiction
from parvis.qualifications.domain.taking import take_jurisdictions, take_register
from parvis.qualifications.enums import Mode
from parvis.qualifications.importers._names import TradeNames

NAME = "rncp"
SOURCE = "France compétences et ministère de l’Éducation nationale, kit apprentissage et RNCP"
_COLUMNS = (
    "Code Diplôme",
    "Intitulé diplôme (DEPP)",
    "FicheRNCP",
    "Niveau fiche RNCP",
    "Abrégé de diplôme (RNCP)",
    "Accès à l'apprentissage de la fiche RNCP (oui/non)",
    "Date d'échéance de la fiche RNCP",
    "Fiche ACTIVE/INACTIVE",
)
_CONTROLS = re.compile(r"[\x00-\x1f\x7f-\x9f]")  # half-decoded letters leave these behind
_TAIL = re.compile(r"\s*\([^()]*\)\s*$")
_OPTION = re.compile(r",?\s+(?:OPTIONS?|OP\.)\s+.*$")
_UNKNOWN = {"NR", ""}


class _Row(NamedTuple):
    code: str
    title: str
    sheet: str
    level: int
    short: str
    is_open: bool
    ends: datetime.date | None
    is_active: bool


class Importer:
    """The sheets of the RNCP that a diploma code names; several codes of one sheet are one qualification."""

    help = (
        "French diplomas with their sheet in the national register (RNCP): level, apprenticeship, expiry. FILE is the "
        "«kit apprentissage et RNCP» as published (CSV, UTF-8 or Windows-1252). Trades are tied by equal names only."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Ask for the file."""
        parser.add_argument("paths", nargs=1, metavar="FILE", help="the kit, .csv, .csv.gz or a zip with it")

    def run(self, ack: Ack, options: dict[str, Any]) -> None:
        """Read all rows, make one qualification a sheet, write what differs, retire what left the register."""
        pieces = pieces_of(options["paths"])
        ack.files = [piece.place for piece in pieces]
        sheets: dict[str, list[_Row]] = defaultdict(list)
        for piece in pieces:
            _read(ack, piece, sheets)
        if not sheets:
            refuse("No row of it could be taken; nothing was changed.")
        today = timezone.localdate()
        names = TradeNames("fr")
        records = [_record(rows, names) for _sheet, rows in sorted(sheets.items())]
        take_jurisdictions(ack, [jurisdiction("FR")])
        take_register(ack, NAME, records, today)
        over = sum(1 for record in records if record.is_retired or (record.valid_to and record.valid_to < today))
        tied = sum(1 for record in records if record.openings)
        ack.notes.append(
            f"{over:,} of {len(records):,} sheets are over today; {tied:,} carry exactly the name of a trade."
        )


def _read(ack: Ack, piece: Piece, sheets: dict[str, list[_Row]]) -> None:
    ack.progress.begin(piece.name, piece.size)
    for line, cells in rows_of(piece, _COLUMNS, advance=ack.progress.advance, otherwise="cp1252"):
        ack.count("rows", "read")
        row = _row([_CONTROLS.sub("", cell) for cell in cells])
        if isinstance(row, str):
            ack.refuse("rows", piece.place, line, row)
        else:
            sheets[row.sheet].append(row)
            ack.count("rows", "unchanged")


def _row(cells: list[str]) -> _Row | str:
    """Return the row, or what is wrong with it."""
    code, title, sheet, level, short, access, ends, state = cells
    if not title:
        return "it has no title"
    if sheet in _UNKNOWN or level in _UNKNOWN:
        return f"«{title[:60]}» has no sheet or no level in the register"
    if not re.fullmatch(r"RNCP\d{1,7}", sheet):
        return f"«{sheet[:20]}» is not a number of the RNCP"
    if not re.fullmatch(r"niveau[1-8]", level):
        return f"«{level[:20]}» is not a level (niveau1 to niveau8)"
    try:
        last = None if ends in _UNKNOWN else datetime.datetime.strptime(ends, "%d/%m/%Y").date()  # noqa: DTZ007  a day
    except ValueError:
        return f"«{ends[:20]}» is not a date (31/12/2026)"
    known = "" if short in _UNKNOWN else short
    return _Row(code, title, sheet, int(level[-1]), known, access == "oui", last, state != "INACTIVE")


def _record(rows: list[_Row], names: TradeNames) -> QualificationRecord:
    """Return one sheet as a qualification; its title is the one most of its diploma codes share, options left out."""
    newest = max(rows, key=lambda row: row.code)
    plain = Counter(_TAIL.sub("", row.title) for row in rows)
    whole = _OPTION.sub("", plain.most_common(1)[0][0]) if len(plain) > 1 else next(iter(plain))
    title = names.spelt(whole.strip(" ,:"))
    number = newest.sheet.removeprefix("RNCP")
    uri = f"https://www.francecompetences.fr/recherche/rncp/{number}/"
    return QualificationRecord(
        key=f"FR:rncp:{number}",
        jurisdiction="FR",
        mode=Mode.APPRENTICESHIP.value if newest.is_open else Mode.SCHOOL.value,
        titles={"fr": f"{newest.short} {title}".strip()},
        short=newest.short,
        eqf=newest.level,  # niveau 3 to 8 are those of the EQF since the decree of 8 January 2019
        national_level=f"niveau {newest.level}",
        register_uri=uri,
        reference=newest.sheet,
        valid_to=newest.ends,
        is_retired=not newest.is_active,
        source=SOURCE,
        source_url=uri,
        importer=NAME,
        openings=names.openings([whole], "equal name (FR)"),
    )
