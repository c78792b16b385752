"""A qualification's own page, and the lists of them."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from django.core.paginator import Page, Paginator
from django.db.models import Q
from django.utils import timezone

from parvis.core.languages import country_name
from parvis.core.said import Said, say
from parvis.occupations.domain.cards import TradeCard, cards
from parvis.occupations.models import Occupation
from parvis.qualifications.domain.graph import Outdated, told_of_one_graph
from parvis.qualifications.domain.paths.graph import UNKNOWN, Door, Graph, Node
from parvis.qualifications.domain.paths.standing import Standing, Start
from parvis.qualifications.domain.shown import Told, place_words, title_of, told_by
from parvis.qualifications.domain.words import asks_words, length_words
from parvis.qualifications.enums import EntryKind, Isced, Mode, Share, Topic
from parvis.qualifications.models import Entry, Jurisdiction, Qualification, Rule

LISTED = 30
#: Rules of a jurisdiction that hold for ways of learning without a contract.
_NO_CONTRACT = [Topic.RECOGNITION, Topic.MOBILITY]


@dataclass(frozen=True)
class WayIn:
    """One way in, in words; ``number`` tells ways of one kind apart, 0 where there is but one."""

    kind: str
    number: int
    asks: list[str]
    says: Said
    length: str
    needs: Line | None


@dataclass(frozen=True)
class Line:
    """A qualification in a list: what it is called and where."""

    code: str
    title: Said
    short: str
    place: str
    country: str
    mode: str
    mode_label: str
    eqf: int | None
    length: str
    is_sample: bool


@dataclass(frozen=True)
class RuleView:
    """A rule that holds there, in words."""

    topic: str
    says: Said
    told: Told


@dataclass(frozen=True)
class Profile:
    """All there is to tell of a qualification; the row itself for the plain fields."""

    row: Qualification
    line: Line
    titles: list[Said]
    isced: str
    share: str
    lets: Said
    rhythm: Said
    ways: list[WayIn]
    trades: list[TradeCard]
    leads_to: list[Line]
    rules: list[RuleView]
    told: Told
    is_current: bool


def line_of(row: Qualification, language: str) -> Line:
    """Return ``row`` (fetched with its jurisdiction) as a list shows it."""
    return Line(
        row.code,
        title_of(row, language),
        row.short,
        place_words(row.jurisdiction, language),
        row.jurisdiction.country,
        row.mode,
        str(Mode(row.mode).label),
        row.eqf,
        length_words(row.months_min, row.months_max),
        row.is_sample,
    )


def profile(code: str, language: str) -> Profile | None:
    """Return the qualification with ``code``, None when there is none: nine questions however much is told."""
    return told_of_one_graph(lambda graph: _profile(graph, code, language))


def _profile(graph: Graph, code: str, language: str) -> Profile | None:
    row = Qualification.objects.select_related("jurisdiction").filter(code=code).first()
    if row is None:
        return None
    if code not in graph.place_of:
        raise Outdated
    node, today = graph.nodes[graph.place_of[code]], timezone.localdate()
    entries = list(Entry.objects.filter(qualification=row).select_related("needs__jurisdiction").order_by("place"))
    trades = list(Occupation.objects.filter(openings__qualification=row).order_by("pk"))
    leads = Qualification.objects.holding(today).filter(entries__needs=row).select_related("jurisdiction")
    return Profile(
        row=row,
        line=line_of(row, language),
        titles=[say({said_in: text}, said_in) for said_in, text in row.titles.items() if text],
        isced=str(Isced(row.isced).label) if row.isced is not None else "",
        share=str(Share(row.share).label) if row.share else "",
        lets=say(row.lets, language),
        rhythm=say(row.rhythm, language),
        ways=_ways(entries, node, Start(graph, Standing()), language),
        trades=cards(trades, language),
        leads_to=[line_of(one, language) for one in leads.order_by("key").distinct()],
        rules=_rules(row, language),
        told=told_by(row, today),
        is_current=node.is_current,
    )


def _ways(entries: list[Entry], node: Node, start: Start, language: str) -> list[WayIn]:
    """Return the ways in; ages and lengths as the graph reads them, as rows tell them when it cannot be taken any more."""
    doors = {door.place: door for door in node.doors}
    kinds = Counter(entry.kind for entry in entries)
    told: Counter[str] = Counter()
    ways = []
    for entry in entries:
        told[entry.kind] += 1
        number = told[entry.kind] if kinds[entry.kind] > 1 else 0
        door = doors.get(entry.place) or _told_door(entry)
        needs = line_of(entry.needs, language) if entry.needs else None
        length = length_words(entry.months, entry.months) if entry.months is not None else ""
        asks = asks_words(door, start.youngest(door), "")
        ways.append(WayIn(str(EntryKind(entry.kind).label), number, asks, say(entry.says, language), length, needs))
    return ways


def _told_door(entry: Entry) -> Door:
    """Return what ``entry`` itself says, without the rules of today."""
    youngest = entry.minimum_age or 0
    return Door(
        kind=entry.kind,
        isced=entry.least_isced or 0,
        eqf=entry.least_eqf or 0,
        at_home=entry.in_country,
        experience=entry.months_experience or 0,
        youngest=youngest,
        youngest_else=youngest,
        oldest=UNKNOWN if entry.maximum_age is None else entry.maximum_age,
    )


def _rules(row: Qualification, language: str) -> list[RuleView]:
    """Return the rules that hold for it today, in the order of topics; its own before the part's before the country's."""
    today = timezone.localdate()
    where = [row.jurisdiction_id, *([row.jurisdiction.part_of_id] if row.jurisdiction.part_of_id else [])]
    topics = list(Topic) if row.mode == Mode.APPRENTICESHIP else _NO_CONTRACT
    general = Q(qualification=None, jurisdiction__in=where, topic__in=topics)
    rules = Rule.objects.holding(today).filter(Q(qualification=row) | general)
    found: dict[str, Rule] = {}
    for rule in rules.oldest_first():
        other = found.get(rule.topic)
        if other is None or _nearness(rule, row) >= _nearness(other, row):
            found[rule.topic] = rule
    told = [(Topic(topic), rule) for topic, rule in found.items() if say(rule.says, language)]
    order = list(Topic)
    told.sort(key=lambda pair: order.index(pair[0]))
    return [RuleView(str(topic.label), say(rule.says, language), told_by(rule, today)) for topic, rule in told]


def _nearness(rule: Rule, row: Qualification) -> int:
    return 2 if rule.qualification_id else int(rule.jurisdiction_id == row.jurisdiction_id)


@dataclass(frozen=True)
class Chosen:
    """What a list is narrowed to; empty is all."""

    country: str = ""
    mode: str = ""
    level: int = 0


@dataclass(frozen=True)
class Choice:
    """A link that narrows a list, or widens it again."""

    words: str
    country: str
    mode: str
    level: int
    is_current: bool


@dataclass(frozen=True)
class Listing:
    """A page of a list with what it can be narrowed to."""

    lines: list[Line]
    page: Page[Qualification]
    total: int
    countries: list[Choice]
    modes: list[Choice]
    levels: list[Choice]

    @property
    def pages(self) -> list[int | str]:
        """Return the numbers of the pages to link, with « … » for those left out."""
        return list(self.page.paginator.get_elided_page_range(self.page.number, on_each_side=1, on_ends=1))


def known_countries() -> list[str]:
    """Return the countries we know jurisdictions of."""
    return list(Jurisdiction.objects.order_by("country").values_list("country", flat=True).distinct())


def listing(chosen: Chosen, number: str | None, language: str, countries: list[str]) -> Listing:
    """Return the page ``number`` of today's qualifications narrowed to ``chosen``, by country and key: two questions."""
    rows = Qualification.objects.holding(timezone.localdate()).select_related("jurisdiction")
    if chosen.country:
        rows = rows.within(chosen.country)
    if chosen.mode:
        rows = rows.filter(mode=chosen.mode)
    if chosen.level:
        rows = rows.filter(eqf=chosen.level)
    page = Paginator(rows.order_by("jurisdiction__country", "key"), LISTED).get_page(number)
    at = (chosen.country, chosen.mode, chosen.level)
    named = sorted((country_name(code, language), code) for code in countries)
    return Listing(
        [line_of(row, language) for row in page],
        page,
        page.paginator.count,
        [_choice(words, (code, *at[1:]), at, 0) for words, code in named],
        [_choice(str(mode.label), (at[0], mode.value, at[2]), at, 1) for mode in Mode],
        [_choice(str(level), (*at[:2], level), at, 2) for level in range(1, 9)],
    )


def _choice(words: str, to: tuple[str, str, int], at: tuple[str, str, int], axis: int) -> Choice:
    """Return the link to ``to``; where one stands there already, the link that leaves this axis out."""
    is_current = to[axis] == at[axis]
    country, mode, level = to
    if is_current:
        country, mode, level = ("" if axis == 0 else country, "" if axis == 1 else mode, 0 if axis == 2 else level)
    return Choice(words, country, mode, level, is_current)
