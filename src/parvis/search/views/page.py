"""The search page and the fragment of suggestions."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.html import format_html
from django.utils.translation import get_language

from parvis.search.domain import asking, showing, wordcount
from parvis.search.domain.needs.finding import hear, title
from parvis.search.domain.questions import Question, clean, page_number
from parvis.search.domain.suggesting import suggestions
from parvis.search.engine import Filters
from parvis.search.views.layout import facet_links, group_views, page_links

#: A need is named on the page of a search when the question tells of it by this much (0…1).
SURELY = 0.65


def asked(request: HttpRequest) -> Question:
    """Return the question of an address; whatever stands there is cleaned, nothing is refused."""
    chosen: dict[str, Any] = {
        name: clean(request.GET.get(name, ""))[:40] for name in ("kind", "sector", "country", "tongue")
    }
    return Question(
        clean(request.GET.get("q", "")),
        get_language() or "en",
        Filters(**chosen),
        page_number(request.GET.get("page", "")),
    )


def page(request: HttpRequest) -> HttpResponse:
    """Show what was found, by kind; one kind in pages when it was chosen; help when nothing was."""
    question = asked(request)
    if question.filters.kind:
        answer = asking.ask(question, with_facets=True)
        groups = [asking.Group(question.filters.kind, answer.results, answer.total)] if answer.results else []
    else:
        groups, answer = asking.grouped(question)
    if settings.SEARCH_LOG and question.page == 1:
        wordcount.note(question.text, question.language, is_found=bool(groups))
    context = {
        "question": question,
        "asked": format_html("<bdi>{}</bdi>", question.text),
        "answer": answer,
        "groups": group_views(groups, question, answer.readings),
        "facets": facet_links(question, answer.facets),
        "pages": page_links(question, answer.total) if question.filters.kind else [],
        "needs": _needs(question),
        "other_languages": [one.language for one in answer.readings[1:] if one.known > 0.6],
    }
    return render(request, "search/page.html", context)


def _needs(question: Question) -> list[str]:
    """Return what people at a house would call the question, where that is surely told; one kind of results is a search."""
    if question.filters.chosen():
        return []
    return [
        title(found.need, question.language)
        for found in hear(question.text, question.language).sure
        if found.surety >= SURELY
    ]


def suggest(request: HttpRequest) -> HttpResponse:
    """Give at most eight links for what is being typed, as a fragment of a page."""
    question = asked(request)
    found: list[showing.Shown] = suggestions(question.text, question.language)
    return render(request, "search/suggest.html", {"found": found, "question": question})
