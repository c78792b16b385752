"""`parvis import events FILE… --house HOUSE`: the table of events that anybody can fill in (CSV or XLSX; docs/events.md)."""

from __future__ import annotations

import datetime
from argparse import ArgumentParser
from dataclasses import dataclass, field, replace
from typing import Any
from zoneinfo import ZoneInfo

from parvis.agenda.domain.arrivals import BODY, PLACE, REFERENCE, TITLE, TOWN, Arrival, Time
from parvis.agenda.domain.arriving import house_named, kind_named, take_arrivals
from parvis.agenda.domain.programme_table import OPTIONAL, REQUIRED, STATES
from parvis.agenda.enums import Where
from parvis.agenda.importers._house import add_house
from parvis.core.domain.blank_tables import is_example
from parvis.core.domain.filled_tables import filled_rows
from parvis.core.domain.reports import Ack
from parvis.core.domain.tables import refuse
from parvis.core.refusal import Refusal
from parvis.network.models import House
from parvis.offers.domain.tidying import link

Row = dict[str, str]


class Fault(Exception):
    """A row that is not taken; the text says why."""


@dataclass
class _Told:
    """An event while its rows are read; ``fault`` keeps all of them out."""

    arrival: Arrival | None = None
    times: list[Time] = field(default_factory=list)
    lines: list[tuple[str, int]] = field(default_factory=list)
    fault: str = ""


class Importer:
    """Rows of a house or a partner; they arrive as drafts."""

    help = (
        "Events from a table of your own (CSV or XLSX), as drafts of a house. `parvis export events-template` gives the "
        "empty table; docs/events.md says what its columns mean."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare files, house, kind and language."""
        parser.add_argument("paths", nargs="+", metavar="FILE", help="a table: .csv, .csv.gz, .zip or .xlsx")
        add_house(parser)

    def run(self, ack: Ack, options: dict[str, Any]) -> None:
        """Read every row, keep out what cannot be taken with its line and reason, write what differs."""
        house = house_named(options["house"])
        kind_named(options["kind"], house)
        told: dict[str, _Told] = {}
        for place, line, row in filled_rows(ack, options["paths"], REQUIRED, OPTIONAL):
            if not is_example(row["key"]):
                ack.count("rows", "read")
                _take_row(told, (place, line), row, house, options)
        for one in told.values():
            for place, line in one.lines:
                if one.fault:
                    ack.refuse("rows", place, line, one.fault)
                else:
                    ack.count("rows", "unchanged")
        arrivals = [
            replace(one.arrival, times=tuple(sorted(one.times)))
            for one in told.values()
            if one.arrival and not one.fault
        ]
        if not arrivals:
            first = ack.refusals[0] if ack.refusals else None
            refuse(
                f"No row could be taken; the first: line {first['line']}: {first['reason']}."
                if first
                else "It is empty."
            )
        take_arrivals(ack, house, arrivals)


def _take_row(told: dict[str, _Told], at: tuple[str, int], row: Row, house: House, options: dict[str, Any]) -> None:
    """Read one row into its event; a fault keeps all rows of the event out."""
    one = told.setdefault(row["key"] or f"line {at[1]}", _Told())
    one.lines.append(at)
    try:
        if one.arrival is None:
            one.arrival = _arrival(row, house, options)
        one.times.append(_time(row, ZoneInfo(house.time_zone)))
    except Fault as fault:
        one.fault = one.fault or (f"{fault}" if len(one.lines) == 1 else f"line {at[1]}: {fault}")


def _arrival(row: Row, house: House, options: dict[str, Any]) -> Arrival:
    for name, most in (("key", REFERENCE), ("title", TITLE), ("place", PLACE), ("town", TOWN), ("body", BODY)):
        if len(row[name]) > most:
            message = f"{name}: it is longer than {most:,} characters"
            raise Fault(message)
    if not row["key"] or not row["title"]:
        raise Fault("it has no key or no title")
    if row["url"] and not link(row["url"], 300):
        raise Fault("url: it is no web address")
    kind = row["kind"] or options["kind"]
    try:
        kind_named(kind, house)
    except Refusal as refusal:
        raise Fault(str(refusal).rstrip(".")) from refusal
    where = Where.ELSEWHERE if row["place"] or row["town"] else Where.ONLINE if row["url"] else Where.ROOM
    return Arrival(
        house=house.slug,
        reference=row["key"],
        kind=kind,
        language=(row["language"] or options["language"] or house.name_language)[:8],
        title=row["title"],
        body=row["body"],
        where=where.value,
        place=row["place"],
        town=row["town"],
        url=row["url"],
        source="events",
    )


def _time(row: Row, zone: ZoneInfo) -> Time:
    try:
        day = datetime.date.fromisoformat(row["day"][:10])
        starts, ends = (datetime.time.fromisoformat(row[name].zfill(5)[:5]) for name in ("starts", "ends"))
    except ValueError as error:
        raise Fault("write the day as 2026-12-01 and times as 14:00") from error
    if starts == ends:
        raise Fault("it ends when it begins")
    if row["state"] not in {"", *STATES}:
        raise Fault("state: write planned or cancelled")
    last = day + datetime.timedelta(days=1) if ends < starts else day
    moments = [
        datetime.datetime.combine(on, at, zone).astimezone(datetime.UTC) for on, at in ((day, starts), (last, ends))
    ]
    return Time(moments[0], moments[1], is_cancelled=row["state"] == "cancelled")
