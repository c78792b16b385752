"""An offer as an importer read it: typed, tidy, and not yet anybody's row."""

from __future__ import annotations

import datetime
from dataclasses import dataclass, field, fields
from decimal import Decimal
from hashlib import blake2b
from operator import attrgetter

from parvis.offers.enums import ApplyBy, OfferKind

#: Raise when tidying or matching changes what is made of the same record: the next import then writes it anew.
SHAPE = 1
#: Records handled at a time: memory stays flat, and a batch is worth its query.
BATCH = 1000


class Unfit(Exception):
    """A record that is not taken; the text is the reason, for its sender, as the end of a sentence."""


@dataclass(slots=True)
class OfferRecord:
    """What one record of a feed tells. Texts are plain; blank and None mean that it does not say.

    ``trade_codes`` name the trade as the sender does («esco:<URI>», «rome:D1102», «isco:7512»); ``qualification`` is a key or
    a number of a register. ``criteria`` holds only what is said: name of the criterion → yes or no.
    """

    reference: str
    kind: OfferKind
    title: str
    language: str = ""
    description: str = ""
    url: str = ""
    company: str = ""
    street: str = ""
    postcode: str = ""
    town: str = ""
    country: str = ""
    latitude: float | None = None
    longitude: float | None = None
    trade_codes: tuple[str, ...] = ()
    qualification: str = ""
    eqf: int | None = None
    rhythm: str = ""
    contract: str = ""
    hours: str = ""
    months_min: int | None = None
    months_max: int | None = None
    starts_on: datetime.date | None = None
    start: str = ""
    positions: int | None = None
    pay_min: Decimal | None = None
    pay_max: Decimal | None = None
    pay_currency: str = ""
    pay_per: str = ""
    pay: str = ""
    languages: tuple[str, ...] = ()
    access: str = ""
    criteria: dict[str, bool] = field(default_factory=dict)
    ways: tuple[tuple[ApplyBy, str], ...] = ()
    published_on: datetime.date | None = None
    ends_at: datetime.datetime | None = None

    def digest(self) -> str:
        """Return the same 32 letters for the same record."""
        told = repr((SHAPE, *_values(self)))
        return blake2b(told.encode("utf-8", "replace"), digest_size=16).hexdigest()


_values = attrgetter(*(one.name for one in fields(OfferRecord)))


@dataclass(frozen=True, slots=True)
class Reading:
    """One record of a file: its number (from 1) and line, and either what it tells or why it is not taken."""

    file: str
    number: int
    line: int
    reference: str = ""
    record: OfferRecord | None = None
    reason: str = ""
    digest: str = ""  #: of the record

    @classmethod
    def of(cls, record: OfferRecord, file: str, number: int, line: int) -> Reading:
        """Return the reading of a record that can be taken, its digest with it: who reads has the time (importers/_aside.py)."""
        return cls(file, number, line, record.reference, record, digest=record.digest())
