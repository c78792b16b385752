"""Pages that change only when a room's data does: they answer 304 to whoever holds the newest one."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from typing import Any

from django.contrib.staticfiles.storage import staticfiles_storage
from django.http import HttpRequest, HttpResponseBase
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.http import condition

import parvis
from parvis.core.models import Revision

View = Callable[..., HttpResponseBase]


def revised(*rooms: str) -> Callable[[View], View]:
    """Give a view an ETag of the revisions of ``rooms``, the day, the language and the release: one small query.

    Only for views that show nothing else: same address, same day, same data, same page.
    """

    def tag(request: HttpRequest, **_kwargs: Any) -> str:
        revisions = Revision.objects.filter(room__in=rooms).order_by("room").values_list("room", "number")
        parts = (
            parvis.__version__,
            getattr(staticfiles_storage, "manifest_hash", ""),
            timezone.localdate().isoformat(),
            get_language(),
            request.get_full_path(),
            *revisions,
        )
        return f'"{hashlib.sha256(repr(parts).encode()).hexdigest()[:24]}"'

    return condition(etag_func=tag)
