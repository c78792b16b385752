"""Tables to download and fill in."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from parvis.core.domain.blank_tables import CONTENT_TYPE
from parvis.offers.domain import template as offers
from parvis.qualifications.domain import tabling as qualifications
from parvis.qualifications.domain.template import EXAMPLE

View = Callable[[HttpRequest], HttpResponse]


def _csv(name: str, lines: Callable[[], Iterable[str]]) -> View:
    """Give an empty table with its example row as CSV."""

    @require_safe
    @cache_control(public=True, max_age=3600)
    def answer(request: HttpRequest) -> HttpResponse:
        del request
        text = "\ufeff" + "\r\n".join(lines()) + "\r\n"  # spreadsheet programs know UTF-8 by the mark
        return _file(f"{name}.csv", "text/csv; charset=utf-8", text)

    return answer


def _xlsx(name: str, made: Callable[[], bytes]) -> View:
    """Give the same as a spreadsheet, with a sheet that explains the columns."""

    @require_safe
    @cache_control(public=True, max_age=3600)
    def answer(request: HttpRequest) -> HttpResponse:
        del request
        return _file(f"{name}.xlsx", CONTENT_TYPE, made())

    return answer


def _file(name: str, kind: str, content: str | bytes) -> HttpResponse:
    disposition = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(content, content_type=kind, headers=disposition)


qualifications_csv = _csv("qualifications", lambda: qualifications.csv_lines([EXAMPLE]))
qualifications_xlsx = _xlsx("qualifications", qualifications.spreadsheet_template)
offers_csv = _csv("offers", offers.csv_template)
offers_xlsx = _xlsx("offers", offers.spreadsheet_template)
