"""A place of the network as plain values: what a file says, what the tables hold, and how the two compare."""

from __future__ import annotations

import datetime
import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field

Texts = Mapping[str, str]
#: Keys that no desk has: the page of one so called would be the form for a new one.
TAKEN_KEYS = ("new",)


@dataclass(frozen=True)
class PeriodRecord:
    """Open every week on ``weekday`` (1 Monday … 7 Sunday); ``desk`` is the key of a desk, empty for the house."""

    weekday: int
    opens: datetime.time
    closes: datetime.time
    valid_from: datetime.date | None = None
    valid_until: datetime.date | None = None
    desk: str = ""
    is_sample: bool = False


@dataclass(frozen=True)
class ExceptionRecord:
    """Days that are otherwise; closed without hours."""

    starts_on: datetime.date
    ends_on: datetime.date
    opens: datetime.time | None = None
    closes: datetime.time | None = None
    reason: Texts = field(default_factory=dict)
    desk: str = ""
    is_sample: bool = False


@dataclass(frozen=True)
class DeskRecord:
    """A desk."""

    key: str
    question: Texts
    tone: str
    hint: Texts = field(default_factory=dict)
    words: Mapping[str, list[str]] = field(default_factory=dict)
    pictogram: str = ""
    languages: tuple[str, ...] = ()
    order: int = 0
    is_sample: bool = False


@dataclass(frozen=True)
class MembershipRecord:
    """A dated statement on the place's standing."""

    state: str
    known_on: datetime.date
    source: str
    known_on_precision: str = "day"
    since: datetime.date | None = None
    since_precision: str = "day"
    until: datetime.date | None = None
    source_url: str = ""


@dataclass(frozen=True)
class PartnershipRecord:
    """A partner's dated tie, by the partner's slug."""

    partner: str
    since: datetime.date | None = None
    until: datetime.date | None = None
    is_sample: bool = False


@dataclass(frozen=True)
class PartnerRecord:
    """A partner."""

    slug: str
    name: Texts
    level: str
    types: tuple[str, ...]
    country: str = ""
    website: str = ""
    source: str = ""
    is_sample: bool = False


@dataclass(frozen=True)
class HouseRecord:
    """A place with all that hangs on it. ``parent`` is the slug of the place it belongs to."""

    slug: str
    kind: str
    name: str
    name_language: str
    country: str
    town: str
    latitude: float
    longitude: float
    time_zone: str
    parent: str = ""
    other_names: tuple[str, ...] = ()
    region: str = ""
    address: str = ""
    postcode: str = ""
    is_place_of_town: bool = False
    languages: tuple[str, ...] = ()
    website: str = ""
    phone: str = ""
    email: str = ""
    about: Texts = field(default_factory=dict)
    access: Texts = field(default_factory=dict)
    directions: Texts = field(default_factory=dict)
    machine_texts: tuple[str, ...] = ()
    holiday_subdivision: str = ""
    closes_on_holidays: bool | None = None
    source: str = ""
    source_url: str = ""
    checked_on: datetime.date | None = None
    due_on: datetime.date | None = None
    is_sample: bool = False
    desks: tuple[DeskRecord, ...] = ()
    periods: tuple[PeriodRecord, ...] = ()
    exceptions: tuple[ExceptionRecord, ...] = ()
    memberships: tuple[MembershipRecord, ...] = ()
    partnerships: tuple[PartnershipRecord, ...] = ()

    def fingerprint(self) -> str:
        """Return a hash of every value, the same whatever the order of desks, hours, statements and partners."""
        values = asdict(self)
        if not values["machine_texts"]:
            del values["machine_texts"]  # fingerprints kept before there was this field still hold
        for name in ("desks", "periods", "exceptions", "memberships", "partnerships"):
            values[name] = sorted(json.dumps(row, sort_keys=True, default=str) for row in values[name])
        return hashlib.sha256(json.dumps(values, sort_keys=True, default=str).encode()).hexdigest()


@dataclass(frozen=True)
class NetworkFile:
    """What one or several files say together. ``origins`` tells of each place's slug its file's name and line."""

    houses: tuple[HouseRecord, ...] = ()
    partners: tuple[PartnerRecord, ...] = ()
    origins: Mapping[str, tuple[str, int]] = field(default_factory=dict)
