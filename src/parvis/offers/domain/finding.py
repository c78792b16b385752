"""Offers straight from the database: of a trade, of a qualification, near another; and by words while there is no index."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import Case, IntegerField, Q, Value, When

from parvis.core.codes import code_for
from parvis.core.daily_seed import daily_seed
from parvis.core.globe import box, distance
from parvis.offers.domain.lines import Line, line_of
from parvis.offers.models import Offer
from parvis.offers.models.offer import OfferQuerySet

#: Offers named on the page of a trade or a qualification, and on the page of one that is gone.
FIRST, STILL = 3, 5


@dataclass(frozen=True)
class Some:
    """The first few offers of something, in today's order, and how many there are."""

    lines: tuple[Line, ...] = ()
    total: int = 0

    def __bool__(self) -> bool:
        return self.total > 0


def offers_of_trade(code: str, now: datetime.datetime, language: str) -> Some:
    """Return the offers of the trade with ``code`` that stand at ``now``: two queries, one when there is none."""
    return _some(Q(occupation__code=code), now, language)


def offers_of_qualification(code: str, now: datetime.datetime, language: str) -> Some:
    """Return the offers that train for the qualification with ``code`` and stand at ``now``: two queries, one for none."""
    return _some(Q(qualification__code=code), now, language)


def _some(which: Q, now: datetime.datetime, language: str) -> Some:
    standing = Offer.objects.standing(now).filter(which)
    total = standing.count()
    if not total:
        return Some()
    return Some(tuple(line_of(offer, language) for offer in _drawn(standing, now, FIRST)), total)


def _drawn(offers: OfferQuerySet, now: datetime.datetime, number: int) -> Iterable[Offer]:
    """Draw ``number`` of equals by the day's lot: those whose codes follow a code made of the seed, then from the first on.

    Codes are digests, so neither the sender nor the day of arrival decides.
    """
    start = code_for(f"offers:{daily_seed(now.date())}")
    turn = Case(When(code__gte=start, then=Value(0)), default=Value(1), output_field=IntegerField())
    return offers.order_by(turn, "code").select_related("occupation")[:number]


def _fetched(codes: Sequence[str]) -> Iterable[Offer]:
    return Offer.objects.filter(code__in=codes).select_related("occupation").order_by("pk")


def near_offers(offer: Offer, now: datetime.datetime, km: float = 50) -> list[tuple[Offer, float | None]]:
    """Return up to five that stand at ``now``, of the trade of ``offer``: nearest first, or by lot when it has no place."""
    if offer.occupation is None:
        return []
    same = Offer.objects.standing(now).for_trade(offer.occupation).exclude(pk=offer.pk)
    if offer.latitude is None or offer.longitude is None:
        return [(found, None) for found in _drawn(same, now, STILL)]
    south, west, north, east = box(offer.latitude, offer.longitude, km)
    within = same.filter(latitude__range=(south, north))
    within = within.filter(longitude__range=(west, east)) if west <= east else within
    reached = sorted(
        (distance(offer.latitude, offer.longitude, north, east), code)
        for code, north, east in within.order_by("code").values_list("code", "latitude", "longitude")
        if north is not None and east is not None
    )
    far = {code: away for away, code in reached[:STILL] if away <= km}
    found = {one.code: one for one in _fetched(list(far))}
    return [(found[code], away) for code, away in far.items() if code in found]


def offers_holding(words: Sequence[str], now: datetime.datetime, most: int = 50) -> list[str]:
    """Return the codes of up to ``most`` offers with a word of ``words`` in their title, while there is no index."""
    holds = Q()
    for word in words:
        holds |= Q(title__icontains=word)
    standing = Offer.objects.standing(now).filter(holds) if words else Offer.objects.standing(now)
    return list(standing.order_by("code").values_list("code", flat=True)[:most])
