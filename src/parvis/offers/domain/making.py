"""From a record to a row: where it is, which trade, which qualification, until when."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from operator import attrgetter
from types import SimpleNamespace
from typing import Any

from django.db.models import Q

from parvis.core.codes import code_for
from parvis.offers.domain.lasting import end_of
from parvis.offers.domain.locating import locate
from parvis.offers.domain.matching import Matcher
from parvis.offers.domain.records import OfferRecord
from parvis.offers.domain.twins import twin_key
from parvis.offers.models import Feed, Offer
from parvis.qualifications.models import Qualification

LENGTH = 10  # letters of an offer's code, 50 bits: among a million, two wish for the same one with odds of 1 in 2,000
#: Fields that a record's row takes as the record has them.
PLAIN = (
    *(
        "reference",
        "url",
        "kind",
        "title",
        "description",
        "company",
        "street",
        "postcode",
        "town",
        "country",
        "eqf",
        "rhythm",
    ),
    *("contract", "hours", "months_min", "months_max", "starts_on", "start", "positions", "pay_min", "pay_max"),
    *("pay_currency", "pay_per", "pay", "access", "published_on", "ends_at"),
)
_plain = attrgetter(*PLAIN)
#: Every column, in the table's order, and what stands there when nothing is told.
_UNTOLD: dict[str, Any] = {field.attname: field.get_default() for field in Offer._meta.concrete_fields}  # noqa: SLF001


class Row(SimpleNamespace):
    """One row of the table of offers before it is written: an attribute a column, in the table's order.

    A million of them are made at a time, and Django's own objects take four times as long to make.
    """


class Maker:
    """Makes the rows of one feed during one import."""

    def __init__(self, feed: Feed, today: datetime.date, *, is_sample: bool = False) -> None:
        self.feed, self.today, self.is_sample = feed, today, is_sample
        self.matcher = Matcher()
        self._qualifications: dict[str, int | None] = {}

    def row(self, record: OfferRecord, digest: str = "") -> Row:
        """Return the row of ``record``, without code, duplicates and revision; ``digest`` where it was asked for already."""
        language = record.language or self.feed.language
        country = record.country or self.feed.country
        place = locate(country, record.town, record.postcode, record.latitude, record.longitude)
        trade, match = self.matcher.match(record.title, language.partition("-")[0], record.trade_codes)
        told = {
            **_UNTOLD,
            **dict(zip(PLAIN, _plain(record), strict=True)),
            "feed_id": self.feed.pk,
            "language": language,
            "country": country,
            "latitude": place.latitude,
            "longitude": place.longitude,
            "precision": place.precision.value,
            "occupation_id": trade,
            "match": match.value,
            "kind": record.kind.value,
            "trade_codes": list(record.trade_codes),
            "qualification_id": self._qualification(record.qualification),
            "languages": list(record.languages),
            "ways": [[by.value, value] for by, value in record.ways],
            **record.criteria,
            "expires_at": end_of(record.ends_at, self.today),
            "seen_on": self.today,
            "twin_key": self._twin_key(record, country),
            "digest": digest or record.digest(),
            "is_sample": self.is_sample,
        }
        return Row(**told)

    def _twin_key(self, record: OfferRecord, country: str) -> int:
        otherwise = f"{self.feed.key}:{record.reference}"
        return twin_key(record.company, country, record.town, record.kind, otherwise=otherwise)

    def _qualification(self, named: str) -> int | None:
        """Return the one qualification with that key, code or register's number, None when there is none or several."""
        if not named:
            return None
        if named not in self._qualifications:
            wanted = Q(key=named) | Q(code=named) | Q(reference=named)
            found = list(Qualification.objects.filter(wanted).order_by("pk").values_list("pk", flat=True)[:2])
            self._qualifications[named] = found[0] if len(found) == 1 else None
        return self._qualifications[named]


def give_codes(offers: Iterable[Row], feed: Feed) -> None:
    """Give each new offer of ``feed`` its code; one that is taken is made longer."""
    waiting, length = list(offers), LENGTH
    taken: set[str] = set()
    while waiting:
        for offer in waiting:
            offer.code = code_for(f"offer:{feed.key}:{offer.reference}", length)
        there = (
            Offer.objects.filter(code__in=[offer.code for offer in waiting]).order_by().values_list("code", flat=True)
        )
        taken |= set(there)
        clashing = []
        for offer in waiting:
            if offer.code in taken:
                clashing.append(offer)
            taken.add(offer.code)
        waiting, length = clashing, length + 1
