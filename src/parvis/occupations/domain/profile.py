"""Everything a trade's page shows, in one language: a constant number of queries, whatever the trade holds."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from django.db.models import Q
from django.utils import timezone

from parvis.core.languages import fallback_order, is_right_to_left
from parvis.core.said import Said, first_said, say
from parvis.occupations.domain.cards import TradeCard, card_of, first_sentence, trade_cards
from parvis.occupations.domain.interests import InterestView, interests_of, source_named
from parvis.occupations.domain.isco import IscoStep, isco_trail
from parvis.occupations.domain.near import NearTrades, near_trades
from parvis.occupations.domain.sheets import SheetView, sheets_of
from parvis.occupations.domain.skills import SkillsOfTrade, skills_of
from parvis.occupations.enums import ConditionKind, Provenance, WordsKind
from parvis.occupations.models import Occupation, OccupationText, OccupationWords, Source, WorkCondition


@dataclass(frozen=True)
class Condition:
    """Where or how a trade is worked, as a source says it in its own language."""

    kind: ConditionKind
    texts: list[str]
    language: str
    source: Provenance
    is_approximate: bool

    @property
    def is_short(self) -> bool:
        """Say whether the texts are names that fit on one line, not sentences."""
        return self.kind in {ConditionKind.PLACE, ConditionKind.BRANCH}

    @property
    def direction(self) -> str:
        """Return ``rtl`` or ``ltr``."""
        return "rtl" if is_right_to_left(self.language) else "ltr"


@dataclass(frozen=True)
class Profile:
    """A trade as its page shows it. ``description`` is the source's text; ``names`` are other names in the page's language."""

    card: TradeCard
    esco_uri: str
    description: Said
    description_source: str
    sheet: SheetView | None
    skills: SkillsOfTrade
    interests: list[InterestView]
    near: NearTrades
    conditions: list[Condition]
    names: list[str]
    isco: list[IscoStep]
    successor: TradeCard | None
    retired_in: str
    sources: list[Source]
    checked_on: datetime.date | None

    @property
    def description_by(self) -> str:
        """Name the source of the description."""
        return str(Provenance(self.description_source).label) if self.description_source else ""

    @property
    def condition_sources(self) -> list[str]:
        """Name the sources of the conditions, each once, and say which are approximate."""
        return list(dict.fromkeys(source_named(one.source, one.is_approximate) for one in self.conditions))


def profile(code: str, language: str) -> Profile | None:
    """Return the trade with ``code`` as its page shows it in ``language``, None when there is none."""
    trade = Occupation.objects.filter(code=code).select_related("replaced_by").first()
    if trade is None:
        return None
    texts = list(OccupationText.objects.filter(occupation=trade, language__in=fallback_order(language)).order_by("id"))
    description = say({text.language: text.description for text in texts}, language)
    described_by = {text.language: text.description_source for text in texts}
    interests = interests_of([trade.pk]).get(trade.pk, [])
    conditions = _conditions(trade, language)
    near = near_trades(trade, interests, language)
    used = {text.label_source for text in texts} | {view.source for view in interests}
    used |= {row.source for row in conditions} | {described_by.get(description.language, "")}
    used |= {link.source for one in (*near.steps, *near.changes) for link in one.links}
    return Profile(
        card=card_of(
            trade,
            {text.language: text.label for text in texts},
            {text.language: text.summary or first_sentence(text.description) for text in texts},
            language,
        ),
        esco_uri=trade.uri if trade.uri.startswith("http://data.europa.eu/esco/") else "",
        description=description,
        description_source=described_by.get(description.language, ""),
        sheet=sheets_of([trade.pk], language, timezone.localdate()).get(trade.pk),
        skills=skills_of(trade, language),
        interests=interests,
        near=near,
        conditions=conditions,
        names=_names(trade, language),
        isco=isco_trail(trade.isco_id or "", language),
        successor=next(iter(trade_cards([trade.replaced_by.code], language)), None) if trade.replaced_by else None,
        retired_in=trade.retired_in,
        sources=list(Source.objects.filter(_behind(used)).order_by("key")),
        checked_on=trade.checked_on,
    )


def _behind(used: set[str]) -> Q:
    """Return the condition for the sources behind a page; ESCO's skills and ISCO's tree come with any ESCO trade."""
    return Q(key__in=used & set(Provenance.values)) | Q(key=Provenance.ESCO)


def _conditions(trade: Occupation, language: str) -> list[Condition]:
    """Return the conditions said in the one language nearest to ``language``."""
    rows = list(WorkCondition.objects.filter(occupation=trade, kind__in=ConditionKind.values).order_by("id"))
    chosen = first_said({row.language for row in rows}, language)
    return sorted(
        (
            Condition(ConditionKind(row.kind), row.texts, row.language, Provenance(row.source), row.is_approximate)
            for row in rows
            if row.language == chosen and row.texts
        ),
        key=lambda one: list(ConditionKind).index(one.kind),
    )


def _names(trade: Occupation, language: str) -> list[str]:
    """Return other names in ``language``, ESCO's and ROME's, each once, in their order."""
    rows = OccupationWords.objects.filter(occupation=trade, language=language).exclude(kind=WordsKind.EVERYDAY)
    return list(dict.fromkeys(name for row in rows.order_by("kind") for name in row.words))
