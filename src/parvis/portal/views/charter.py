"""The charter: what every Cité des métiers promises, in our words."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def charter(request: HttpRequest) -> HttpResponse:
    """Show the five promises of a house."""
    return render(request, "portal/charter.html")
