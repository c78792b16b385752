"""Forms with more fields than the program takes elsewhere (``DATA_UPLOAD_MAX_NUMBER_FIELDS``): a view says how many its own may have.

A page with a box for each of hundreds of things is one form, and somebody may tick them all: what was ticked must be read to be shown
again with a sentence. How many bytes a form may have stays bounded as everywhere.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar
from urllib.parse import parse_qsl

from django.conf import settings
from django.core.exceptions import TooManyFieldsSent
from django.http import HttpRequest, QueryDict

View = TypeVar("View", bound=Callable[..., object])
_MARK = "most_fields"
_FORM = "application/x-www-form-urlencoded"


def many_fields(most: int) -> Callable[[View], View]:
    """Let the form of a view have up to ``most`` fields; with more it is refused as every form with too many is."""

    def mark(view: View) -> View:
        setattr(view, _MARK, most)
        return view

    return mark


def most_fields(request: HttpRequest) -> int:
    """Return how many fields the form of ``request`` may have; one with files has no more than usual."""
    usual = int(settings.DATA_UPLOAD_MAX_NUMBER_FIELDS)
    if request.content_type != _FORM or request.resolver_match is None:
        return usual
    return int(getattr(request.resolver_match.func, _MARK, usual))


def read_many(request: HttpRequest, view: Callable[..., object]) -> None:
    """Read the form of ``request`` where ``view`` allows more fields than usual, before anybody else looks at it."""
    most = getattr(view, _MARK, 0)
    if not most or request.method != "POST" or request.content_type != _FORM:
        return
    try:
        assert request.POST is not None
    except TooManyFieldsSent as error:
        try:
            pairs = parse_qsl(request.body.decode("utf-8", "replace"), keep_blank_values=True, max_num_fields=most)
        except ValueError:
            raise error from None
        sent = QueryDict(mutable=True)
        for name, value in pairs:
            sent.appendlist(name, value)
        setattr(request, "POST", sent)  # noqa: B010 - typed as read-only, and set by Django's own requests
