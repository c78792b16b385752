"""The page of a house as visitors will see it once its draft is published; for its staff alone."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language

from parvis.network.domain.content import preview_of
from parvis.network.domain.profile import profile_of
from parvis.network.domain.rights import may_run_programme
from parvis.network.domain.staff_pages import house_page
from parvis.network.models import House


@house_page(may_run_programme)
def preview(request: HttpRequest, house: House) -> HttpResponse:
    """Show the draft of the house's page."""
    now = timezone.now()
    shown = preview_of(house, now.date())
    told = {"house": shown, "profile": profile_of(shown, now, get_language() or "en")}
    return render(request, "portal/house_preview.html", told)
