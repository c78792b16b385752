"""Pages that change while one looks: asked for again every few seconds, answered 304 while nothing happened."""

from __future__ import annotations

import hashlib
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.utils.translation import get_language

import parvis
from parvis.accounts.domain.pages import keep_asleep

#: Ranges and places that are kept change with the clock alone.
_MINUTES = 2


def live(request: HttpRequest, version: int, page: Callable[[], HttpResponse], *parts: object) -> HttpResponseBase:
    """Answer 304 to whoever has the page of this ``version``, else ``page``; kept by nobody.

    ``parts`` are what else the page depends on. The mark is a fingerprint: it tells neither.
    """
    if "If-None-Match" in request.headers:  # the page asks (core, live.js): kept by nobody, it is opened without a mark
        keep_asleep(request)
    told = (
        parvis.__version__,
        version,
        int(timezone.now().timestamp()) // (60 * _MINUTES),
        get_language(),
        request.get_full_path(),
        *parts,
    )
    etag = f'"{hashlib.sha256(repr(told).encode()).hexdigest()[:24]}"'
    response = get_conditional_response(request, etag=etag) or page()
    if response.status_code in {200, 304}:
        response.headers["ETag"] = etag
    response.headers["Cache-Control"] = "no-store"
    return response
