"""The page of a ticket: where it stands, how long it may take, and what can be done with it."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.http import require_http_methods

from parvis.accounts.domain.live import live
from parvis.core.domain.half_days import half_of
from parvis.core.domain.once import without_cookie
from parvis.core.domain.qr import drawn_qr
from parvis.core.refusal import Refusal
from parvis.core.said import say
from parvis.network.models import Desk, House
from parvis.queue.domain.codes import TicketCode, read_code
from parvis.queue.domain.estimating import ranges_of
from parvis.queue.domain.planning import flow_of
from parvis.queue.domain.showing import clock, named, sign_of, wait_of_ticket
from parvis.queue.domain.visiting import ACTS
from parvis.queue.enums import ALIVE, State
from parvis.queue.forms import read_number
from parvis.queue.models import Ticket
from parvis.queue.rules import LATER, local_in


@without_cookie
@require_http_methods(["GET", "HEAD", "POST"])
def ticket(request: HttpRequest, house: str, code: str) -> HttpResponseBase:
    """Show a ticket; go away for a while, come back, give it back."""
    read = read_code(code)
    place = House.objects.filter(slug=house).first()
    if read is None or place is None:
        return _over(request, place)
    refusal = ""
    if request.method == "POST":
        try:
            minutes = read_number(request.POST.get("minutes", "0")[:3])
            ACTS.get(request.POST.get("act", ""), ACTS["back"])(place, read, minutes, timezone.now())
        except Refusal as error:
            refusal = str(error)
        else:
            return HttpResponseRedirect(request.get_full_path(), status=303)
    found = _found(place, read)
    if found is None:
        return _over(request, place)
    if refusal:
        return render(request, "queue/ticket.html", _shown(found, read) | {"refusal": refusal}, status=422)
    flow = flow_of(place)
    return live(
        request,
        flow.version if flow else 0,
        lambda: render(request, "queue/ticket.html", _shown(found, read) | {"refusal": ""}),
    )


def _found(house: House, code: TicketCode) -> Ticket | None:
    local = local_in(house.time_zone, timezone.now())
    rows = Ticket.objects.kept(local).filter(house=house, locator=code.locator())
    return rows.select_related("house", "desk", "table").first()


def _over(request: HttpRequest, house: House | None) -> HttpResponse:
    answer = render(request, "queue/over.html", {"house": house}, status=404)
    answer.headers["Cache-Control"] = "no-store"
    return answer


def _shown(found: Ticket, code: TicketCode) -> dict[str, object]:
    language, house = get_language() or "en", found.house
    local = local_in(house.time_zone, timezone.now())
    context: dict[str, object] = {
        "house": house,
        "ticket": found,
        "named": named(found, language, house.name_language),
        "question": say(found.desk.question, language) if found.desk else None,
        "is_alive": found.state in ALIVE,
        "later": LATER,
        "half": half_of(local),
        "qr": drawn_ticket(house, code, language),
        "back_by": "",
        "is_late": False,
        "where": "",
    }
    if found.state == State.WAITING:
        context["wait"] = wait_of_ticket(found, ranges_of(house.pk, half_of(local), local.date()), local.date())
    if found.state == State.AWAY and found.back_by:
        context |= {"back_by": clock(found.back_by, house, language), "is_late": timezone.now() > found.back_by}
    if found.state in {State.CALLED, State.WITH_US} and found.table:
        context["where"] = sign_of(found.table, Desk.objects.filter(house=house), language)
    return context


def drawn_ticket(house: House, code: TicketCode, language: str) -> str:
    """Return a QR of the address of a ticket's page. The empty query keeps it out of the memory of drawings of public addresses."""
    path = reverse("queue:ticket", args=(house.slug, code.reveal()))
    return drawn_qr(f"{settings.ORIGIN}/{language}/{path.split('/', 2)[2]}?")
