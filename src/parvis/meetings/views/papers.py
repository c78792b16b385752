"""Papers of a day, to print: the plan of the hall, the cards that stand on tables."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from parvis.meetings.domain.floor import floor_of
from parvis.meetings.domain.showing import shown_table
from parvis.meetings.models import Table
from parvis.meetings.views.team import about, day_of, language_of_page
from parvis.network.domain.rights import may_run_programme
from parvis.network.domain.staff_pages import house_page
from parvis.network.models import House


@house_page(may_run_programme)
def floor(request: HttpRequest, house: House, code: str) -> HttpResponse:
    """Show where the tables stand."""
    day = day_of(house, code)
    tables = Table.objects.filter(day=day).select_related("partner").order_by("key")
    told = about(house, day) | {"floor": floor_of(tables, language_of_page())}
    return render(request, "meetings/team/floor.html", told)


@house_page(may_run_programme)
def cards(request: HttpRequest, house: House, code: str) -> HttpResponse:
    """Show a card a table: whose it is, what it offers."""
    day, language = day_of(house, code), language_of_page()
    tables = Table.objects.filter(day=day).select_related("partner").prefetch_related("offers__offer").order_by("key")
    told = about(house, day) | {"tables": [shown_table(table, day, language) for table in tables]}
    return render(request, "meetings/team/cards.html", told)
