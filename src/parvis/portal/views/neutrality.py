"""How the order of results is made, and how often each partner is seen."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language

from parvis.core.daily_seed import daily_seed
from parvis.portal.domain.exposure import exposures


def neutrality(request: HttpRequest) -> HttpResponse:
    """Explain the ranking in plain words, with today's seed and each partner's exposure."""
    today = timezone.localdate()
    language = get_language() or "en"
    context = {"today": today, "seed": daily_seed(today), "partners": exposures(today, language)}
    return render(request, "portal/neutrality.html", context)
