"""The files of pictures: their address says what they hold, so they never change and may be kept for a year."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.cache import cache_control

from parvis.core.domain.picture_files import read
from parvis.core.domain.pictures import KINDS, file_name

A_YEAR = 31_536_000


@cache_control(public=True, max_age=A_YEAR, immutable=True)
def picture(request: HttpRequest, digest: str, width: int, kind: str) -> HttpResponse:
    """Give one file of a picture; it asks no database."""
    del request
    name = file_name(digest, width, kind)
    content = read(name)
    if content is None:
        raise Http404
    return HttpResponse(content, content_type=KINDS[kind], headers={"ETag": f'"{name}"'})
