"""`parvis import opendays FILE.json --house HOUSE`: French open-day notices, as training bodies publish them in free text."""

from __future__ import annotations

import csv
import datetime
import json
from argparse import ArgumentParser
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NoReturn
from zoneinfo import ZoneInfo

from parvis.agenda.domain.arrivals import PLACE, TOWN, Arrival, Puzzle, Time
from parvis.agenda.domain.arriving import house_named, kind_named, take_arrivals, take_puzzles
from parvis.agenda.enums import Where
from parvis.agenda.importers.opendays.draft import KIND, LANGUAGE, title_of_body
from parvis.agenda.importers.opendays.notices import Understood, understand
from parvis.core.domain.reports import Ack
from parvis.core.refusal import Refusal
from parvis.network.models import House

SIZE = 32 << 20
NO_HOURS = "no_hours"  # a day without both its hours: a session needs them


class Importer:
    """What a notice states becomes sessions of a draft, one draft a training body; the rest waits for a person."""

    help = (
        "French open-day notices (JSON: the body's number → {«jpo»: [notice, …]}). What a notice states becomes a session of a "
        "draft; a notice that leaves something open waits for a person (docs/events.md). Nothing is guessed."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Ask for the file, the house, and who stands behind the numbers."""
        parser.add_argument("path", type=Path, metavar="FILE", help="jpo.json")
        parser.add_argument("--house", required=True, metavar="HOUSE", help="the house, as in its address")
        parser.add_argument("--kind", default=KIND, metavar="KIND", help="the kind of event (open-day)")
        parser.add_argument("--names", type=Path, metavar="FILE", help="a CSV with the columns id, name, town")

    def run(self, ack: Ack, options: dict[str, Any]) -> None:
        """Read the notices, write what differs."""
        house = house_named(options["house"])
        kind_named(options["kind"], house)
        names = _names(options["names"])
        ack.files = [options["path"].name]
        reasons: Counter[str] = Counter()
        arrivals, puzzles = [], []
        for body, notices in _bodies(options["path"]):
            told = [(notice, understand(notice)) for notice in notices]
            named = names.get(body, ("", ""))
            arrival = _arrival(house, options["kind"], body, named, told)
            if arrival:
                arrivals.append(arrival)
            for number, (notice, found) in enumerate(told, 1):
                ack.count("rows", "read")
                ack.count("rows", "unchanged")
                if reason := _reason(found):
                    reasons[reason] += 1
                    place, town = named[0][:PLACE], named[1][:TOWN]
                    told_by = {"source": options["path"].name, "place": place, "town": town}
                    puzzles.append(Puzzle(house.slug, f"{body}:{number}", notice[:2000], reason, **told_by))
        take_arrivals(ack, house, arrivals)
        take_puzzles(ack, house, puzzles)
        said = ", ".join(f"{number:,} {reason.replace('_', ' ')}" for reason, number in reasons.most_common())
        times = sum(len(one.times) for one in arrivals)
        ack.notes.append(f"{times:,} sessions of {len(arrivals):,} bodies. Waiting for a person: {said or 'none'}.")


def _reason(found: Understood) -> str:
    if found.unclear:
        return found.unclear.value
    return "" if all(one.starts and one.ends for one in found.openings) else NO_HOURS


def _arrival(
    house: House, kind: str, body: str, named: tuple[str, str], told: list[tuple[str, Understood]]
) -> Arrival | None:
    zone, times, remarks = ZoneInfo(house.time_zone), set(), []
    for _notice, found in told:
        if _reason(found):
            continue
        remarks += [part for part in (found.remark, found.url) if part]
        for one in found.openings:
            if one.starts and one.ends:
                times.add(Time(_moment(one.day, one.starts, zone), _moment(one.day, one.ends, zone)))
    if not times:
        return None
    name, town = named
    return Arrival(
        house=house.slug,
        reference=f"opendays:{body}",
        kind=kind,
        language=LANGUAGE,
        title=title_of_body(body, name),
        body="\n\n".join(dict.fromkeys(remarks)),
        where=Where.ELSEWHERE.value,
        place=(name or body)[:PLACE],
        town=town[:TOWN],
        source="opendays",
        times=tuple(sorted(times)),
    )


def _moment(day: datetime.date, time: datetime.time, zone: ZoneInfo) -> datetime.datetime:
    return datetime.datetime.combine(day, time, zone).astimezone(datetime.UTC)


def _bodies(path: Path) -> Iterator[tuple[str, list[str]]]:
    if not path.is_file():
        _refuse(f"There is no file «{path.name}» at the place you named.")
    if path.stat().st_size > SIZE:
        _refuse(f"«{path.name}» is larger than {SIZE >> 20} MB; it was not read.")
    try:
        told = json.loads(path.read_bytes().decode("utf-8-sig"))
    except (ValueError, RecursionError):
        _refuse(f"«{path.name}» is not whole JSON in UTF-8.")
    if not isinstance(told, dict):
        _refuse(f"«{path.name}» is not an object of bodies and their notices.")
    for body, one in told.items():
        notices = one.get("jpo") if isinstance(one, dict) else None
        if (
            not isinstance(notices, list)
            or not 0 < len(body) <= 60
            or not all(isinstance(said, str) for said in notices)
        ):
            _refuse(f"«{body[:60]}» has no list «jpo» of notices.")
        if notices:
            yield body, notices


def _names(path: Path | None) -> dict[str, tuple[str, str]]:
    if path is None:
        return {}
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            return {row["id"]: (row["name"].strip(), row["town"].strip()) for row in csv.DictReader(file)}
    except (OSError, UnicodeDecodeError, KeyError, AttributeError, csv.Error):
        _refuse(f"«{path.name}» is no CSV in UTF-8 with the columns id, name, town.")


def _refuse(sentence: str) -> NoReturn:
    raise Refusal(sentence)
