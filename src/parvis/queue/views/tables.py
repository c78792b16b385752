"""The counsellor's page: open a table; then call, sit down, pass on, take back. Enter does what comes next."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from parvis.accounts.domain.live import live
from parvis.core.languages import own_name
from parvis.core.refusal import Refusal
from parvis.core.said import say
from parvis.network.domain.rights import may_sit_at_desk
from parvis.network.domain.scope import today_at
from parvis.network.domain.staff_pages import house_page
from parvis.network.models import Desk, House
from parvis.queue.domain import calling
from parvis.queue.domain.line import help_of, table_at, tables_of, waiters_of
from parvis.queue.domain.planning import flow_of
from parvis.queue.domain.showing import named, sign_of
from parvis.queue.domain.tables import close_table, offered_languages, open_table
from parvis.queue.enums import IN_HAND, State
from parvis.queue.forms import TableForm, read_number
from parvis.queue.models import Table, Ticket
from parvis.queue.rules import CALLS


@dataclass(frozen=True)
class Opened:
    """An open table as the list shows it."""

    number: int
    sign: str
    languages: str


@house_page(may_sit_at_desk)
@require_http_methods(["GET", "HEAD", "POST"])
def tables(request: HttpRequest, house: House) -> HttpResponseBase:
    """Open a table, or go on at one that is open."""
    language, now = get_language() or "en", timezone.now()
    desks, opened = list(Desk.objects.filter(house=house)), tables_of(house, today_at(house, now))
    form = TableForm(
        request.POST if request.method == "POST" else None,
        desks=desks,
        spoken=offered_languages(house, opened),
        language=language,
        initial={"languages": house.languages[:1], "desks": [desks[0].key] if len(desks) == 1 else []},
    )
    if request.method == "POST" and form.is_valid():
        try:
            table = open_table(house, form.offered(), now)
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            return redirect("queue-staff:table", house.slug, table.number)
    shown = [
        Opened(each.number, sign_of(each, desks, language), ", ".join(own_name(code) for code in each.languages))
        for each in opened
    ]
    context = {"house": house, "form": form, "opened": shown, "flow": flow_of(house)}
    return render(request, "queue/tables.html", context, status=422 if form.errors else 200)


@dataclass(frozen=True)
class Step:
    """What was done last at this table, so that it can be taken back: the ticket's number and a sentence."""

    number: int
    said: str


Act = Callable[[House, int, int, str, datetime.datetime], Ticket | None]
ACTS: dict[str, Act] = {
    "next": lambda house, table, _number, _desk, now: calling.call_next(house, table, now),
    "serve": lambda house, table, number, _desk, now: calling.serve(house, table, number, now),
    "finish": lambda house, table, number, _desk, now: calling.finish(house, table, number, now),
    "nobody": lambda house, table, number, _desk, now: calling.nobody_came(house, table, number, now),
    "pass": calling.pass_on,
    "undo": lambda house, table, number, _desk, now: calling.undo(house, table, number, now),
}


@house_page(may_sit_at_desk)
@require_http_methods(["GET", "HEAD", "POST"])
def table(request: HttpRequest, house: House, number: int) -> HttpResponseBase:
    """Show who is at the table and who waits for it; do what was pressed."""
    now = timezone.now()
    here = table_at(house, number, today_at(house, now))
    if here is None:
        return redirect("queue-staff:tables", house.slug)
    if request.method != "POST":
        flow = flow_of(house)
        return live(request, flow.version if flow else 0, lambda: _page(request, house, here), number)
    try:
        if request.POST.get("act") == "close":
            close_table(house, number, now)
            return redirect("queue-staff:tables", house.slug)
        act = ACTS.get(request.POST.get("act", ""), ACTS["next"])
        which = read_number(request.POST.get("ticket", "0")[:20])
        ticket = act(house, number, which, request.POST.get("desk", "")[:40], now)
    except Refusal as refusal:
        return _page(request, house, here, refusal=str(refusal))
    return _page(request, house, here, step=_step(ticket), is_empty=ticket is None)


def _step(ticket: Ticket | None) -> Step | None:
    """Return what can be taken back; nothing after a step back or a pass, which is somebody else's by then."""
    if ticket is None or ticket.state in {State.WAITING, State.LEFT, State.AWAY}:
        return None
    name = named(ticket, get_language() or "en").first
    words = {
        State.CALLED: _("%(name)s is called."),
        State.WITH_US: _("%(name)s is with you."),
        State.GONE: _("%(name)s has gone."),
        State.MISSED: _("%(name)s is set aside and may come back."),
    }
    return Step(ticket.pk, words[State(ticket.state)] % {"name": name})


def _page(
    request: HttpRequest,
    house: House,
    here: Table,
    *,
    refusal: str = "",
    step: Step | None = None,
    is_empty: bool = False,
) -> HttpResponse:
    language, today = get_language() or "en", today_at(house, timezone.now())
    desks = list(Desk.objects.filter(house=house))
    onward = calling.passed_on_to(here, desks, tables_of(house, today)) if desks else []
    held = Ticket.objects.filter(table=here, state__in=IN_HAND).select_related("desk").first()
    mine = [waiter for waiter in waiters_of(house, today) if help_of(here).can_help(waiter)]
    kinds: dict[tuple[str, str], int] = {}
    for waiter in mine:
        kinds[waiter.kind] = kinds.get(waiter.kind, 0) + 1
    by_key = {desk.key: say(desk.question, language) for desk in desks}
    context = {
        "house": house,
        "table": here,
        "sign": sign_of(here, desks, language),
        "spoken": [own_name(code) for code in here.languages],
        "held": held,
        "named": named(held, language, held.spoken) if held else None,
        "question": say(held.desk.question, language) if held and held.desk else None,
        "waiting": len(mine),
        "kinds": [
            (by_key.get(desk), own_name(tongue) if tongue else "", kinds[desk, tongue]) for desk, tongue in kinds
        ],
        "others": [(desk.key, by_key[desk.key]) for desk in onward],
        "is_last_call": held is not None and held.calls >= CALLS,
        "refusal": refusal,
        "step": step,
        "is_empty": is_empty,
    }
    return render(request, "queue/table.html", context, status=422 if refusal else 200)
