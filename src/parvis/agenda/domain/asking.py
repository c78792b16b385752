"""What a visitor asks of the programme: when, where, which kind, for whom; read from the address, never kept."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from urllib.parse import urlencode

from django.db.models import TextField
from django.db.models.functions import Cast

from parvis.agenda.enums import Access, Audience, Seats
from parvis.agenda.models import Session
from parvis.agenda.models.event import SessionQuerySet
from parvis.core.codes import normalise_code
from parvis.core.domain.notebook import Kind as Noted
from parvis.core.domain.notebook import read
from parvis.network.domain.nearby import houses_around
from parvis.network.domain.places import find

KM = 50
WHEN = ("today", "week", "month")


@dataclass(frozen=True)
class Asked:
    """What was asked; empty where nothing was. ``free`` keeps what needs no seat; ``n`` is a notebook."""

    when: str = ""
    house: str = ""
    kind: str = ""
    trade: str = ""
    partner: str = ""
    language: str = ""
    audience: str = ""
    access: str = ""
    age: str = ""
    free: str = ""
    town: str = ""

    @property
    def is_something(self) -> bool:
        """Say whether anything was asked."""
        return any(asdict(self).values())

    @property
    def beside_town(self) -> dict[str, str]:
        """Return what else is asked, by name: the form of the town carries it along."""
        return {name: value for name, value in asdict(self).items() if value and name != "town"}

    def query(self, **changes: str) -> str:
        """Return the query of an address that asks the same with ``changes``; empty when it asks nothing."""
        held = {name: value for name, value in {**asdict(self), **changes}.items() if value}
        return f"?{urlencode(held)}" if held else "?"


def read_asked(query: Mapping[str, str]) -> Asked:
    """Read the filters of an address; what cannot be read counts as not asked."""
    word = {
        name: "".join(query.get(name, "").replace("\x00", "").split())[:60] for name in ("house", "kind", "partner")
    }
    age = query.get("age", "")
    language = query.get("language", "")[:8]
    return Asked(
        when=query.get("when", "") if query.get("when") in WHEN else "",
        trade=normalise_code(query.get("trade", "")[:12]),
        language=language if language.isascii() and language.replace("-", "").isalpha() else "",
        audience=query.get("audience", "") if query.get("audience") in Audience.values else "",
        access=query.get("access", "") if query.get("access") in Access.values else "",
        age=str(int(age)) if age.isascii() and age.isdecimal() and len(age) <= 3 else "",
        free="1" if query.get("free") else "",
        town=" ".join(query.get("town", "").replace("\x00", " ").split())[:100],
        **word,
    )


def _holding(sessions: SessionQuerySet, column: str, value: str) -> SessionQuerySet:
    """Keep sessions whose event's list ``column`` holds ``value``: as text, which both databases can ask."""
    return sessions.annotate(**{f"{column}_held": Cast(f"event__{column}", TextField())}).filter(
        **{f"{column}_held__contains": f'"{value}"'}
    )


def _in_time(sessions: SessionQuerySet, when: str, now: datetime.datetime) -> SessionQuerySet:
    days = {"today": 1, "week": 7, "month": 31}.get(when)
    if days is None:
        return sessions
    midnight = now.replace(hour=0, minute=0, second=0, microsecond=0)
    return sessions.filter(starts__lt=midnight + datetime.timedelta(days=days))


def sessions_asked(asked: Asked, now: datetime.datetime) -> SessionQuerySet:
    """Return the public sessions that answer ``asked``, past ones too, earliest first."""
    sessions = _in_time(Session.objects.public(), asked.when, now)
    equal = {
        "event__house__slug": asked.house.lower(),
        "event__kind__key": asked.kind.lower(),
        "event__trades__code": asked.trade,
        "event__parts__partner__slug": asked.partner.lower(),
    }
    sessions = sessions.filter(**{column: value for column, value in equal.items() if value})
    for column in ("languages", "audience", "access"):
        value: str = getattr(asked, {"languages": "language"}.get(column, column))
        if value:
            sessions = _holding(sessions, column, value)
    if asked.free:
        sessions = sessions.exclude(event__kind__seats=Seats.NEEDED)
    if asked.age:
        sessions = sessions.exclude(event__min_age__gt=int(asked.age)).exclude(event__max_age__lt=int(asked.age))
    if asked.town:
        town = find(asked.town).town
        near = houses_around(town.latitude, town.longitude, KM, now.date()).near if town else ()
        sessions = sessions.filter(event__house__in=[each.house.pk for each in near])
    return sessions.order_by("starts", "code")


def sessions_of_notebook(written: str) -> SessionQuerySet:
    """Return the public sessions of the events in a notebook."""
    codes = [item.code for item in read(written).items if item.kind == Noted.EVENT]
    return Session.objects.public().filter(event__code__in=codes).order_by("starts", "code")
