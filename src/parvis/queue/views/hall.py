"""The screen of the hall: who is called, and where to go."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from parvis.accounts.domain.live import live
from parvis.network.domain.scope import today_at
from parvis.network.models import House
from parvis.queue.domain.planning import flow_of
from parvis.queue.domain.showing import calls_of

#: Without script the page is loaded anew so often.
SECONDS = 10


@require_safe
def hall(request: HttpRequest, house: str) -> HttpResponseBase:
    """Show the calls, large and without numbers; two questions while nothing happened."""
    found = get_object_or_404(House, slug=house)
    flow, language = flow_of(found), get_language() or "en"

    def page() -> HttpResponse:
        calls = calls_of(found, language, today_at(found, timezone.now())) if flow else []
        return render(request, "queue/hall.html", {"house": found, "calls": calls, "flow": flow, "seconds": SECONDS})

    return live(request, flow.version if flow else 0, page)
