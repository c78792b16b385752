"""The search page and the suggestions under the box: one is a page, the other a fragment of the same plain links."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.cache import cache_control

from parvis.search.domain.asking import KINDS, Answer, Group, ask, grouped
from parvis.search.domain.questions import Question, clean, page_number
from parvis.search.domain.showing import FacetLinks, facet_links, kind_name, pages_after, query_of, shown
from parvis.search.engine import Filters
from parvis.search.schema import FACETS

#: Links under the box while somebody types.
SUGGESTED = 8


def _question(request: HttpRequest, limit: int = 10) -> Question:
    chosen = {name: request.GET.get(name, "")[:20] for name in FACETS}
    if chosen["kind"] not in KINDS:
        chosen["kind"] = ""
    return Question(
        clean(request.GET.get("q", "")),
        get_language() or "en",
        Filters(**chosen),
        page_number(request.GET.get("page", "1")),
        limit,
    )


def _answered(question: Question) -> tuple[list[Group], Answer]:
    """Return the groups to show: one, paged, when a kind was chosen, else a taste of each kind."""
    if not question.filters.kind:
        return grouped(question)
    answer = ask(question, with_facets=True)
    return ([Group(question.filters.kind, answer.results, answer.total)] if answer.results else []), answer


def more(question: Question, group: Group) -> bool:
    """Say whether ``group`` is a taste of more."""
    return not question.filters.kind and group.total > len(group.results)


@cache_control(no_store=True)
def page(request: HttpRequest) -> HttpResponse:
    """Answer ``?q=`` narrowed by ``kind``, ``sector``, ``country`` and ``tongue``; without ``q`` the empty box and ideas."""
    question = _question(request)
    groups, answer = _answered(question) if question.text else ([], Answer())
    facets: list[FacetLinks] = facet_links(question, answer)
    context = {
        "question": question,
        "answer": answer,
        "groups": [
            {
                "kind": group.kind,
                "name": kind_name(group.kind),
                "results": [shown(result, question.language) for result in group.results],
                "total": group.total,
                "more": query_of(question.within(kind=group.kind)) if more(question, group) else "",
            }
            for group in groups
        ],
        "facets": facets,
        "chosen": [link for facet in facets for link in facet.links if link.is_chosen],
        "pages": pages_after(question, answer) if question.filters.kind else [],
    }
    return render(request, "search/page.html", context)


@cache_control(no_store=True)
def suggest(request: HttpRequest) -> HttpResponse:
    """Return a fragment of at most eight links for the words typed so far; empty for fewer than two letters."""
    question = _question(request, SUGGESTED)
    answer = ask(question) if len(question.text) > 1 else Answer()
    results = [shown(result, question.language) for result in answer.results[:SUGGESTED]]
    return render(request, "search/suggest.html", {"results": results, "answer": answer})
