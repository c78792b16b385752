"""Reading a problem: what cannot be planned is refused with a sentence that names the place in the file (`tables[3].slots`)."""

from __future__ import annotations

import hashlib
import json
import re
from typing import Any

from django.utils.translation import gettext as _

from parvis.timetable.domain.plain import (
    listed,
    name,
    name_set,
    numbers,
    object_of,
    parsed,
    refuse,
    refuse_strange,
    refuse_twice,
    whole,
    yes_or_no,
)
from parvis.timetable.domain.problem import FORMAT, MOST, Problem, Seeker, Slot, Table
from parvis.timetable.domain.promised import read_held, read_kept

SLOTS, TABLES, SEEKERS, INTERVIEWERS = 96, 2_000, 50_000, 20
PAIRS = 20_000_000  # tables times seekers: what a machine of a house can hold
_FAR = 100_000.0  # metres
_SEED = 2**53 - 1
_TIME = re.compile(r"([01][0-9]|2[0-3]):[0-5][0-9]|24:00")


def read_problem(told: str | bytes | dict[str, Any]) -> Problem:
    """Return the problem in ``told`` (JSON, or the same as plain values); refuse what is not one."""
    if isinstance(told, dict):
        text = json.dumps(told, sort_keys=True, separators=(",", ":"), ensure_ascii=False, default=str).encode()
    else:
        text = told.encode("utf-8", "replace") if isinstance(told, str) else told
        told = parsed(text)
    if told.get("format") != FORMAT:
        refuse("format", _("write “%s” here. Other formats are not read.") % FORMAT)
    refuse_strange("", told, {"format", "seed", "slots", "tables", "seekers", "kept", "held"})
    slots = _slots(told.get("slots"))
    tables = _tables(told.get("tables"), len(slots))
    problem = Problem(
        slots=slots,
        tables=tables,
        seekers=read_seekers(told.get("seekers"), len(slots), frozenset(table.id for table in tables)),
        seed=whole("seed", told.get("seed", 0), 0, _SEED),
        digest=hashlib.sha256(text).hexdigest(),
    )
    if len(tables) * len(problem.seekers) > PAIRS:
        refuse("seekers", _("so many tables and seekers at once cannot be planned. Divide the day."))
    problem = read_held(problem, told.get("held", []), SLOTS * TABLES)
    return read_kept(problem, told.get("kept", []), MOST * SEEKERS)


def _slots(told: Any) -> tuple[Slot, ...]:
    slots: list[Slot] = []
    for place, each in listed("slots", told, SLOTS):
        slot = _slot(place, each)
        if slots and slot.start < slots[-1].end:
            refuse(
                place, _("it begins before the slot before it ends. Write slots in their order; they do not overlap.")
            )
        slots.append(slot)
    if not slots:
        refuse("slots", _("without a slot nobody can meet. Write one at least."))
    return tuple(slots)


def _slot(place: str, told: Any) -> Slot:
    told = object_of(place, told, {"start", "end"}, set())
    times = [name(f"{place}.{key}", told[key]) for key in ("start", "end")]
    for key, time in zip(("start", "end"), times, strict=True):
        if not _TIME.fullmatch(time):
            refuse(f"{place}.{key}", _("write a time like 14:10."))
    if times[0] >= times[1]:
        refuse(place, _("it ends before it begins."))
    return Slot(*times)


def _tables(told: Any, count: int) -> tuple[Table, ...]:
    tables = tuple(_table(place, each, count) for place, each in listed("tables", told, TABLES))
    ids = [table.id for table in tables]
    refuse_twice(
        "tables", ids, _("two tables are called “%s”. For several people at one table write how many: “interviewers”.")
    )
    return tables


def _table(place: str, told: Any, count: int) -> Table:
    names = ("languages", "offers", "wants", "refuses")
    told = object_of(place, told, {"id", "slots"}, {"interviewers", "at", *names})
    return Table(
        id=name(f"{place}.id", told["id"]),
        slots=numbers(f"{place}.slots", told["slots"], count),
        interviewers=whole(f"{place}.interviewers", told.get("interviewers", 1), 1, INTERVIEWERS),
        at=_spot(f"{place}.at", told.get("at")),
        **{key: name_set(f"{place}.{key}", told.get(key, [])) for key in names},
    )


def _spot(place: str, told: Any) -> tuple[float, float] | None:
    if told is None:
        return None
    found = told if isinstance(told, list) else []
    good = [float(each) for each in found if type(each) in (int, float) and abs(each) <= _FAR]
    if len(good) != len(found) or len(good) != 2:
        refuse(place, _("write two numbers in metres, [across, along], or null."))
    return good[0], good[1]


def read_seekers(told: Any, count: int, tables: frozenset[str]) -> tuple[Seeker, ...]:
    """Return seekers of a day with ``count`` slots and ``tables``, from the plain values of a problem’s list; refuse what is none."""
    seekers = tuple(_seeker(place, each, count, tables) for place, each in listed("seekers", told, SEEKERS))
    refuse_twice("seekers", [seeker.id for seeker in seekers], _("two seekers are called “%s”."))
    return seekers


def _seeker(place: str, told: Any, count: int, tables: frozenset[str]) -> Seeker:
    names = ("languages", "needs", "states")
    told = object_of(place, told, {"id", "slots"}, {"most", "open", "wishes", "vetoes", *names})
    wishes, vetoes = (_known_tables(f"{place}.{key}", told.get(key, []), tables) for key in ("wishes", "vetoes"))
    if both := sorted(wishes & vetoes):
        refuse(f"{place}.vetoes", _("table “%s” is wished too. It cannot be both.") % both[0])
    return Seeker(
        id=name(f"{place}.id", told["id"]),
        slots=numbers(f"{place}.slots", told["slots"], count),
        most=whole(f"{place}.most", told.get("most", 4), 1, MOST),
        wishes=wishes,
        vetoes=vetoes,
        open=yes_or_no(f"{place}.open", told.get("open", True)),
        **{key: name_set(f"{place}.{key}", told.get(key, [])) for key in names},
    )


def _known_tables(place: str, told: Any, tables: frozenset[str]) -> frozenset[str]:
    found = name_set(place, told)
    if not found <= tables:
        number, unknown = next((number, each) for number, each in enumerate(told) if each not in tables)
        refuse(f"{place}[{number}]", _("no table is called “%s”.") % unknown)
    return found
