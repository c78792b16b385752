"""The doors to the trades: by sector, by interest type, by ISCO-08, and what stands behind each."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Count
from django.db.models.functions import Substr

from parvis.occupations.domain.cards import TradeCard
from parvis.occupations.domain.interests import InterestView, interests_of
from parvis.occupations.domain.listing import Listing, cards_by_key, listing, named
from parvis.occupations.domain.sectors import Look, sectors
from parvis.occupations.enums import Interest, Sector
from parvis.occupations.models import InterestProfile, Occupation, OccupationSkill

#: How the interest types look.
LOOKS: dict[Interest, Look] = {
    Interest.REALISTIC: Look("saw", "brick"),
    Interest.INVESTIGATIVE: Look("flask", "sea"),
    Interest.ARTISTIC: Look("pen", "plum"),
    Interest.SOCIAL: Look("hands", "leaf"),
    Interest.ENTERPRISING: Look("rocket", "sun"),
    Interest.CONVENTIONAL: Look("box", "night"),
}


@dataclass(frozen=True)
class SectorDoor:
    """A sector, how it looks and how many current trades it holds."""

    sector: Sector
    look: Look
    trades: int


@dataclass(frozen=True)
class InterestDoor:
    """An interest type, how it looks and how many current trades it is the strongest of by some source."""

    interest: Interest
    look: Look
    trades: int


def sector_doors() -> list[SectorDoor]:
    """Return the sectors that hold trades, in the order shown: one query."""
    rows = Occupation.objects.current().order_by().values_list("sector").annotate(number=Count("id"))
    counts = dict(rows)
    return [SectorDoor(sector, look, counts[sector]) for sector, look in sectors() if counts.get(sector)]


def interest_doors() -> list[InterestDoor]:
    """Return the six interest types: one query."""
    rows = (
        InterestProfile.objects.filter(occupation__retired_in="")
        .order_by()
        .annotate(letter=Substr("letters", 1, 1))
        .values_list("letter")
        .annotate(number=Count("occupation", distinct=True))
    )
    counts = dict(rows)
    return [InterestDoor(one, LOOKS[one], counts.get(one, 0)) for one in Interest]


def everyday_trades(language: str) -> list[TradeCard]:
    """Return the trades with an authored sheet, by name: three queries."""
    trades = Occupation.objects.current().exclude(seed_key="")
    return cards_by_key([one.pk for one in named(trades, language)], language)


def trades_of_interest(
    interest: Interest, language: str, number: str | None, words: str
) -> tuple[Listing, dict[str, list[InterestView]]]:
    """Return page ``number`` of the trades whose strongest type is ``interest`` by some source, and those sources by code."""
    strong = InterestProfile.objects.filter(letters__startswith=interest).values("occupation")
    found = listing(Occupation.objects.current().filter(pk__in=strong), language, number, words=words)
    codes = dict(zip((card.code for card in found.cards), found.page.object_list, strict=True))
    views = interests_of(codes.values())
    return found, {
        code: [view for view in views.get(key, ()) if view.types[:1] == (interest,)] for code, key in codes.items()
    }


def trades_with_skill(skill: int, language: str, number: str | None, *, is_essential: bool) -> Listing:
    """Return page ``number`` of the current trades that need the skill with primary key ``skill``, or can use it."""
    links = OccupationSkill.objects.filter(skill=skill, is_essential=is_essential).values("occupation")
    return listing(Occupation.objects.current().filter(pk__in=links), language, number)
