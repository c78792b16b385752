"""Tables to download and fill in."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from parvis.qualifications.domain.tabling import csv_lines
from parvis.qualifications.domain.template import EXAMPLE


@require_safe
@cache_control(public=True, max_age=3600)
def qualifications_template(request: HttpRequest) -> HttpResponse:
    """Give the empty table of qualifications, with its example row (docs/qualifications.md)."""
    del request
    text = "\ufeff" + "\r\n".join(csv_lines([EXAMPLE])) + "\r\n"  # spreadsheet programs know UTF-8 by the mark
    name = 'attachment; filename="qualifications.csv"'
    return HttpResponse(text, content_type="text/csv; charset=utf-8", headers={"Content-Disposition": name})
