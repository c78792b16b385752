"""Files of tables and of slips that were typed in, and the empty tables for them."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from parvis.accounts.domain.pages import staff_of
from parvis.core.domain.blank_tables import CONTENT_TYPE
from parvis.core.enums import ImportState
from parvis.meetings.domain.seekers.aliases import said_alias
from parvis.meetings.domain.taking_in import TEMPLATES, take_in
from parvis.meetings.forms import SentForm
from parvis.meetings.views.team import BOTH, about, day_of, language_of_page
from parvis.network.domain.rights import may_run_programme
from parvis.network.domain.staff_pages import house_page
from parvis.network.models import House


@house_page(may_run_programme)
@require_http_methods(BOTH)
def send(request: HttpRequest, house: House, code: str) -> HttpResponse:
    """Take a file in and say what became of each row; names that were drawn are shown this once."""
    day, language = day_of(house, code), language_of_page()
    form = SentForm(request.POST, request.FILES) if request.method == "POST" else SentForm()
    told = about(house, day) | {"form": form, "templates": list(TEMPLATES)}
    if request.method != "POST" or not form.is_valid():
        return render(request, "meetings/team/send.html", told, status=422 if form.errors else 200)
    report, taken = take_in(day, form.cleaned_data["what"], form.cleaned_data["file"].read(), staff_of(request))
    is_failed = report.state == ImportState.FAILED
    told |= {
        "report": report,
        "is_failed": is_failed,
        "counts": [] if is_failed else list(report.counts.items()),
        "names": [] if is_failed else [(line, said_alias(alias, language).text) for line, alias in taken.aliases],
    }
    response = render(request, "meetings/team/send.html", told, status=422 if is_failed else 200)
    response.headers["Cache-Control"] = "no-store"
    return response


@house_page(may_run_programme)
def template(request: HttpRequest, house: House, code: str, name: str) -> HttpResponse:
    """Give an empty table, ``tables.csv`` or ``seekers.xlsx``."""
    del request
    day_of(house, code)
    what, _dot, kind = name.partition(".")
    if what not in TEMPLATES or kind not in {"csv", "xlsx"}:
        raise Http404
    rows = TEMPLATES[what]
    response = (
        HttpResponse(rows.spreadsheet_template(), content_type=CONTENT_TYPE)
        if kind == "xlsx"
        else HttpResponse("".join(f"{line}\r\n" for line in rows.csv_lines()), content_type="text/csv; charset=utf-8")
    )
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
