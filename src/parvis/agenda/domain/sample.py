"""The kinds everybody has, and sample events whose days are told from the day they are loaded."""

from __future__ import annotations

import datetime
import tomllib
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from django.db import transaction
from django.utils import timezone

from parvis.agenda.domain.repeating import moment_of
from parvis.agenda.domain.writing import Facts, Text, cancel_session, make_sessions, move_session, publish, write_event
from parvis.agenda.enums import Where
from parvis.agenda.models import Event, Kind, Room
from parvis.core.codes import code_for
from parvis.network.models import House, Partner
from parvis.occupations.models import Occupation

FOLDER = Path(__file__).resolve().parent.parent / "seed"
#: What sample columns may set of an event as it stands in the file.
_COLUMNS = ("senses", "access", "audience", "min_age", "place", "town", "rule")


def read_seed(name: str) -> dict[str, Any]:
    """Return the file ``name`` of the seed."""
    return tomllib.loads((FOLDER / name).read_text())


def load_kinds() -> int:
    """Create the kinds that are not there; what a house has changed of one stays."""
    there = set(Kind.objects.values_list("key", flat=True))
    made = [
        Kind(key=key, order=place, **kind)
        for place, (key, kind) in enumerate(read_seed("kinds.toml").items())
        if key not in there
    ]
    Kind.objects.bulk_create(made)
    return len(made)


def _room(house: House) -> Room:
    name = {"fr": "Grande salle", "en": "Large room", "de": "Großer Saal", "it": "Sala grande", "es": "Sala grande"}
    code = code_for(f"room:{house.slug}:1")
    return Room.objects.get_or_create(code=code, defaults={"house": house, "name": name, "capacity": 40})[0]


def _facts(row: dict[str, Any], house: House, texts: dict[str, list[str]], today: datetime.date) -> Facts:
    local = datetime.datetime.combine(
        today + datetime.timedelta(days=row["day"]), datetime.time.fromisoformat(row["at"])
    )
    fields = {column: row[column] for column in _COLUMNS if column in row} | {
        "languages": house.languages[:2],
        "first_starts": moment_of(local, ZoneInfo(house.time_zone)),
        "is_sample": True,
        "source": "Parvis",
        "image": house.images.filter(is_sample=True).order_by("pk").first() if row.get("picture") else None,
        "where": Where.ELSEWHERE if "town" in row else Where.ROOM,
    }
    return Facts(
        fields=fields,
        texts={language: Text(title, summary) for language, (title, summary) in texts.items()},
        trades=Occupation.objects.filter(seed_key__in=row.get("trades", [])).order_by("pk"),
        partners=Partner.objects.filter(slug__in=row.get("partners", [])),
    )


def _load(row: dict[str, Any], name: str, texts: dict[str, list[str]], now: datetime.datetime) -> bool:
    house = House.objects.filter(slug=row["house"]).order_by("pk").first()
    if house is None or Event.objects.filter(code=code_for(name)).exists():
        return False
    kind = Kind.objects.get(key=row["kind"])
    event = write_event(house, kind, _facts(row, house, texts, now.date()), name=name)
    make_sessions(event, now, _room(house) if row.get("room") else None)
    publish(event)
    first = event.sessions.order_by("starts").first()
    if first and row.get("becomes") == "moved":
        later = datetime.timedelta(days=1)
        move_session(first, first.starts + later, first.ends + later, first.room)
    elif first and row.get("becomes") == "cancelled":
        cancel_session(first)
    return True


@transaction.atomic
def load_sample() -> dict[str, int]:
    """Create the kinds and sample events that are not there yet; return how many."""
    kinds, seed, now = load_kinds(), read_seed("sample.toml"), timezone.now()
    numbers: dict[tuple[str, str], int] = {}
    events = 0
    for row in seed["event"]:
        key = (row["house"], f"{row['kind']}:{row['text']}")
        numbers[key] = numbers.get(key, 0) + 1
        events += _load(row, f"event:sample:{':'.join(key)}:{numbers[key]}", seed["texts"][row["text"]], now)
    counts = {"kinds": kinds, "events": events}
    return {what: number for what, number in counts.items() if number}
