"""`parvis import swiss FILE.csv`: the Swiss list of occupations (CH-ISCO-19) gives ISCO-08 groups their names in de, fr, it.

It is a list of occupations, not of qualifications: a code of four digits and a zero is an ISCO-08 unit group, zeros before that
a larger group; a fifth digit is Swiss and finer than ISCO, so that it names no trade of ESCO for certain and is left aside.
"""

from __future__ import annotations

import re
from argparse import ArgumentParser
from typing import Any

from parvis.core.domain.reports import Ack
from parvis.core.domain.tables import pieces_of, refuse, rows_of
from parvis.occupations.domain.groups import ensure_isco
from parvis.occupations.domain.merging import Changes, create
from parvis.occupations.domain.names import clean
from parvis.occupations.models import IscoGroupText

LANGUAGES = ("de", "fr", "it")
_CODE = re.compile(r"^\d{5}$")
#: «not stated otherwise», which the list adds where a group stands for itself.
_OTHERWISE = re.compile(r",?\s*(?:onA|sip|s\.\s?a\.\s?i\.)$")
_LONGEST = 400


class Importer:
    """Names of groups where there are none yet; a name that ESCO or a house gave stays."""

    help = (
        "The Swiss occupation list CH-ISCO-19 (code, de, fr, it): names of ISCO-08 groups in German, French and Italian where "
        "they have none."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Ask for the file."""
        parser.add_argument("paths", nargs=1, metavar="FILE", help="DV_CH_ISCO_19_TYP.csv")

    def run(self, ack: Ack, options: dict[str, Any]) -> None:
        """Read the list and write the names that are missing."""
        named: dict[tuple[str, str], str] = {}
        finer = 0
        for piece in pieces_of(options["paths"]):
            ack.files.append(piece.place)
            for line, (code, *names) in rows_of(piece, ("code", *LANGUAGES), otherwise="cp1252"):
                ack.count("rows", "read")
                if not _CODE.match(code) or not all(names) or max(map(len, names)) > _LONGEST:
                    ack.refuse(
                        "rows", piece.place, line, f"«{code[:20]}» is not five digits with a name in de, fr and it"
                    )
                    continue
                ack.count("rows", "unchanged")
                if code[4] != "0":
                    finer += 1
                    continue
                for language, name in zip(LANGUAGES, names, strict=True):
                    named.setdefault((_group(code), language), _OTHERWISE.sub("", clean(name)))
        if not named:
            refuse("No row of it could be taken; nothing was changed.")
        _write(ack, named)
        ack.notes.append(f"{finer:,} Swiss types are finer than ISCO-08 and were left aside.")


def _group(code: str) -> str:
    """Return the ISCO-08 group of a Swiss code: 11100 → 111, 75120 → 7512, 01100 → 011."""
    return code[:4].rstrip("0") or "0"


def _write(ack: Ack, named: dict[tuple[str, str], str]) -> None:
    ensure_isco({group for group, _language in named})
    rows = IscoGroupText.objects.filter(language__in=LANGUAGES).order_by()
    standing = set(rows.values_list("group_id", "language"))
    missing = {at: name for at, name in named.items() if at not in standing}
    create([IscoGroupText(group_id=group, language=said, label=name) for (group, said), name in missing.items()])
    if missing:
        _ = Changes().revision
    ack.count("names of groups", "read", len(named))
    ack.count("names of groups", "created", len(missing))
    ack.count("names of groups", "unchanged", len(named) - len(missing))
