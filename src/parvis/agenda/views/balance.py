"""Whether the programme of a house is balanced: tables beside drawn bars, and the shares it expects."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import get_language

from parvis.accounts.domain.pages import staff_of
from parvis.agenda.balance_forms import SharesForm, TimeSpanForm
from parvis.agenda.domain.balance import expect, sessions_between, tables
from parvis.core.refusal import Refusal
from parvis.network.domain.rights import may_run_programme
from parvis.network.domain.scope import today_at
from parvis.network.domain.staff_pages import house_page
from parvis.network.models import House


@house_page(may_run_programme)
def balance(request: HttpRequest, house: House) -> HttpResponse:
    """Show what was shown over a time (this year when nothing is asked); keep the shares expected."""
    today = today_at(house, timezone.now())
    year = {"first": today.replace(month=1, day=1), "last": today.replace(month=12, day=31)}
    span = TimeSpanForm(request.GET if "first" in request.GET or "last" in request.GET else None, initial=year)
    asked = span.cleaned_data if span.is_bound and span.is_valid() else year
    first, last = asked["first"], asked["last"]
    found = tables(house, first, last, get_language() or "en")
    form = SharesForm(request.POST if request.method == "POST" else None, tables=found)
    if request.method == "POST" and form.is_valid():
        try:
            expect(house, form.wanted(), by=staff_of(request))
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            return redirect(f"{request.path}?{urlencode({'first': str(first), 'last': str(last)})}")
    told = {
        "house": house,
        "span": span,
        "first": first,
        "last": last,
        "number": sessions_between(house, first, last).count(),
        "form": form,
    }
    return render(request, "agenda/team/balance.html", told)
