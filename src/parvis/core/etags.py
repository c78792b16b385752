"""Pages that change only when a room's data does: whoever holds the newest one gets 304, the others often a kept copy."""

from __future__ import annotations

import hashlib
import threading
from collections import OrderedDict
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.staticfiles.storage import staticfiles_storage
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.utils.translation import get_language

import parvis
from parvis.core.models import Revision

View = Callable[..., HttpResponseBase]
#: A room's name, or a function that names it from what the address names: a house's rota has a revision of its own.
Room = str | Callable[..., str]

#: Pages a process keeps in memory, in bytes of their text; the least read go first.
KEPT_BYTES = 8 * 2**20


class KeptPages:
    """Finished pages by their ETag, up to ``limit`` bytes; only pages whose address has no query, so nothing typed is kept."""

    def __init__(self, limit: int) -> None:
        self._limit, self._size = limit, 0
        self._pages: OrderedDict[str, bytes] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, etag: str) -> bytes | None:
        """Return the page with ``etag``, None when it is not kept."""
        with self._lock:
            if etag in self._pages:
                self._pages.move_to_end(etag)
            return self._pages.get(etag)

    def keep(self, etag: str, page: bytes) -> None:
        """Keep ``page``, letting go of those not read for longest; a page larger than the limit is not kept."""
        with self._lock:
            if etag in self._pages or len(page) > self._limit:
                return
            self._pages[etag] = page
            self._size += len(page)
            while self._size > self._limit:
                _etag, oldest = self._pages.popitem(last=False)
                self._size -= len(oldest)

    def forget(self) -> None:
        """Let go of every page."""
        with self._lock:
            self._pages.clear()
            self._size = 0


kept_pages = KeptPages(KEPT_BYTES)


def kept_by_nobody(view: View) -> View:
    """Let no search engine list and no cache keep what ``view`` says to an address with a query: it may hold answers."""

    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        response = view(request, *args, **kwargs)
        if request.META.get("QUERY_STRING"):
            response.headers["X-Robots-Tag"] = "noindex, nofollow"
            response.headers["Cache-Control"] = "no-store"
        return response

    return answer


def revised(*rooms: Room, by_minute: bool = False) -> Callable[[View], View]:
    """Give a view an ETag of the revisions of ``rooms``, the day, the language and the release: one small query.

    Only for views that show nothing else: same address, same day, same data, same page. ``by_minute`` for pages that say
    what is open now: they are the same for a minute only.
    """

    def decorate(view: View) -> View:
        @wraps(view)
        def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            names = tuple(room if isinstance(room, str) else room(*args, **kwargs) for room in rooms)
            etag = _etag(request, names, by_minute=by_minute)
            response = get_conditional_response(request, etag=etag) or _page(view, etag, request, *args, **kwargs)
            if response.status_code in {200, 304}:
                response.headers["ETag"] = etag
            return response

        return answer

    return decorate


def _page(view: View, etag: str, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
    """Return the kept copy of a page whose address has no query, else ask the view, and keep what it says."""
    if request.META.get("QUERY_STRING"):
        return view(request, *args, **kwargs)
    kept = kept_pages.get(etag)
    if kept is not None:
        return HttpResponse(kept)
    response = view(request, *args, **kwargs)
    if isinstance(response, HttpResponse) and response.status_code == 200:
        kept_pages.keep(etag, response.content)
    return response


def _etag(request: HttpRequest, rooms: tuple[str, ...], *, by_minute: bool) -> str:
    revisions = Revision.objects.filter(room__in=rooms).order_by("room").values_list("room", "number")
    parts = (
        parvis.__version__,
        getattr(staticfiles_storage, "manifest_hash", ""),
        timezone.now().strftime("%Y-%m-%d %H:%M") if by_minute else timezone.localdate().isoformat(),
        get_language(),
        request.get_full_path(),
        *revisions,
    )
    return f'"{hashlib.sha256(repr(parts).encode()).hexdigest()[:24]}"'
