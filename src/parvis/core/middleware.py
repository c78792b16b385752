"""What stands around every page: it asks nothing of the visitor, may be kept a minute by whoever stands between,
and leads on where only a form would be taken."""

from __future__ import annotations

from collections.abc import Callable

from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.urls import is_valid_path

from parvis.core.domain.many_fields import read_many
from parvis.core.languages import INTERFACE_LANGUAGES

Answer = Callable[[HttpRequest], HttpResponseBase]

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

    #: The request headers that the program needs. All others are removed, whoever invents them (X-Forwarded-For,
    #: CF-Connecting-IP, Sec-CH-UA …), so that no view, log or error page can hold what says who asks.
    NEEDED = frozenset(
        f"HTTP_{name}"
        for name in (
            "ACCEPT",
            "ACCEPT_ENCODING",
            "ACCEPT_LANGUAGE",
            "COOKIE",
            "HOST",
            "IF_MATCH",
            "IF_MODIFIED_SINCE",
            "IF_NONE_MATCH",
            "IF_UNMODIFIED_SINCE",
            "ORIGIN",
            "X_CSRFTOKEN",
            "X_FORWARDED_PROTO",
        )
    )

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer ``request`` without what identifies its sender."""
        for name in list(request.META):
            if name.startswith("REMOTE_") or (name.startswith("HTTP_") and name not in self.NEEDED):
                del request.META[name]
        response = self.get_response(request)
        response.headers.setdefault("Permissions-Policy", PERMISSIONS)
        return response


class MayBeKept:
    """Let whoever stands between keep a public page for a minute; what holds a visitor's words, nobody but their browser;
    a page that says that something is wrong, nobody."""

    PUBLIC = "public, max-age=60"
    OWN = "private, no-cache"
    NOBODY = "no-store"

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer ``request``; an answer that says itself how long it may be kept stays as it is."""
        response = self.get_response(request)
        is_public = request.method in {"GET", "HEAD"} and not request.META.get("QUERY_STRING") and not response.cookies
        usual = self.NOBODY if response.status_code >= 400 else self.PUBLIC if is_public else self.OWN
        response.headers.setdefault("Cache-Control", usual)
        return response


class LeadUp:
    """Lead whoever opens an address that only takes forms (a language link on an answer, a reload by hand) to the page above it."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer ``request``; an address without a language (the open data) keeps its 405."""
        response = self.get_response(request)
        if response.status_code != 405 or request.method not in {"GET", "HEAD"}:
            return response
        above = _above(request.path)
        return HttpResponseRedirect(above, headers={"Cache-Control": "no-store"}) if above else response


def _above(path: str) -> str:
    """Return the nearest address above ``path`` that leads anywhere, empty outside the pages of a language."""
    parts = path.strip("/").split("/")
    if parts[0] not in INTERFACE_LANGUAGES:
        return ""
    higher = ("/" + "/".join(parts[:end]) + "/" for end in range(len(parts) - 1, 0, -1))
    return next((each for each in higher if is_valid_path(each)), "")


class ManyFields:
    """Read the forms of views that take more fields than usual; it stands before whatever looks into a form."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer ``request``."""
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Callable[..., object], args: object, kwargs: object) -> None:
        """Read the form, once it is known whose it is."""
        del args, kwargs
        read_many(request, view)
