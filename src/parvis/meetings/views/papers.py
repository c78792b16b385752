"""Papers of a day, to print: the plan of the hall; of each table the sign that stands on it and the list of its people."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from parvis.core.domain.qr import drawn_qr
from parvis.core.domain.return_codes import Code
from parvis.core.refusal import Refusal
from parvis.meetings.domain.hall.floor import floor_of
from parvis.meetings.domain.hall.shown import OnCard, cards_of, said_times
from parvis.meetings.domain.seekers.revealing import give_code
from parvis.meetings.domain.tables.codes import screen_token
from parvis.meetings.domain.tables.showing import ShownTable, shown_table
from parvis.meetings.hall_forms import read_whole
from parvis.meetings.models import MeetingDay, Table
from parvis.meetings.views.team import BOTH, about, day_of, language_of_page
from parvis.network.domain.rights import may_run_programme
from parvis.network.domain.staff_pages import house_page
from parvis.network.models import House

#: Papers of a table that can be printed alone: what stands on it for all to read, and what only its people hold.
SIGNS, LISTS = "signs", "lists"


@house_page(may_run_programme)
def floor(request: HttpRequest, house: House, code: str) -> HttpResponse:
    """Show where the tables stand."""
    day = day_of(house, code)
    tables = Table.objects.filter(day=day).select_related("partner").order_by("key")
    told = about(house, day) | {"floor": floor_of(tables, language_of_page())}
    return render(request, "meetings/team/floor.html", told)


@dataclass(frozen=True)
class Card:
    """The papers of a table: in words, its lines without a network, and, this once, its code."""

    table: ShownTable
    lines: list[tuple[str, OnCard]]
    number: int
    has_code: bool = False
    code: str = ""
    link: str = ""
    qr: str = ""


@house_page(may_run_programme)
@require_http_methods(BOTH)
def cards(request: HttpRequest, house: House, code: str) -> HttpResponse:
    """Show the papers of the tables; on demand make the codes of those that have none, shown this once."""
    day, only, refusal = day_of(house, code), request.GET.get("only", ""), ""
    made: Mapping[int, Code] = {}
    if request.method == "POST":
        only = LISTS
        try:
            made = _codes(day, read_whole(request.POST.get("table", "")))
        except Refusal as error:
            refusal = str(error)
    rows = Table.objects.filter(day=day).select_related("partner").prefetch_related("offers__offer").order_by("key")
    told = about(house, day) | {
        "cards": _cards(rows, day, made),
        "has_signs": only != LISTS,
        "has_lists": only != SIGNS,
        "refusal": refusal,
    }
    answer = render(request, "meetings/team/cards.html", told, status=422 if refusal else 200)
    answer.headers["Cache-Control"] = "no-store"
    return answer


def _codes(day: MeetingDay, anew: int) -> dict[int, Code]:
    """Make the codes of tables that have none, or another one for the table ``anew``."""
    wanted = Table.objects.filter(day=day, **({"pk": anew} if anew else {"screen": None})).values_list("pk", flat=True)
    made = {table: give_code(day.pk, table, anew=bool(anew)) for table in list(wanted)}
    return {table: code for table, code in made.items() if code is not None}


def _cards(tables: Iterable[Table], day: MeetingDay, made: Mapping[int, Code]) -> list[Card]:
    tables, language = list(tables), language_of_page()
    told = cards_of(tables, day.slots(), language)
    return [_card(each, day, told[each.pk], made.get(each.pk), language) for each in tables]


def _card(table: Table, day: MeetingDay, told: list[OnCard], code: Code | None, language: str) -> Card:
    link = f"{settings.ORIGIN}{reverse('meetings-hall:table', args=(screen_token(code),))}" if code else ""
    return Card(
        table=shown_table(table, day, language),
        lines=[(said_times(day, line.slot, language), line) for line in told],
        number=table.pk,
        has_code=table.screen is not None,
        code=code.reveal() if code else "",
        link=link,
        qr=drawn_qr(f"{link}?") if link else "",
    )
