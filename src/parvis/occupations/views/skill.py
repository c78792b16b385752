"""A skill and the trades that need it."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language

from parvis.core.etags import revised
from parvis.occupations.domain.browsing import trades_with_skill
from parvis.occupations.domain.skill_page import skill_page


@revised("occupations")
def skill(request: HttpRequest, code: str) -> HttpResponse:
    """Which trades need the skill ``code``; with ``use=optional`` those that can use it."""
    language = get_language() or "en"
    shown = skill_page(code, language)
    if shown is None:
        raise Http404
    is_essential = request.GET.get("use") != "optional" if shown.essential_for else not shown.useful_for
    context = {
        "skill": shown,
        "is_essential": is_essential,
        "listing": trades_with_skill(shown.key, language, request.GET.get("page"), is_essential=is_essential),
    }
    return render(request, "occupations/skill.html", context)
