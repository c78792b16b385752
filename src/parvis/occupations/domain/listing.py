"""Long lists of trades: everyday trades first, then by name in the visitor's language, in pages, narrowed by a word."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from django.core.paginator import Page, Paginator
from django.db.models import CharField, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from parvis.core.languages import fallback_order
from parvis.core.letters import bare
from parvis.occupations.domain.cards import TradeCard, cards
from parvis.occupations.models import Occupation, OccupationText

PAGE_LENGTH = 30
#: How many languages of the fallback order a name is looked for in, before the URI stands in.
_NAMED_IN = 4


@dataclass(frozen=True)
class Named:
    """A trade's key, its name for sorting and finding, and whether it has an authored sheet."""

    pk: int
    name: str
    is_everyday: bool

    @property
    def order(self) -> tuple[bool, str]:
        """Return the key to sort by: everyday trades first, then by name without accents or case."""
        return (not self.is_everyday, self.folded)

    @property
    def folded(self) -> str:
        """Return the name without case and accents."""
        return _folded_name(self.name)


@dataclass(frozen=True)
class Listing:
    """One page of a list: its cards, the pages, and how many trades the whole list holds."""

    cards: list[TradeCard]
    page: Page[int]
    total: int

    @property
    def pages(self) -> list[int | str]:
        """Return the numbers of the pages to link, with « … » for those left out."""
        return list(self.page.paginator.get_elided_page_range(self.page.number, on_each_side=1, on_ends=1))


@lru_cache(maxsize=32_768)
def _folded_name(name: str) -> str:
    """Return the name of a trade folded, kept in memory: names are public, what a visitor types never comes here."""
    return bare(name)


def named(trades: QuerySet[Occupation], language: str) -> list[Named]:
    """Return ``trades`` with their names in ``language`` or its fallback, in the order of lists: one query."""
    texts = OccupationText.objects.filter(occupation=OuterRef("pk"))
    names = [Subquery(texts.filter(language=one).values("label")[:1]) for one in fallback_order(language)[:_NAMED_IN]]
    rows = (
        trades.order_by()
        .annotate(name=Coalesce(*names, "uri", output_field=CharField()))
        .values_list("pk", "name", "seed_key")
    )
    return sorted((Named(pk, name, bool(seed)) for pk, name, seed in rows), key=lambda one: (one.order, one.pk))


def holding(words: str, trades: Iterable[Named]) -> list[Named]:
    """Keep the ``trades`` in whose name each of ``words`` stands somewhere, accents and case aside."""
    wanted = bare(words).split()
    return [one for one in trades if all(word in one.folded for word in wanted)]


def cards_by_key(keys: Iterable[int], language: str) -> list[TradeCard]:
    """Return the cards of the trades with the primary ``keys``, in that order: two queries."""
    order = list(keys)
    found = Occupation.objects.in_bulk(order)
    return cards((found[key] for key in order if key in found), language)


def page_of(keys: list[int], language: str, number: str | int | None) -> Listing:
    """Return page ``number`` of the trades with ``keys``; a number that is none, or too high, gives the nearest page."""
    page = Paginator(keys, PAGE_LENGTH).get_page(number)
    return Listing(cards_by_key(page.object_list, language), page, len(keys))


def listing(trades: QuerySet[Occupation], language: str, number: str | int | None, *, words: str = "") -> Listing:
    """Return page ``number`` of ``trades``, everyday trades first, only those whose name holds ``words``: three queries."""
    return page_of([one.pk for one in holding(words, named(trades, language))], language, number)
