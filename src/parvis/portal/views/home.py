"""The home page and the doors behind it."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from parvis.agenda.domain.coming import sessions_this_week
from parvis.portal.domain.handouts import handouts
from parvis.portal.domain.linked_data import site_data
from parvis.portal.domain.questions import QUESTIONS, question
from parvis.portal.domain.today import trades_of_the_day


def home(request: HttpRequest) -> HttpResponse:
    """Show the square: one question, six doors, trades of the day, houses near."""
    today = timezone.localdate()
    language = get_language() or "en"
    examples = [_("work with animals"), _("baker"), _("repair bicycles"), _("help people")]
    return render(
        request,
        "portal/home.html",
        {
            "questions": QUESTIONS,
            "examples": examples,
            "trades": trades_of_the_day(language, today),
            "today": today,
            "week": sessions_this_week(timezone.now(), language),
            "linked": site_data(language, reverse("search:page")),
        },
    )


def ask(request: HttpRequest, key: str) -> HttpResponse:
    """Show what to do today about one of the questions."""
    found = question(key)
    if found is None:
        raise Http404
    others = [other for other in QUESTIONS if other.key != key]
    sheets = handouts() if found.key == "apprenticeship" else []
    return render(request, "portal/question.html", {"question": found, "others": others, "handouts": sheets})
