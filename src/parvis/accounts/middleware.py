"""Sessions and signing in, for addresses under /LANG/staff/ alone: on a visitor's page there is neither."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import cast

from django.conf import settings
from django.contrib.auth import get_user
from django.contrib.auth.models import AnonymousUser
from django.contrib.sessions.middleware import SessionMiddleware
from django.core.signing import BadSignature, TimestampSigner
from django.http import HttpRequest, HttpResponseBase
from django.utils.functional import SimpleLazyObject

from parvis.accounts.domain.pages import is_by_itself
from parvis.accounts.domain.sealing import fingerprint
from parvis.accounts.models import Staff

Answer = Callable[[HttpRequest], HttpResponseBase]

_STAFF = re.compile(r"^/[a-z]{2,3}/staff/")
#: Seconds without a page after which a session locks: the second step is asked again.
IDLE = 30 * 60


class StaffOnly:
    """Give pages of staff a session and a ``user``; every other request passes untouched."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response
        self.with_session = SessionMiddleware(self._answer)

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer ``request``."""
        if not _STAFF.match(request.path_info):
            return self.get_response(request)
        response = cast("HttpResponseBase", self.with_session(request))  # never awaited: pages are sync
        response.headers["Cache-Control"] = "no-store"
        # With "no-referrer" a browser sends a form's Origin as null, and no form could be told from a stranger's.
        response.headers["Referrer-Policy"] = "same-origin"
        return response

    def _answer(self, request: HttpRequest) -> HttpResponseBase:
        request.user = SimpleLazyObject(lambda: _awake(request))  # type: ignore[assignment]  # as Django's own middleware does
        response = self.get_response(request)
        key = request.session.session_key
        if key and not is_by_itself(request) and isinstance(request.user, Staff):
            response.set_cookie(
                settings.AWAKE_COOKIE_NAME,
                TimestampSigner(salt="awake").sign(fingerprint(key)[:16]),
                httponly=True,
                samesite="Strict",
                secure=settings.SESSION_COOKIE_SECURE,
            )
        return response


def _awake(request: HttpRequest) -> Staff | AnonymousUser:
    """Return who asks; nobody when the session's owner was away too long. The time is the browser's to carry, signed:
    a GET writes nothing."""
    found = get_user(request)
    return found if isinstance(found, Staff) and is_fresh(request) else AnonymousUser()


def is_fresh(request: HttpRequest) -> bool:
    """Say whether the session was used in the last half hour."""
    key = request.session.session_key
    try:
        said = TimestampSigner(salt="awake").unsign(request.COOKIES.get(settings.AWAKE_COOKIE_NAME, ""), max_age=IDLE)
    except BadSignature:
        return False
    return bool(key) and said == fingerprint(key or "")[:16]
