"""A partner's page of the names that seekers gave to its own table: opened with the code of the table, shown once, to print."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from parvis.accounts.domain.pages import staff_of
from parvis.core.refusal import Refusal
from parvis.meetings.domain.saying import say_date, say_organisation, say_sign, say_title
from parvis.meetings.domain.seekers.revealing import open_names
from parvis.meetings.models import Table
from parvis.meetings.seeker_forms import read_typed_code
from parvis.meetings.views.team import BOTH, language_of_page
from parvis.network.domain.rights import may_edit_partner
from parvis.network.domain.staff_pages import partner_page
from parvis.network.models import Partner


@partner_page(may_edit_partner)
@require_http_methods(BOTH)
def own_names(request: HttpRequest, partner: Partner, code: str, key: str) -> HttpResponse:
    """Ask for the code of the table; show the names given to it, this once. The code is in no page and no address."""
    tables = Table.objects.select_related("partner", "day__session__event__house")
    table = get_object_or_404(
        tables.prefetch_related("day__session__event__texts"), partner=partner, day__session__code=code, key=key
    )
    given, refusal = None, ""
    if request.method == "POST":
        try:
            given = open_names(table, read_typed_code(request.POST), staff_of(request), timezone.now())
        except Refusal as error:
            refusal = str(error)
    language = language_of_page()
    told = {
        "partner": partner,
        "table": table,
        "sign": say_sign(table),
        "organisation": say_organisation(table, language),
        "title": say_title(table.day, language),
        "date": say_date(table.day, language),
        "is_open": given is not None,
        "given": [(each.person.name, each.person.contact, each.until) for each in given or ()],
        "refusal": refusal,
    }
    answer = render(request, "meetings/team/own_names.html", told, status=422 if refusal else 200)
    answer.headers["Cache-Control"] = "no-store"
    return answer
