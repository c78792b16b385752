"""Offers as a list shows them: title, kind, company, town, how far, when it starts."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from django.urls import reverse

from parvis.core.said import Said
from parvis.network.domain.saying import say_distance
from parvis.occupations.domain.sectors import look_of
from parvis.occupations.models import Occupation
from parvis.offers.domain.saying import KIND_TONES, capital, kind_label, level_name, start_of, title_of, where_of
from parvis.offers.models import Offer


@dataclass(frozen=True)
class Line:
    """One offer of a list; what is not known is empty. ``promise`` and ``kept`` are what a page that knows says of the promise to answer."""

    code: str
    url: str
    title: Said
    kind: str
    kind_label: str
    employer: str
    where: str
    distance: str
    start: str
    level: str
    criteria_met: int
    pictogram: str
    tone: str
    is_sample: bool
    promise: str = ""
    kept: str = ""


def line_of(offer: Offer, language: str, km: float | None = None, town: str = "") -> Line:
    """Return how a list shows ``offer`` (fetched with its trade); ``town`` is what its page tells the distance from."""
    trade = offer.occupation
    address = reverse("portal:offer", args=[offer.code])
    return Line(
        code=offer.code,
        url=f"{address}?place={town}" if town else address,
        title=title_of(offer, language),
        kind=offer.kind,
        kind_label=kind_label(offer.kind),
        employer=offer.company,
        where=where_of(offer, language),
        distance="" if km is None else say_distance(km, language),
        start=start_of(offer, language),
        level=capital(level_name(offer.eqf)) if offer.eqf else "",
        criteria_met=offer.criteria_met,
        pictogram=pictogram_of(trade),
        tone=KIND_TONES[offer.kind],
        is_sample=offer.is_sample,
    )


def pictogram_of(trade: Occupation | None) -> str:
    """Return the drawing of an offer's trade, a case when it has none."""
    return (trade.pictogram or look_of(trade.sector).pictogram) if trade else "bag"


@dataclass(frozen=True)
class Fetched:
    """Offers by their code, only those that stand at the moment of asking."""

    offers: Mapping[str, Offer] = field(default_factory=dict)

    def in_order(self, codes: Iterable[str]) -> list[Offer]:
        """Return those with ``codes``, in that order; what no longer stands is left out."""
        return [self.offers[code] for code in codes if code in self.offers]


def fetch(codes: Sequence[str], now: datetime.datetime) -> Fetched:
    """Fetch the offers with ``codes`` that stand at ``now``, with their trades: one query however many, none for none."""
    if not codes:
        return Fetched()
    standing = Offer.objects.standing(now).filter(code__in=codes).select_related("occupation").order_by("pk")
    return Fetched({offer.code: offer for offer in standing})
