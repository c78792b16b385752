"""What a page shows of an answer: results in the visitor's language, facets and further pages as links."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from urllib.parse import urlencode

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from parvis.core.languages import INTERFACE_LANGUAGES, country_name, language_name
from parvis.core.said import Said, say
from parvis.occupations.enums import Sector
from parvis.search.domain.asking import Answer
from parvis.search.domain.questions import MOST_PAGES, Question
from parvis.search.pipeline import Result

#: Values of one facet shown as links.
MOST_VALUES = 16


@dataclass(frozen=True)
class Shown:
    """One result as a page shows it; ``met_in`` names the language the words were met in when it is another one."""

    kind: str
    kind_name: str
    code: str
    href: str
    title: Said
    summary: Said
    pictogram: str
    met_in: str


@dataclass(frozen=True)
class Link:
    """One value of a facet, how many results it has, and the address that chooses it or lets it go."""

    name: str
    query: str
    count: int
    is_chosen: bool


@dataclass(frozen=True)
class FacetLinks:
    """A facet's title and its values as links."""

    title: str
    links: Sequence[Link]


def kind_name(kind: str) -> str:
    """Return the name of a kind of results, in the plural."""
    names = {
        "trade": _("Trades"),
        "house": _("Houses"),
        "desk": _("Desks: talk to someone"),
        "page": _("Pages"),
        "skill": _("Skills"),
    }
    return names.get(kind, kind)


def shown(result: Result, language: str) -> Shown:
    """Return ``result`` as shown on a page in ``language``."""
    document = result.document
    return Shown(
        kind=document.kind,
        kind_name=kind_name(document.kind),
        code=document.code,
        href=f"/{language}/{document.path}",
        title=say(document.titles, language),
        summary=say(document.summary, language),
        pictogram=document.pictogram,
        met_in="" if result.language in {language, "xx"} else language_name(result.language, language),
    )


def query_of(question: Question, page: int = 1) -> str:
    """Return the address's query that asks ``question``, its ``page``-th page."""
    chosen = {name: value for name, value in asdict(question.filters).items() if value}
    return "?" + urlencode({"q": question.text, **chosen, **({"page": page} if page > 1 else {})})


def _value_name(facet: str, value: str, language: str) -> str:
    if facet == "kind":
        return kind_name(value)
    if facet == "sector":
        return str(Sector(value).label) if value in Sector.values else value
    if facet == "country":
        return country_name(value, language)
    return language_name(value, language)


def facet_links(question: Question, answer: Answer) -> list[FacetLinks]:
    """Return the facets that would change the answer, most frequent values first."""
    titles = {
        "kind": pgettext("of a search result", "What"),
        "sector": _("Sector"),
        "country": _("Country"),
        "tongue": _("Can be read in"),
    }
    found = []
    for facet, counts in answer.facets.items():
        chosen = getattr(question.filters, facet)
        values = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
        if facet == "tongue":
            values = [(value, count) for value, count in values if value in INTERFACE_LANGUAGES]
        values = [(value, count) for value, count in values if value and (count or value == chosen)][:MOST_VALUES]
        if len(values) < 2 and not chosen:
            continue
        links = [
            Link(
                _value_name(facet, value, question.language),
                query_of(question.within(**{facet: "" if value == chosen else value})),
                count,
                value == chosen,
            )
            for value, count in values
        ]
        found.append(FacetLinks(titles[facet], links))
    return found


def pages_after(question: Question, answer: Answer) -> list[tuple[int, str, bool]]:
    """Return (number, query, whether it is shown now) of each page of the answer, ten at most."""
    last = min(-(-answer.total // question.limit), MOST_PAGES)
    return [(page, query_of(question, page), page == question.page) for page in range(1, last + 1)] if last > 1 else []
