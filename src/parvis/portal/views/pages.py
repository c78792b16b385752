"""Pages that say how the house keeps itself: privacy, about, accessibility, and the whole site in easy words."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from parvis import __version__
from parvis.occupations.models import Source
from parvis.portal.domain.questions import QUESTIONS


def privacy(request: HttpRequest) -> HttpResponse:
    """Say in plain words what is kept about a visitor: nothing; and what could leak nevertheless."""
    return render(request, "portal/privacy.html", {"search_log": settings.SEARCH_LOG})


def about(request: HttpRequest) -> HttpResponse:
    """Say what this is, who may use it, and whose facts it shows."""
    return render(
        request, "portal/about.html", {"version": __version__, "sources": Source.objects.order_by("title", "key")}
    )


def accessibility(request: HttpRequest) -> HttpResponse:
    """Say what was done so that everybody can use the site, what is known to fall short, and that nobody audited it."""
    return render(request, "portal/accessibility.html")


def easy(request: HttpRequest) -> HttpResponse:
    """Show how to use the site in easy words: short sentences, one idea each, a picture beside each."""
    return render(request, "portal/easy.html", {"questions": QUESTIONS})
