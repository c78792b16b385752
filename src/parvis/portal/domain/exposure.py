"""How often each partner is seen: how many houses' pages name it, and how many desks those houses have."""

from __future__ import annotations

import datetime
from collections import Counter
from dataclasses import dataclass

from django.db.models import Count

from parvis.core.daily_seed import shuffled
from parvis.core.said import Said, say
from parvis.network.models import Desk, Partner, Partnership


@dataclass(frozen=True)
class Exposure:
    """A partner and the number of pages of houses that name it, with the number of desks behind them."""

    name: Said
    houses: int
    desks: int


def exposures(day: datetime.date, language: str) -> list[Exposure]:
    """Return every partner in the order of ``day``, which is drawn by lot; three questions whatever their number."""
    desks = dict(
        Desk.objects.values("house").annotate(number=Count("pk")).order_by("house").values_list("house", "number")
    )
    houses: Counter[int] = Counter()
    behind: Counter[int] = Counter()
    ties = Partnership.objects.standing(day).order_by("pk").values_list("partner", "house")
    for partner, house in ties:
        houses[partner] += 1
        behind[partner] += desks.get(house, 0)
    partners = shuffled(Partner.objects.order_by("slug"), lambda partner: partner.slug, day)
    return [Exposure(say(one.name, language), houses[one.pk], behind[one.pk]) for one in partners]
