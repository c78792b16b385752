"""Forms for visitors without a cookie: each carries a signed secret of its own that says when it was made and that names
this one sending (docs/adr/0012). The same form sent twice is one act; a form that stood open too long is refused.

There is no session and nothing a visitor is signed in to, so a stranger's page that sends such a form gains nothing it could
not do itself; what a form needs is a key that makes sending it twice harmless.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.core import signing
from django.http import HttpRequest, HttpResponseBase
from django.views.decorators.csrf import csrf_exempt

FIELD = "once"  #: the hidden field's name
LASTS = 1800  #: seconds a form may stand open
_SALT = "parvis.once"


class Once:
    """The secret of one form; it shows itself only where ``secret`` is written."""

    __slots__ = ("secret",)

    def __init__(self, secret: bytes) -> None:
        self.secret = secret

    def __repr__(self) -> str:
        return "Once(…)"


def issue_once() -> str:
    """Return the signed text of a new form's hidden field."""
    return signing.TimestampSigner(salt=_SALT).sign(secrets.token_urlsafe(16))


def read_once(text: str) -> Once | None:
    """Return the secret of a form, None when it is not ours or stood open for more than LASTS seconds."""
    try:
        secret = signing.TimestampSigner(salt=_SALT).unsign(text, max_age=LASTS)
    except signing.BadSignature:
        return None
    return Once(secret.encode())


def without_cookie(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """Let a visitor's form reach ``view`` without a cookie, and let nobody keep what it answers."""

    @csrf_exempt
    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        response = view(request, *args, **kwargs)
        response.headers["Cache-Control"] = "no-store"
        return response

    return answer
