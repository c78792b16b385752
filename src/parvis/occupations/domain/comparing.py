"""Up to four trades side by side."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.utils import timezone

from parvis.core.said import Said
from parvis.occupations.domain.cards import TradeCard, cards
from parvis.occupations.domain.interests import InterestView, interests_of
from parvis.occupations.domain.listing import cards_by_key
from parvis.occupations.domain.sheets import SheetView, sheets_of
from parvis.occupations.domain.texts import skill_labels
from parvis.occupations.enums import Nearness
from parvis.occupations.models import NearOccupation, Occupation, OccupationSkill

#: Trades side by side; more cannot be read.
MOST = 4
#: Near trades named for each.
NEAR = 4


@dataclass(frozen=True)
class Skill:
    """A skill's code and name."""

    code: str
    label: Said


@dataclass(frozen=True)
class Column:
    """One trade of a comparison; ``only_here`` are essential skills none of the others needs."""

    card: TradeCard
    sheet: SheetView | None
    interest: InterestView | None
    only_here: list[Skill]
    near: list[TradeCard]


@dataclass(frozen=True)
class Comparison:
    """The trades side by side, and the essential skills all of them need."""

    columns: list[Column] = field(default_factory=list)
    shared: list[Skill] = field(default_factory=list)

    @property
    def codes(self) -> list[str]:
        """Return the codes of the trades, in order."""
        return [column.card.code for column in self.columns]

    @property
    def is_full(self) -> bool:
        """Say whether no further trade fits."""
        return len(self.columns) >= MOST

    @property
    def has_skills(self) -> bool:
        """Say whether there are skills to compare."""
        return bool(self.shared) or any(column.only_here for column in self.columns)

    @property
    def fallbacks(self) -> list[str]:
        """Return the languages other than the wanted one that some of it is shown in."""
        skills = [*self.shared, *(skill for column in self.columns for skill in column.only_here)]
        said = [skill.label for skill in skills] + [card.label for column in self.columns for card in column.near]
        sheets = (column.sheet for column in self.columns)
        languages = {label.language for label in said if label.is_fallback}
        return sorted(languages | {sheet.language for sheet in sheets if sheet and sheet.is_fallback})


def compare(codes: Iterable[str], language: str) -> Comparison:
    """Return the first four trades of ``codes`` that exist, side by side: eight queries."""
    order = list(dict.fromkeys(codes))[: 4 * MOST]
    found = Occupation.objects.in_bulk(order, field_name="code")
    trades = [found[code] for code in order if code in found][:MOST]
    keys = [trade.pk for trade in trades]
    sheets, interests = sheets_of(keys, language, timezone.localdate()), interests_of(keys)
    skills, near = _essential(keys), _near(keys, language)
    needed_by = Counter(skill for needed in skills.values() for skill in needed)
    labels = skill_labels(needed_by, language)
    code_of = {skill: code for needed in skills.values() for skill, code in needed.items()}

    def needed_by_exactly(number: int, among: Iterable[int]) -> list[Skill]:
        """Return the skills ``among`` these that ``number`` of the trades need, by name."""
        chosen = [Skill(code_of[key], labels[key]) for key in among if needed_by[key] == number and key in labels]
        return sorted(chosen, key=lambda skill: skill.label.text)

    columns = [
        Column(
            card,
            sheets.get(trade.pk),
            next(iter(interests.get(trade.pk, ())), None),
            needed_by_exactly(1, skills.get(trade.pk, {})),
            near.get(trade.pk, []),
        )
        for trade, card in zip(trades, cards(trades, language), strict=True)
    ]
    return Comparison(columns, needed_by_exactly(len(trades), needed_by) if len(trades) > 1 else [])


def _essential(trades: list[int]) -> dict[int, dict[int, str]]:
    """Return the essential skills of each trade: key → code."""
    rows = OccupationSkill.objects.filter(occupation__in=trades, is_essential=True, skill__retired_in="").order_by("id")
    found: dict[int, dict[int, str]] = defaultdict(dict)
    for trade, skill, code in rows.values_list("occupation_id", "skill_id", "skill__code"):
        found[trade][skill] = code
    return found


def _near(trades: list[int], language: str) -> dict[int, list[TradeCard]]:
    """Return the first near trades of each."""
    rows = NearOccupation.objects.filter(occupation__in=trades, other__retired_in="", nearness=Nearness.NEAR)
    keys: dict[int, dict[int, None]] = defaultdict(dict)
    for trade, other in rows.order_by("rank", "id").values_list("occupation_id", "other_id"):
        if len(keys[trade]) < NEAR:
            keys[trade][other] = None
    every = list(dict.fromkeys(key for near in keys.values() for key in near))
    by_key = dict(zip(every, cards_by_key(every, language), strict=True))
    return {trade: [by_key[key] for key in near] for trade, near in keys.items()}
