"""Which trades are near another, and why: what the sources say, shared skills, the same interests."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import Count
from django.utils.translation import gettext as _

from parvis.occupations.domain.cards import TradeCard
from parvis.occupations.domain.interests import InterestView, interests_of
from parvis.occupations.domain.listing import cards_by_key
from parvis.occupations.enums import Interest, Nearness, Provenance
from parvis.occupations.models import NearOccupation, Occupation, OccupationSkill

#: Trades shown as near, and how many of them may stand there for their shared skills alone.
SHOWN, BY_SKILLS = 9, 4
#: Fewest shared essential skills worth naming.
SHARED = 2


@dataclass(frozen=True)
class Link:
    """That one source calls a trade near; approximate when a crosswalk lies between."""

    source: Provenance
    nearness: Nearness
    is_approximate: bool

    def __str__(self) -> str:
        said = {"source": self.source.label, "nearness": self.nearness.label}
        if self.is_approximate:
            return _("%(source)s: %(nearness)s (approximate)") % said
        return _("%(source)s: %(nearness)s") % said


@dataclass(frozen=True)
class NearTrade:
    """A near trade and why: who says so, how many essential skills both need, which strongest interest both have."""

    card: TradeCard
    links: tuple[Link, ...]
    shared_skills: int
    interest: Interest | None

    @property
    def is_far(self) -> bool:
        """Say whether every source that links the two calls it a larger change."""
        return bool(self.links) and all(link.nearness == Nearness.FAR for link in self.links)


@dataclass(frozen=True)
class NearTrades:
    """The trades near one: a small step away, and a larger change away."""

    steps: list[NearTrade] = field(default_factory=list)
    changes: list[NearTrade] = field(default_factory=list)

    def __bool__(self) -> bool:
        return bool(self.steps or self.changes)


def shared_skills(trade: Occupation) -> dict[int, int]:
    """Return how many essential skills each current trade shares with ``trade``, skills of every trade aside: one query."""
    mine = OccupationSkill.objects.filter(occupation=trade, is_essential=True, skill__is_transversal=False)
    rows = (
        OccupationSkill.objects.filter(skill__in=mine.values("skill"), is_essential=True, occupation__retired_in="")
        .exclude(occupation=trade)
        .order_by()
        .values_list("occupation_id")
        .annotate(number=Count("id"))
    )
    return dict(rows)


def near_trades(trade: Occupation, interests: Iterable[InterestView], language: str) -> NearTrades:
    """Return the trades near ``trade`` with the reasons: five queries."""
    links = _links(trade)
    shared = shared_skills(trade)
    by_skills = sorted((key for key in shared if shared[key] >= SHARED), key=lambda key: (-shared[key], key))
    keys = list(dict.fromkeys([*links, *[key for key in by_skills if key not in links][:BY_SKILLS]]))[:SHOWN]
    theirs = interests_of(keys)
    mine = {view.types[0] for view in interests if view.types}
    found = [
        NearTrade(
            card,
            tuple(links.get(key, ())),
            shared.get(key, 0) if shared.get(key, 0) >= SHARED else 0,
            next((view.types[0] for view in theirs.get(key, ()) if view.types and view.types[0] in mine), None),
        )
        for key, card in zip(keys, cards_by_key(keys, language), strict=True)
    ]
    return NearTrades([one for one in found if not one.is_far], [one for one in found if one.is_far])


def _links(trade: Occupation) -> dict[int, list[Link]]:
    """Return what sources call near, small steps and our own first."""
    rows = NearOccupation.objects.filter(occupation=trade, other__retired_in="").order_by("rank", "id")
    trust = {Provenance.SEED: 0, Provenance.ROME: 1, Provenance.ONET: 2}
    found: dict[int, list[Link]] = defaultdict(list)
    for row in sorted(rows, key=lambda row: (row.nearness == Nearness.FAR, trust.get(Provenance(row.source), 3))):
        found[row.other_id].append(Link(Provenance(row.source), Nearness(row.nearness), row.is_approximate))
    return found
