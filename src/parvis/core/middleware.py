"""What stands around every page: it asks nothing of the visitor, keeps standing when the database does not, and may be
kept a minute by whoever stands between."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable

from django.db import DatabaseError, InterfaceError, OperationalError, connection
from django.http import HttpRequest, HttpResponse, HttpResponseBase

Answer = Callable[[HttpRequest], HttpResponseBase]
logger = logging.getLogger("parvis")

#: What a page may never ask a browser for; geolocation only where a visitor presses the button (network pages).
PERMISSIONS = "camera=(), microphone=(), geolocation=(self), browsing-topics=(), interest-cohort=()"


class Health:
    """Answer the machines that watch over the site, under any host name and before any redirect.

    ``/healthz``: this process answers. ``/readyz``: the database answers too (503 when it does not).
    """

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer ``request``."""
        if request.path == "/healthz":
            return HttpResponse("ok\n", content_type="text/plain", headers={"Cache-Control": "no-store"})
        if request.path == "/readyz":
            return self._ready()
        return self.get_response(request)

    def _ready(self) -> HttpResponse:
        status, word = 200, "ready\n"
        try:
            with connection.cursor() as cursor:
                cursor.execute("SELECT 1 FROM core_revision WHERE 1 = 0")
        except DatabaseError:
            status, word = 503, "the database does not answer\n"
        return HttpResponse(word, status=status, content_type="text/plain", headers={"Cache-Control": "no-store"})


class AskNothing:
    """Forget the visitor's address before any code can see it, and tell the browser to send nothing elsewhere."""

    #: Request headers and variables that say who asks; removed, so that no view, log or error page can hold them.
    FORGOTTEN = (
        "REMOTE_ADDR",
        "REMOTE_HOST",
        "REMOTE_PORT",
        "HTTP_USER_AGENT",
        "HTTP_REFERER",
        "HTTP_X_FORWARDED_FOR",
        "HTTP_X_REAL_IP",
        "HTTP_FORWARDED",
        "HTTP_VIA",
    )

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer ``request`` without what identifies its sender."""
        for name in self.FORGOTTEN:
            request.META.pop(name, None)
        response = self.get_response(request)
        response.headers.setdefault("Permissions-Policy", PERMISSIONS)
        return response


class MayBeKept:
    """Let whoever stands between keep a public page for a minute; what holds a visitor's words, nobody but their browser."""

    PUBLIC = "public, max-age=60"
    OWN = "private, no-cache"

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer ``request``; an answer that says itself how long it may be kept stays as it is."""
        response = self.get_response(request)
        is_public = request.method in {"GET", "HEAD"} and not request.META.get("QUERY_STRING") and not response.cookies
        response.headers.setdefault("Cache-Control", self.PUBLIC if is_public else self.OWN)
        return response


class KeepStanding:
    """Turn a gone or blocked database into a 503 page in the visitor's language; nothing is retried in the dark."""

    QUIET = 10.0  # seconds between two sentences about the same outage

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response
        self.told_at = -self.QUIET

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer ``request``."""
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Return the 503 page when the database is the cause; None lets Django go on with its 500."""
        from parvis.core.views.errors import unavailable

        cause: BaseException | None = exception
        while cause is not None:
            if isinstance(cause, OperationalError | InterfaceError):
                self._tell(cause)
                return unavailable(request)
            cause = cause.__cause__
        if isinstance(exception, DatabaseError):
            logger.error("the database refused a query", exc_info=exception)
        return None

    def _tell(self, cause: BaseException) -> None:
        """Log the outage, once in a while: every visitor meets it."""
        now = time.monotonic()
        if now - self.told_at >= self.QUIET:
            self.told_at = now
            logger.error("the database does not answer (%s)", type(cause).__name__)
