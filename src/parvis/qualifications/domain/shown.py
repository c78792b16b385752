"""What the pages, the command and the open data tell of qualifications: fetched once for all steps, in a constant number of questions."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.utils import timezone

from parvis.core.languages import country_name
from parvis.core.said import Said, say
from parvis.occupations.domain.cards import TradeCard, cards
from parvis.occupations.models import Occupation
from parvis.qualifications.domain.graph import Outdated
from parvis.qualifications.domain.paths.graph import Graph
from parvis.qualifications.models import Entry, Jurisdiction, Qualification, Rule


@dataclass(frozen=True)
class Told:
    """Who says something, and when it was checked: below every fact."""

    source: str
    url: str
    checked_on: datetime.date | None
    is_due: bool
    is_sample: bool


def told_by(row: Qualification | Rule, today: datetime.date | None = None) -> Told:
    """Return who says what ``row`` says."""
    today = today or timezone.localdate()
    return Told(row.source, row.source_url, row.checked_on, row.is_due(today), row.is_sample)


def place_words(jurisdiction: Jurisdiction, language: str) -> str:
    """Name a jurisdiction: the country by CLDR, and the part that makes its own rules."""
    name = country_name(jurisdiction.country, language)
    part = say(jurisdiction.names, language).text
    return f"{name} · {part}" if part else name


def titles_held(codes: Sequence[str], language: str) -> list[Said]:
    """Return the titles of the qualifications with ``codes``, in that order; no question is asked for none."""
    if not codes:
        return []
    titles = {row.code: title_of(row, language) for row in Qualification.objects.filter(code__in=codes).order_by("pk")}
    return [titles[code] for code in codes if code in titles]


class Library:
    """The qualifications of some places of the graph with their entries, the rules on age and pay, and the trades they open.

    Raise Outdated when one of the qualifications no longer stands.
    """

    def __init__(self, graph: Graph, places: Iterable[int], language: str) -> None:
        wanted = sorted(set(places))
        nodes = [graph.nodes[place] for place in wanted]
        self.graph, self.language = graph, language
        needed = {door.needs for node in nodes for door in node.doors if door.needs >= 0}
        codes = {node.code for node in nodes} | {graph.nodes[place].code for place in needed}
        found = Qualification.objects.filter(code__in=codes).select_related("jurisdiction").order_by("pk")
        self._by_code = {row.code: row for row in found}
        if codes - self._by_code.keys():
            raise Outdated
        ages = {door.age_rule for node in nodes for door in node.doors}
        self.rules: Mapping[int, Rule] = Rule.objects.in_bulk(({node.pay for node in nodes} | ages) - {0})
        trades = Occupation.objects.filter(pk__in={trade for node in nodes for trade in node.trades}).order_by("pk")
        rows = list(trades)
        self._trades = {row.pk: card for row, card in zip(rows, cards(rows, language), strict=True)}
        entries = Entry.objects.filter(qualification__in=[self._by_code[node.code].pk for node in nodes])
        self._says = {(row.qualification_id, row.place): row.says for row in entries.order_by("pk")}

    def at(self, place: int) -> Qualification:
        """Return the qualification at ``place``."""
        return self._by_code[self.graph.nodes[place].code]

    def title(self, place: int) -> Said:
        """Return the title of the qualification at ``place``."""
        return title_of(self.at(place), self.language)

    def says(self, place: int, door: int) -> Said:
        """Return in words what the way in ``door`` asks besides."""
        return say(self._says.get((self.at(place).pk, door)), self.language)

    def opened(self, place: int, besides: int = 0) -> list[TradeCard]:
        """Return the trades that the qualification at ``place`` opens, by name, without the trade ``besides``."""
        trades = self.graph.nodes[place].trades
        found = [self._trades[trade] for trade in trades if trade in self._trades and trade != besides]
        return sorted(found, key=lambda card: (card.label.text.casefold(), card.code))


def title_of(qualification: Qualification, language: str) -> Said:
    """Return the title in ``language`` or its fallback; the key stands in for none."""
    return say(qualification.titles, language) or Said(qualification.key, language, language)
