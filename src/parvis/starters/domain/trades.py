"""Trades to look at across levels, with the reason: which interests they share with the visitor, by which source."""

from __future__ import annotations

import datetime
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from parvis.core.daily_seed import shuffled
from parvis.occupations.domain.cards import TradeCard
from parvis.occupations.domain.listing import cards_by_key
from parvis.occupations.enums import Interest
from parvis.starters.domain.matching import Candidate, Shape, candidates, likeness
from parvis.starters.enums import Level

#: How alike a trade must be; trades shown a level; most of one sector there; types of the visitor that count as a reason.
ALIKE, SHOWN, A_SECTOR, REASONS = 0.5, 4, 2, 3

#: What a level asks for as a rule.
ASKS = {
    Level.ON_THE_JOB: _("Often no diploma is asked: you learn in days or weeks, while you work."),
    Level.APPRENTICESHIP: _("Often some years in a company, at a school, or both."),
    Level.FURTHER: _("Often one to three years more, after school or after an apprenticeship."),
    Level.HIGHER: _("Often three years or more at a university or a college."),
}


@dataclass(frozen=True)
class Reason:
    """Interests that one source gives to a trade and the visitor has among the strongest."""

    interests: tuple[Interest, ...]
    said_by: str


@dataclass(frozen=True)
class Found:
    """A trade to look at and why; no reason when only the whole shape is alike."""

    card: TradeCard
    reasons: tuple[Reason, ...]


@dataclass(frozen=True)
class Floor:
    """The trades of one level."""

    level: Level
    trades: list[Found]

    @property
    def words(self) -> str:
        """Say what the level asks for as a rule."""
        return str(ASKS[self.level])


def trades_across_levels(
    shape: Shape, strongest: tuple[Interest, ...], day: datetime.date, language: str
) -> list[Floor]:
    """Return trades like ``shape`` on every level that has some: three queries, four after a change of the trades.

    Likeness counts in tenths. Among equals those with a plain-language sheet come first, then the day's draw decides.
    On one level no two trades of one ISCO unit group stand, and at most two of a sector, so that there is a choice.
    """
    alike = [(round(likeness(shape, one.shape), 1), one) for one in candidates()]
    drawn = shuffled([pair for pair in alike if pair[0] >= ALIKE], lambda pair: pair[1].code, day)
    drawn.sort(key=lambda pair: (-pair[0], not pair[1].is_everyday))
    chosen: dict[Level, list[Candidate]] = {
        level: _mixed(one for _likeness, one in drawn if one.level == level) for level in Level
    }
    keys = [one.pk for level in Level for one in chosen[level]]
    cards = dict(zip(keys, cards_by_key(keys, language), strict=True))
    return [
        Floor(level, [Found(cards[one.pk], reasons(one, strongest[:REASONS])) for one in chosen[level]])
        for level in Level
        if chosen[level]
    ]


def _mixed(ordered: Iterable[Candidate]) -> list[Candidate]:
    """Return the first of ``ordered`` that differ: one an ISCO unit group, few a sector."""
    found: list[Candidate] = []
    groups: set[str] = set()
    sectors = Counter[str]()
    for one in ordered:
        if one.isco in groups or sectors[one.sector] >= A_SECTOR:
            continue
        groups.add(one.isco)
        sectors[one.sector] += 1
        found.append(one)
        if len(found) == SHOWN:
            break
    return found


def reasons(trade: Candidate, strongest: tuple[Interest, ...]) -> tuple[Reason, ...]:
    """Return which of ``strongest`` each source gives to ``trade``; sources that say the same are named together."""
    said: dict[tuple[Interest, ...], list[str]] = defaultdict(list)
    for voice in trade.voices:
        shared = tuple(one for one in strongest if one.value in voice.letters)
        if shared:
            said[shared].append(voice.said_by)
    return tuple(Reason(shared, ", ".join(sources)) for shared, sources in said.items())
