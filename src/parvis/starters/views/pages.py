"""The door to the starters, and the guide for who talks about a result."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from parvis.starters.domain.activities import activities
from parvis.starters.domain.statements import forms, origin


def door(request: HttpRequest) -> HttpResponse:
    """Three ways to begin when one has no trade in mind."""
    numbers = {key: len(form.statements) for key, form in forms().items()}
    return render(request, "starters/door.html", {"numbers": numbers, "activities": len(activities())})


def guide(request: HttpRequest) -> HttpResponse:
    """The debrief guide for the counsellor, made to be printed."""
    return render(request, "starters/guide.html", {"origin": origin()})
