"""`parvis import qualifications FILE…`: the table that any house can fill in (CSV or XLSX; docs/qualifications.md)."""

from __future__ import annotations

from argparse import ArgumentParser
from dataclasses import dataclass, field
from typing import Any

from parvis.core.domain.blank_tables import is_example
from parvis.core.domain.filled_tables import filled_rows
from parvis.core.domain.reports import Ack
from parvis.core.domain.tables import refuse
from parvis.occupations.domain.seed_files import seed_trades
from parvis.occupations.models import Occupation
from parvis.qualifications.domain.records import EntryRecord, OpeningRecord, QualificationRecord
from parvis.qualifications.domain.seed_files import jurisdiction
from parvis.qualifications.domain.taking import take_jurisdictions, take_qualifications
from parvis.qualifications.domain.template import (
    IMPORTER,
    OPTIONAL,
    REQUIRED,
    TEXTS,
    Fault,
    add_entry,
    check_row,
    facts_of,
)
from parvis.qualifications.models import Qualification


@dataclass
class _Told:
    """A qualification while its rows are read; ``fault`` is why none of them lands."""

    facts: dict[str, Any]
    lines: list[tuple[str, int]] = field(default_factory=list)
    texts: dict[str, dict[str, str]] = field(default_factory=lambda: {name: {} for name in TEXTS})
    entries: dict[str, EntryRecord] = field(default_factory=dict)
    openings: tuple[OpeningRecord, ...] = ()
    fault: str = ""


class Importer:
    """Rows of a house; what it says goes before the sample and the registers."""

    help = (
        "Qualifications from a table of your own (CSV or XLSX). `parvis export qualifications-template` gives the empty "
        "table; docs/qualifications.md says what its columns mean."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare the files."""
        parser.add_argument("paths", nargs="+", metavar="FILE", help="a table: .csv, .csv.gz, .zip or .xlsx")

    def run(self, ack: Ack, options: dict[str, Any]) -> None:
        """Read every row, keep out what cannot be taken with its line and reason, write what differs."""
        told: dict[str, _Told] = {}
        trades = _Trades()
        for place, line, row in filled_rows(ack, options["paths"], REQUIRED, OPTIONAL):
            if is_example(row["key"]):
                ack.notes.append(f"{place}, line {line}: the example of the template was passed over.")
                continue
            ack.count("rows", "read")
            _take_row(told, trades, (place, line), row)
        _check_needs(told)
        for one in told.values():
            for place, line in one.lines:
                if one.fault:
                    ack.refuse("rows", place, line, one.fault)
                else:
                    ack.count("rows", "unchanged")
        records = [_record(one) for one in told.values() if not one.fault]
        if not records:
            first = ack.refusals[0] if ack.refusals else None
            refuse(
                f"No row could be taken; the first: line {first['line']}: {first['reason']}."
                if first
                else "It holds no row of your own; the example of the template is passed over."
            )
        codes = {record.jurisdiction for record in records}
        take_jurisdictions(ack, [jurisdiction(code) for code in sorted({*codes, *(code[:2] for code in codes)})])
        take_qualifications(ack, records)


class _Trades:
    """How people name a trade in the table: its URI, its code here, or the key of one of ours."""

    def __init__(self) -> None:
        found = Occupation.objects.order_by("pk").values_list("uri", "code")
        self._known = {name: uri for uri, code in found for name in (uri, code)}
        self._known |= {key: seed.uri for key, seed in seed_trades().items() if seed.uri in self._known}

    def openings(self, cell: str) -> tuple[OpeningRecord, ...]:
        """Return the trades that a cell names; raise Fault for one that nobody knows."""
        names = cell.replace("|", " ").replace(";", " ").split()
        if unknown := [name for name in names if name not in self._known]:
            message = f"trades: «{unknown[0][:80]}» is no trade here (a URI, a code, or a key of ours)"
            raise Fault(message)
        return tuple(OpeningRecord(trade=uri) for uri in sorted({self._known[name] for name in names}))


def _take_row(told: dict[str, _Told], trades: _Trades, at: tuple[str, int], row: dict[str, str]) -> None:
    """Read one row into its qualification; a fault keeps all rows of the qualification out."""
    key = row["key"] or f"line {at[1]}"
    one = told.setdefault(key, _Told({}))
    one.lines.append(at)
    try:
        check_row(row)
        if not one.facts:
            one.facts = facts_of(row)
            one.openings = trades.openings(row["trades"])
        for name in TEXTS:
            if row[name]:
                one.texts[name][row["language"]] = row[name]
        add_entry(row, one.entries)
    except Fault as fault:
        one.fault = one.fault or (f"{fault}" if len(one.lines) == 1 else f"line {at[1]}: {fault}")


def _check_needs(told: dict[str, _Told]) -> None:
    """Keep out what needs a qualification that neither stands nor lands; again, until nothing more falls."""
    needed = {entry.needs for one in told.values() for entry in one.entries.values() if entry.needs}
    standing = set(Qualification.objects.filter(key__in=needed).order_by().values_list("key", flat=True))
    while fallen := [
        (one, entry.needs)
        for one in told.values()
        if not one.fault
        for entry in one.entries.values()
        if entry.needs and entry.needs not in standing and (entry.needs not in told or told[entry.needs].fault)
    ]:
        for one, needs in fallen:
            one.fault = f"entry_needs: nobody knows «{needs[:80]}»"


def _record(one: _Told) -> QualificationRecord:
    return QualificationRecord(
        **one.facts,
        titles=one.texts["title"],
        rhythm=one.texts["rhythm"],
        lets=one.texts["lets"],
        entries=tuple(one.entries.values()),
        openings=one.openings,
        importer=IMPORTER,
    )
