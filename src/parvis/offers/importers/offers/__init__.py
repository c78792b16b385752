"""`parvis import offers FILE.csv` or ``.xlsx``: the table any house or company can fill in; columns in docs/offers.md.

`parvis export offers-template FILE.csv` writes its headings. Kind is said outright: apprenticeship, traineeship or job.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TypeVar

from parvis.core.domain.blank_tables import is_example
from parvis.core.domain.tables import refuse
from parvis.offers.domain.kinds import kind_of
from parvis.offers.domain.records import OfferRecord, Unfit
from parvis.offers.domain.template import COLUMNS, REQUIRED, WAYS
from parvis.offers.domain.tidying import line, link, paragraphs
from parvis.offers.enums import ApplyBy, Criterion, OfferKind
from parvis.offers.importers import _values as values
from parvis.offers.importers._feed import FeedImporter, Raw
from parvis.offers.importers._files import TextFile
from parvis.offers.importers.offers.sheets import rows_of_csv, rows_of_workbook

Value = TypeVar("Value")
_YES = frozenset({"yes", "y", "true", "1", "oui", "ja", "sì", "si", "sí", "sim", "نعم", "так"})
_NO = frozenset({"no", "n", "false", "0", "non", "nein", "nee", "não", "لا", "ні"})


class Importer(FeedImporter):
    """The table of the template."""

    help = "Offers from a table (CSV or XLSX) with the columns of `parvis export offers-template`."
    key, name = "offers", "Offers"

    def records(self, file: TextFile) -> Iterator[Raw]:
        """Yield the rows."""
        rows = rows_of_workbook(Path(file.path)) if file.kind == ".xlsx" else rows_of_csv(file)
        if file.kind not in {".csv", ".tsv", ".txt", ".xlsx"}:
            refuse(f"«{file.name}» is not a .csv or .xlsx file.")
        for number, (at, row) in enumerate(rows, 1):
            if is_example(row["reference"].strip()):
                file.notes.append(f"«{file.name}», line {at}: the example of the template was passed over.")
            else:
                yield Raw(number, at, row)

    def reference(self, raw: Mapping[str, str]) -> str:
        """Return the cell of that name."""
        return line(raw["reference"], 121)

    def read(self, raw: Mapping[str, str]) -> OfferRecord:
        """Return what one row tells; a cell that is filled and cannot be read refuses the row."""
        cell = {name: raw.get(name, "").strip() for name in COLUMNS}
        missing = [name for name in REQUIRED if not cell[name]]
        if missing:
            message = f"«{missing[0]}» is empty"
            raise Unfit(message)
        starts = values.day(cell["start"])
        return OfferRecord(
            reference=self.reference(raw),
            kind=_kind(cell["kind"]),
            title=line(cell["title"]),
            language=values.language(cell["language"]),
            description=paragraphs(cell["description"]),
            url=_needed(cell, "url", link(cell["url"])),
            company=line(cell["company"]),
            street=line(cell["street"]),
            postcode=line(cell["postcode"], 12),
            town=line(cell["town"], 120),
            country=_needed(cell, "country", values.country(cell["country"])),
            latitude=_needed(cell, "latitude", values.number(cell["latitude"], 90)),
            longitude=_needed(cell, "longitude", values.number(cell["longitude"], 180)),
            trade_codes=_codes(cell["trade"]),
            qualification=line(cell["qualification"]),
            eqf=_needed(cell, "eqf", values.whole(cell["eqf"], 8)),
            rhythm=line(cell["rhythm"]),
            contract=line(cell["contract"], 120),
            hours=line(cell["hours"], 120),
            months_min=_needed(cell, "months_min", values.whole(cell["months_min"], 120)),
            months_max=_needed(cell, "months_max", values.whole(cell["months_max"], 120)),
            starts_on=starts,
            start="" if starts else line(cell["start"], 120),
            positions=_needed(cell, "positions", values.whole(cell["positions"])),
            pay_min=_needed(cell, "pay_min", values.amount(cell["pay_min"])),
            pay_max=_needed(cell, "pay_max", values.amount(cell["pay_max"])),
            pay_currency=_needed(cell, "pay_currency", values.currency(cell["pay_currency"])),
            pay_per=_needed(cell, "pay_per", values.per(cell["pay_per"])),
            pay=line(cell["pay"]),
            languages=tuple(filter(None, map(values.language, cell["languages"].replace(",", " ").split()))),
            access=line(cell["access"], 300),
            criteria=_criteria(cell),
            ways=tuple((by, line(cell[name], 1000)) for name, by in WAYS.items() if _way(cell, name, by)),
            published_on=_needed(cell, "published", values.day(cell["published"])),
            ends_at=_needed(cell, "ends", values.end(cell["ends"])),
        )


def _needed(cell: Mapping[str, str], name: str, value: Value) -> Value:
    """Return ``value``, read from the cell ``name``; refuse a cell that is filled and gave none."""
    if cell[name] and not value and value != 0:
        message = f"«{cell[name][:60]}» in «{name}» cannot be read"
        raise Unfit(message)
    return value


def _kind(said: str) -> OfferKind:
    return OfferKind(said.lower()) if said.lower() in OfferKind.values else kind_of(said)


def _codes(said: str) -> tuple[str, ...]:
    """Return the codes of a cell: ESCO's URI, «rome:D1102», «isco:7512», or our own code."""
    return tuple(
        f"esco:{one}" if one.startswith("http") else one if ":" in one else f"code:{one.lower()}"
        for one in line(said, 1000).split()
    )


def _criteria(cell: Mapping[str, str]) -> dict[str, bool]:
    found = {}
    for name in Criterion.values:
        typed = cell[name].lower()
        if typed in _YES | _NO:
            found[name] = typed in _YES
        elif typed:
            message = f"«{cell[name][:60]}» in «{name}» is neither yes nor no; leave it empty when it is not known"
            raise Unfit(message)
    return found


def _way(cell: Mapping[str, str], name: str, by: ApplyBy) -> bool:
    """Say whether a way is told; a link must be one."""
    if by == ApplyBy.LINK:
        _needed(cell, name, link(cell[name]))
    return bool(cell[name])
