"""From what somebody does already to skills and to trades near it.

A trade counts, for each activity, the best of what ties the two: 1 where our own editors chose the trade for the activity; else
the rarest of the activity's skills that the trade needs, or half of that where it is only useful. Rarity is log(N/n) / log(N)
for a skill that n of N trades use: a skill that everybody needs points nowhere (inverse document frequency, Spärck Jones 1972,
Journal of Documentation 28). The figure orders trades and is never shown.
"""

from __future__ import annotations

import datetime
import math
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from django.db import models
from django.utils.translation import gettext_lazy as _

from parvis.core.daily_seed import shuffled
from parvis.core.domain.revisions import revision_of
from parvis.core.said import Said
from parvis.occupations.domain.cards import TradeCard
from parvis.occupations.domain.listing import cards_by_key
from parvis.occupations.domain.texts import skill_labels
from parvis.occupations.models import Occupation, OccupationSkill, Skill
from parvis.starters.domain.activities import Activity, activities

#: Trades shown, and most of one ISCO unit group among them.
SHOWN, A_GROUP = 12, 2
#: What a useful skill weighs beside one that is needed.
USEFUL = 0.5


class Tie(models.TextChoices):
    """What ties an activity to a trade, the strongest first."""

    CHOSEN = "chosen", _("our own choice")
    NEEDED = "needed", _("needed there")
    USEFUL = "useful", _("useful there")


class Known(NamedTuple):
    """What is kept of the trades: code, ISCO-08 and seed key by primary key, and who uses which of our skills."""

    trades: dict[int, tuple[str, str, str]]
    users: dict[str, list[tuple[int, bool]]]

    def rarity(self, skill: str) -> float:
        """Return how rare ``skill`` is, 0 (every trade) … 1 (one trade)."""
        every, using = len(self.trades), len(self.users.get(skill, ()))
        return math.log(every / using) / math.log(every) if using and every > 1 else float(using)


@dataclass(frozen=True)
class Lead:
    """An activity that leads to a trade, and by what tie."""

    activity: Activity
    label: Said
    tie: Tie


@dataclass(frozen=True)
class Nearby:
    """A trade near what somebody does, and which activities lead there."""

    card: TradeCard
    leads: list[Lead]


@dataclass(frozen=True)
class Named:
    """A skill's code and name."""

    code: str
    label: Said


@dataclass(frozen=True)
class Shown:
    """An activity with the skills in it; none where ESCO is not loaded."""

    activity: Activity
    label: Said
    skills: list[Named]


@lru_cache(maxsize=1)
def kept_ties(_revision: int) -> Known:
    """Return what ties trades to the activities' skills in a revision: two queries."""
    rows = Occupation.objects.current().order_by("id").values_list("pk", "code", "isco_id", "seed_key")
    trades = {pk: (code, isco or "", seed) for pk, code, isco, seed in rows}
    wanted = {uri for one in activities() for uri in one.skills}
    links = OccupationSkill.objects.filter(skill__uri__in=wanted, skill__retired_in="", occupation__retired_in="")
    users: dict[str, list[tuple[int, bool]]] = defaultdict(list)
    for uri, trade, is_needed in links.order_by("id").values_list("skill__uri", "occupation_id", "is_essential"):
        users[uri].append((trade, is_needed))
    return Known(trades, dict(users))


def trades_near(ticked: Iterable[Activity], day: datetime.date, language: str) -> list[Nearby]:
    """Return the trades that most of ``ticked`` lead to, with the reasons: three queries, five after a change."""
    known = kept_ties(revision_of("occupations")[0])
    weights: dict[int, float] = defaultdict(float)
    leads: dict[int, list[tuple[Activity, Tie]]] = defaultdict(list)
    for activity in ticked:
        for trade, (weight, tie) in _ties(activity, known).items():
            weights[trade] += weight
            leads[trade].append((activity, tie))
    drawn = shuffled(weights, lambda trade: known.trades[trade][0], day)
    drawn.sort(key=lambda trade: (-round(weights[trade], 2), not known.trades[trade][2]))
    keys = _mixed(drawn, known)
    return [
        Nearby(card, [Lead(activity, activity.said(language), tie) for activity, tie in leads[key]])
        for key, card in zip(keys, cards_by_key(keys, language), strict=True)
    ]


def _ties(activity: Activity, known: Known) -> dict[int, tuple[float, Tie]]:
    """Return the best tie of ``activity`` to each trade it leads to."""
    found: dict[int, tuple[float, Tie]] = {}
    for skill in activity.skills:
        rarity = known.rarity(skill)
        for trade, is_needed in known.users.get(skill, ()):
            tie = (rarity, Tie.NEEDED) if is_needed else (rarity * USEFUL, Tie.USEFUL)
            found[trade] = max(found.get(trade, tie), tie, key=lambda one: one[0])
    chosen = set(activity.trades)
    found.update({trade: (1.0, Tie.CHOSEN) for trade, (_c, _i, seed) in known.trades.items() if seed in chosen})
    return found


def _mixed(ordered: Iterable[int], known: Known) -> list[int]:
    """Return the first of ``ordered``, few of one ISCO unit group."""
    found: list[int] = []
    groups = Counter[str]()
    for trade in ordered:
        group = known.trades[trade][1]
        if groups[group] < A_GROUP:
            groups[group] += 1
            found.append(trade)
        if len(found) == SHOWN:
            break
    return found


def skills_in(ticked: Iterable[Activity], language: str) -> list[Shown]:
    """Return ``ticked`` with the skills in each that are loaded, said in ``language`` or its fallback: two queries."""
    chosen = list(ticked)
    wanted = {uri for one in chosen for uri in one.skills}
    rows = Skill.objects.filter(uri__in=wanted, retired_in="").order_by("id").values_list("uri", "pk", "code")
    loaded = {uri: (pk, code) for uri, pk, code in rows}
    labels = skill_labels((pk for pk, _code in loaded.values()), language)
    named = {uri: Named(code, labels[pk]) for uri, (pk, code) in loaded.items() if pk in labels}
    return [Shown(one, one.said(language), [named[uri] for uri in one.skills if uri in named]) for one in chosen]
