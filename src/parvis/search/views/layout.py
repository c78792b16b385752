"""How the search page is laid out: groups of results, choices with their counts, page numbers, all as links."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from parvis.answers.domain.badges import badges_of
from parvis.core.languages import country_name, language_name
from parvis.occupations.enums import Sector
from parvis.search.domain.asking import Group
from parvis.search.domain.questions import MOST_PAGES, Question
from parvis.search.domain.showing import KIND_NAMES, Shown, shown
from parvis.search.words.reading import Reading

FACET_NAMES: Mapping[str, Promise] = {
    "kind": _("What"),
    "sector": _("Sector"),
    "country": _("Country"),
    "tongue": _("Language"),
}
#: The kind of results that somebody may promise to answer notes about.
OFFER = "offer"
#: Values of a facet shown at once.
MOST_VALUES = 12


@dataclass(frozen=True)
class Choice:
    """A link that narrows the results, or, when it is chosen, widens them again."""

    words: str
    count: int
    url: str
    is_chosen: bool


@dataclass(frozen=True)
class Facet:
    """The choices of one facet."""

    words: Promise
    choices: list[Choice]


@dataclass(frozen=True)
class GroupView:
    """The results of one kind on the page; ``more`` is the address of all of them, empty when these are all."""

    kind: str
    words: Promise | str
    total: int
    results: list[Shown]
    more: str


@dataclass(frozen=True)
class PageLink:
    """A page of results."""

    number: int
    url: str
    is_current: bool


def address(question: Question, page: int = 1) -> str:
    """Return the address of ``question``."""
    parts = {"q": question.text, **question.filters.chosen(), **({"page": str(page)} if page > 1 else {})}
    return f"{reverse('search:page')}?{urlencode(parts)}"


def group_views(groups: Sequence[Group], question: Question, readings: Sequence[Reading]) -> list[GroupView]:
    """Return the groups ready for the page; two to seven questions where offers are among them, for promises to answer."""
    offers = [result.document.code for group in groups if group.kind == OFFER for result in group.results]
    badges = badges_of(offers, timezone.now()) if offers else {}
    return [
        GroupView(
            group.kind,
            KIND_NAMES.get(group.kind, group.kind),
            group.total,
            [
                shown(
                    result,
                    question.language,
                    readings,
                    badges.get(result.document.code) if group.kind == OFFER else None,
                )
                for result in group.results
            ],
            _all_of(group, question),
        )
        for group in groups
    ]


def _all_of(group: Group, question: Question) -> str:
    """Return the address of all results of ``group``, empty when these are all; offers have a page of their own."""
    if question.filters.kind or group.total <= len(group.results):
        return ""
    if group.kind == "offer":
        return f"{reverse('portal:offers')}?{urlencode({'q': question.text})}"
    return address(question.within(kind=group.kind))


def facet_links(question: Question, facets: Mapping[str, Mapping[str, int]]) -> list[Facet]:
    """Return the choices with counts, each facet that offers more than one or is chosen."""
    found = []
    for name, counts in facets.items():
        chosen = getattr(question.filters, name)
        values = sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))[:MOST_VALUES]
        if chosen or len(values) > 1:
            choices = [_choice(question, name, value, count) for value, count in values]
            found.append(Facet(FACET_NAMES[name], choices))
    return found


def _choice(question: Question, name: str, value: str, count: int) -> Choice:
    is_chosen = getattr(question.filters, name) == value
    return Choice(
        _words(name, value, question.language),
        count,
        address(question.within(**{name: "" if is_chosen else value})),
        is_chosen,
    )


def _words(name: str, value: str, language: str) -> str:
    """Say the ``value`` of a facet in ``language``."""
    if name == "kind":
        return str(KIND_NAMES.get(value, value))
    if name == "sector":
        return str(dict(Sector.choices).get(value, value))
    return country_name(value, language) if name == "country" else language_name(value, language)


def page_links(question: Question, total: int) -> list[PageLink]:
    """Return the pages of results, at most ten; none when one page holds all."""
    last = min(-(-total // question.limit), MOST_PAGES)
    if last < 2:
        return []
    return [PageLink(number, address(question, number), number == question.page) for number in range(1, last + 1)]
