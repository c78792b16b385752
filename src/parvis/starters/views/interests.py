"""The interest explorer: its statements page by page, and what the answers say."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language

from parvis.core.etags import kept_by_nobody
from parvis.occupations.enums import Provenance
from parvis.occupations.models import Source
from parvis.starters.domain.result import result
from parvis.starters.domain.scoring import read_order
from parvis.starters.domain.statements import Form, forms, origin
from parvis.starters.views.addresses import Sheet, page_number, read, walked_on, with_answers

#: Who says which interests a trade has.
SOURCES = (Provenance.SEED, Provenance.ROME, Provenance.ONET)


def _form(key: str) -> Form:
    form = forms().get(key)
    if form is None:
        raise Http404
    return form


@kept_by_nobody
def ask(request: HttpRequest, key: str) -> HttpResponse:
    """Ask one page (``at``) of the form ``key``; the answers so far stand in ``a``, those of the page in ``s<place>``."""
    form, language = _form(key), get_language() or "en"
    given = read(request, form.questions)
    pages = -(-len(form.statements) // form.by)
    at = page_number(request.GET.get("at", ""), pages)
    shown = form.statements[(at - 1) * form.by : at * form.by]
    target = reverse("starters:interests_result", args=(key,))
    step = walked_on(request, given, form.questions, Sheet(at, pages, [one.place for one in shown], target))
    if step:
        return step
    rows = [(one, one.said(language), given.answers[one.place]) for one in shown]
    context = {
        "form": form,
        "rows": rows,
        "given": given,
        "at": at,
        "pages": pages,
        "has_answers": any(answer for _one, _said, answer in rows),
        "origin": origin(),
    }
    return render(request, "starters/interests.html", context)


@kept_by_nobody
def show(request: HttpRequest, key: str) -> HttpResponse:
    """Say what the answers in ``a`` say, or the visitor's own order of the types in ``o``."""
    form, language = _form(key), get_language() or "en"
    given = read(request, form.questions)
    today = timezone.localdate()
    found = result(form, given.answers, read_order(request.GET.get("o", "")), today, language)
    context = {
        "form": form,
        "given": given,
        "result": found,
        "today": today,
        "origin": origin(),
        "sources": Source.objects.filter(key__in=SOURCES).order_by("key") if found.floors else (),
        "change": with_answers(reverse("starters:interests", args=(key,)), given.code),
    }
    return render(request, "starters/interests_result.html", context)
