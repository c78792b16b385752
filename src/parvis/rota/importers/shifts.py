"""`parvis import shifts FILE… --house HOUSE`: a rota from a table that anybody can fill in (CSV or XLSX; docs/rota.md)."""

from __future__ import annotations

import datetime
from argparse import ArgumentParser
from typing import Any, NoReturn

from parvis.core.domain.blank_tables import is_example
from parvis.core.domain.filled_tables import filled_rows
from parvis.core.domain.reports import Ack
from parvis.core.domain.tables import refuse
from parvis.core.refusal import Refusal
from parvis.network.domain.rows import LANGUAGE
from parvis.network.domain.typed_hours import read_times
from parvis.network.models import Desk, House, Partner
from parvis.rota.domain.revising import rota_moved
from parvis.rota.domain.shift_table import OPTIONAL, REQUIRED
from parvis.rota.domain.shifting import Wanted, new_shift, on_weekdays, refuse_odd
from parvis.rota.domain.undoing import ROOM, SHIFTS, planned
from parvis.rota.models import Shift

Row = dict[str, str]


class Fault(Exception):
    """A row that is not taken; the text says why."""


class Importer:
    """Shifts of a house; those that are planned already, at the same desk and times from the same day, stay as they are."""

    help = (
        "Shifts of a house's desks from a table of your own (CSV or XLSX). `parvis export shifts-template` gives the empty "
        "table; docs/rota.md says what its columns mean."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare files and house."""
        parser.add_argument("paths", nargs="+", metavar="FILE", help="a table: .csv, .csv.gz, .zip or .xlsx")
        parser.add_argument("--house", required=True, metavar="HOUSE", help="the house, as it stands in its address")

    def run(self, ack: Ack, options: dict[str, Any]) -> None:
        """Read every row, keep out what cannot be taken with its line and reason, plan what is not planned yet."""
        house = House.objects.filter(slug=options["house"]).first()
        if house is None:
            refuse(f"There is no house «{options['house']}».")
        rota_moved(house)
        ack.room = ROOM
        desks = {desk.key: desk for desk in house.desks.order_by("pk")}
        partners = {each.slug: each for each in Partner.objects.filter(partnerships__house=house).order_by("pk")}
        for place, line, row in filled_rows(ack, options["paths"], REQUIRED, OPTIONAL):
            if is_example(row["desk"]):
                continue
            ack.count(SHIFTS, "read")
            try:
                new = _plan(house, row, desks, partners)
            except (Fault, Refusal) as fault:
                ack.refuse(SHIFTS, place, line, str(fault))
                continue
            ack.count(SHIFTS, "created" if new else "unchanged")
            ack.changes += map(planned, new)
        if not ack.total("created") and not ack.total("unchanged"):
            first = ack.refusals[0] if ack.refusals else None
            refuse(
                f"No row could be taken; the first: line {first['line']}: {first['reason']}"
                if first
                else "It is empty."
            )


def _plan(house: House, row: Row, desks: dict[str, Desk], partners: dict[str, Partner]) -> list[Shift]:
    """Plan a row; return the shifts that were not planned already."""
    wished = _wanted(row, desks, partners)
    for wanted in wished:
        refuse_odd(house, wanted)
    new = [new_shift(wanted) for wanted in wished if not _is_planned(wanted)]
    for shift in new:
        shift.save()
    return new


def _is_planned(wanted: Wanted) -> bool:
    same = Shift.objects.filter(
        desk=wanted.desk,
        partner=wanted.partner,
        begins=wanted.begins,
        ends=wanted.ends,
        first_day=wanted.first_day,
        every_weeks=wanted.every_weeks,
    )
    return same.exists()


def _wanted(row: Row, desks: dict[str, Desk], partners: dict[str, Partner]) -> list[Wanted]:
    if row["desk"] not in desks:
        _fault(f"desk: the house has none with the key «{row['desk']}»; it has {', '.join(desks)}")
    if row["partner"] and row["partner"] not in partners:
        _fault(f"partner: «{row['partner']}» has no tie to the house")
    languages = row["languages"].replace(",", " ").split()
    wrong = [code for code in languages if not LANGUAGE.fullmatch(code)]
    if wrong:
        _fault(f"languages: «{wrong[0]}» is no code of a language")
    days = row["days"].replace(",", " ").split()
    if any(day not in "1234567" or len(day) != 1 for day in days):
        _fault("days: write 1 for Monday to 7 for Sunday, with spaces between")
    first_day = _day(row, "first_day")
    if first_day is None:
        _fault("first_day: it is empty")
    times = read_times(row["times"])
    if not times:
        _fault("times: write from when to when, as 9:00-12:30")
    return [
        each
        for begins, ends in times
        for each in on_weekdays(
            Wanted(
                desk=desks[row["desk"]],
                partner=partners.get(row["partner"]),
                begins=begins,
                ends=ends,
                first_day=first_day,
                languages=tuple(languages),
                people=_number(row, "people", 1, 12, usual=1),
                every_weeks=_number(row, "every_weeks", 0, 4, usual=1),
                last_day=_day(row, "last_day"),
            ),
            map(int, days),
        )
    ]


def _fault(reason: str) -> NoReturn:
    raise Fault(reason)


def _day(row: Row, name: str) -> datetime.date | None:
    if not row[name]:
        return None
    try:
        return datetime.date.fromisoformat(row[name][:10])
    except ValueError as error:
        message = f"{name}: write the day as 2026-12-01"
        raise Fault(message) from error


def _number(row: Row, name: str, least: int, most: int, *, usual: int) -> int:
    typed = row[name]
    if not typed:
        return usual
    if not (typed.isascii() and typed.isdecimal() and len(typed) <= 2 and least <= int(typed) <= most):
        _fault(f"{name}: write a number from {least} to {most}")
    return int(typed)
