"""Events for tests."""

from __future__ import annotations

import datetime

from parvis.agenda.domain.writing import Facts, Text, plan_session, publish, write_event
from parvis.agenda.models import Event, Kind, Room, Session
from parvis.network.models import House
from parvis.network.tests.test_pages import house

UTC = datetime.UTC
NOW = datetime.datetime(2026, 11, 26, 9, 0, tzinfo=UTC)
HOUR = datetime.timedelta(hours=1)


def make_house(slug: str = "lyon", **fields: object) -> House:
    found = House.objects.filter(slug=slug).order_by("pk").first()
    return found or house(slug, **fields)


def make_kind(key: str = "demonstration", **fields: object) -> Kind:
    return Kind.objects.get_or_create(
        key=key, defaults={"name": {"en": "Demonstration", "fr": "Démonstration"}, **fields}
    )[0]


def make_room(at: House, name: str = "A") -> Room:
    return Room.objects.create(house=at, code=f"r{name.lower()}", name={"en": f"Room {name}"}, capacity=20)


def make_event(
    title: str = "A day in the bakery",
    at: House | None = None,
    starts: datetime.datetime = NOW + 24 * HOUR,
    room: Room | None = None,
    relations: dict[str, object] | None = None,
    *,
    is_published: bool = True,
    **fields: object,
) -> Event:
    facts = Facts(fields, {"en": Text(title, "See bread made."), "fr": Text(f"{title} (fr)")}, **(relations or {}))
    event = write_event(at or make_house(), make_kind(), facts)
    plan_session(event, starts, starts + 2 * HOUR, room)
    if is_published:
        publish(event)
    return event


def only(event: Event) -> Session:
    return event.sessions.get()
