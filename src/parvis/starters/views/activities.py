"""The skills starter: what somebody does already, page by page, and where it may lead."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language

from parvis.core.etags import kept_by_nobody
from parvis.occupations.enums import Provenance
from parvis.occupations.models import Source
from parvis.starters.domain.activities import done, pages, questions
from parvis.starters.domain.doing import skills_in, trades_near
from parvis.starters.domain.words import word
from parvis.starters.views.addresses import Sheet, page_number, read, walked_on, with_answers

#: Who says which activity leads where, and which trade needs which skill.
SOURCES = (Provenance.SEED, Provenance.ESCO)


@kept_by_nobody
def ask(request: HttpRequest) -> HttpResponse:
    """Ask one group (``at``) of activities; the ticks so far stand in ``a``, those of the page in ``s<place>``."""
    language, groups = get_language() or "en", pages()
    given = read(request, questions())
    at = page_number(request.GET.get("at", ""), len(groups))
    shown = groups[at - 1]
    target = reverse("starters:activities_result")
    step = walked_on(request, given, questions(), Sheet(at, len(groups), [one.place for one in shown], target))
    if step:
        return step
    context = {
        "group": word("groups", shown[0].group, language),
        "rows": [(one, one.said(language), given.answers[one.place]) for one in shown],
        "given": given,
        "at": at,
        "pages": len(groups),
    }
    return render(request, "starters/activities.html", context)


@kept_by_nobody
def show(request: HttpRequest) -> HttpResponse:
    """Name the skills in what is ticked in ``a``, and the trades that it leads to."""
    language = get_language() or "en"
    given = read(request, questions())
    ticked, today = done(given.answers), timezone.localdate()
    shown = skills_in(ticked, language) if ticked else []
    context = {
        "given": given,
        "shown": shown,
        "fallbacks": sorted({named.label.language for one in shown for named in one.skills if named.label.is_fallback}),
        "has_skills": any(one.skills for one in shown),
        "trades": trades_near(ticked, today, language) if ticked else [],
        "today": today,
        "sources": Source.objects.filter(key__in=SOURCES).order_by("key") if ticked else (),
        "change": with_answers(reverse("starters:activities"), given.code),
    }
    return render(request, "starters/activities_result.html", context)
