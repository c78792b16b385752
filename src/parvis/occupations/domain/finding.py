"""Find a trade by its name within a page, without the search engine: to add one to a comparison."""

from __future__ import annotations

from rapidfuzz import fuzz, process

from parvis.core.letters import bare
from parvis.occupations.domain.cards import TradeCard
from parvis.occupations.domain.listing import Named, cards_by_key, holding, named
from parvis.occupations.models import Occupation

FOUND = 8
#: Least likeness (0…100) of a name offered as the nearest spelling.
LIKENESS = 60


def find_trades(words: str, language: str) -> list[TradeCard]:
    """Return up to eight trades whose name holds ``words``, else those spelt most like them: three queries."""
    typed = bare(words[:100]).strip()
    if not typed:
        return []
    every = named(Occupation.objects.current(), language)
    found = sorted(holding(typed, every), key=lambda one: _rank(one, typed))
    keys = [one.pk for one in found[:FOUND]] or _nearest(typed, every)
    return cards_by_key(keys, language)


def _rank(one: Named, typed: str) -> tuple[bool, bool, int, str]:
    return (not one.folded.startswith(typed), not one.is_everyday, len(one.folded), one.folded)


def _nearest(typed: str, every: list[Named]) -> list[int]:
    names = {one.pk: one.folded for one in every}
    found = process.extract(typed, names, scorer=fuzz.WRatio, limit=FOUND, score_cutoff=LIKENESS)
    return [key for _name, _likeness, key in found]
