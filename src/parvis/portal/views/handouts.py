"""Sheets to print: on the screen and as a PDF, in one or two languages, with the notebook's things or without."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import get_language

from parvis.core.domain.notebook import Kind, Notebook, read
from parvis.core.languages import INTERFACE_LANGUAGES
from parvis.portal.domain.handout_paper import print_handout
from parvis.portal.domain.handouts import (
    CALLS,
    Handout,
    handout_named,
    handouts,
    open_handout,
    pair,
    spare_rows,
)
from parvis.portal.domain.notebook import open_notebook, second_language
from parvis.portal.views.notebook import PAPERS, paper_of


def handout(request: HttpRequest, key: str) -> HttpResponse:
    """Show the handout ``key``; nothing that is written into it by hand ever comes here."""
    told, held = _named(key), read(request.GET.get("n", ""))
    language = get_language() or "en"
    second = second_language(request.GET.get("with", ""), language)
    lines = open_notebook(held, language, second)
    shown = {
        "handout": told,
        "title": pair(told.title, language, second),
        "summary": pair(told.summary, language, second),
        "sections": open_handout(told, language, second),
        "others": [(other, pair(other.title, language)) for other in handouts() if other != told],
        "lines": lines,
        "trades": [each.thing for each in lines if each.thing.item.kind == Kind.TRADE and not each.thing.is_gone],
        "spare": range(spare_rows(len(lines))),
        "calls": range(1, CALLS + 1),
    }
    response = render(request, "portal/handout.html", shown | _choices(request, told, held, second))
    if request.GET:
        response.headers["X-Robots-Tag"] = "noindex"
    return response


def handout_pdf(request: HttpRequest, key: str) -> HttpResponse:
    """Answer with the handout ``key`` as a PDF; made in memory, kept nowhere."""
    told, language = _named(key), get_language() or "en"
    second = second_language(request.GET.get("with", ""), language)
    made = print_handout(told, read(request.GET.get("n", "")), language, second, paper_of(request))
    response = HttpResponse(made, content_type="application/pdf")
    response.headers["Content-Disposition"] = f'inline; filename="parvis-{told.key}.pdf"'
    response.headers["Cache-Control"] = "no-store"
    response.headers["X-Robots-Tag"] = "noindex"
    return response


def _named(key: str) -> Handout:
    found = handout_named(key)
    if found is None:
        raise Http404
    return found


def _choices(request: HttpRequest, told: Handout, held: Notebook, second: str) -> dict[str, object]:
    paper = paper_of(request)
    chosen = {"n": str(held)} if held.items else {}
    chosen |= {"with": second} if second else {}
    chosen |= {"paper": paper} if paper != PAPERS[0] else {}
    address = reverse("portal:handout_pdf", args=[told.key])
    return {
        "notebook": held,
        "second": second,
        "languages": {code: name for code, name in INTERFACE_LANGUAGES.items() if code != get_language()},
        "paper": paper,
        "papers": PAPERS,
        "pdf": f"{address}?{urlencode(chosen)}" if chosen else address,
        "action": reverse("portal:handout", args=[told.key]),
    }
