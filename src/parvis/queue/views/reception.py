"""The reception: give a ticket on paper, language first; see who waits; do for people what they could do on a phone."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import get_language, override
from django.views.decorators.http import require_http_methods

from parvis.core.domain.once import issue_once
from parvis.core.languages import INTERFACE_LANGUAGES, is_right_to_left, own_name
from parvis.core.refusal import Refusal
from parvis.core.said import Said, say
from parvis.network.domain.rights import may_keep_door
from parvis.network.domain.scope import today_at
from parvis.network.domain.staff_pages import house_page
from parvis.network.models import House
from parvis.queue.domain.line import tables_of
from parvis.queue.domain.planning import flow_of
from parvis.queue.domain.showing import Named, named
from parvis.queue.domain.taking import Taken, Wanted, desks_of, languages_of, take_ticket
from parvis.queue.domain.visiting import ACTS
from parvis.queue.enums import Mode, State
from parvis.queue.forms import read_form_key, read_number
from parvis.queue.models import Ticket
from parvis.queue.views.ticket import drawn_ticket

#: Who the reception sees: everybody whom somebody may still ask about.
_SEEN = (State.CALLED, State.WAITING, State.AWAY, State.MISSED)


@dataclass(frozen=True)
class Seen:
    """A ticket in the list of the reception."""

    ticket: Ticket
    named: Named
    question: Said | None
    language: str


@house_page(may_keep_door)
@require_http_methods(["GET", "HEAD", "POST"])
def reception(request: HttpRequest, house: House) -> HttpResponseBase:
    """Show the forms and the line; give a ticket and show its slip, or do what was pressed beside one."""
    refusal, now = "", timezone.now()
    if request.method == "POST":
        try:
            if "ticket" in request.POST:
                which = read_number(request.POST["ticket"][:20])
                ACTS.get(request.POST.get("act", ""), ACTS["back"])(house, which, 0, now)
            else:
                return _slip(
                    request, take_ticket(house, _wanted(request), read_form_key(request.POST), now, by_staff=True)
                )
        except Refusal as error:
            refusal = str(error)
    return render(
        request, "queue/reception.html", _shown(request, house) | {"refusal": refusal}, status=422 if refusal else 200
    )


def _wanted(request: HttpRequest) -> Wanted:
    language = request.POST.get("language", "")[:12]
    spoken = language if language in INTERFACE_LANGUAGES else (get_language() or "en")
    return Wanted(request.POST.get("desk", "")[:40], language, spoken)


def _slip(request: HttpRequest, taken: Taken) -> HttpResponse:
    """Show a ticket to print, in the language of whoever gets it, with its name in the house's language beside."""
    ticket = taken.ticket
    with override(ticket.spoken):
        context = {
            "house": ticket.house,
            "ticket": ticket,
            "named": named(ticket, ticket.spoken, ticket.house.name_language),
            "question": say(ticket.desk.question, ticket.spoken) if ticket.desk else None,
            "qr": drawn_ticket(ticket.house, taken.code, ticket.spoken),
            "spoken": ticket.spoken,
            "direction": "rtl" if is_right_to_left(ticket.spoken) else "ltr",
        }
        slip = render_to_string("queue/slip_words.html", context)
    answer = render(request, "queue/slip.html", {"house": ticket.house, "slip": slip, "named": context["named"]})
    answer.headers["Cache-Control"] = "no-store"
    return answer


def _shown(request: HttpRequest, house: House) -> dict[str, object]:
    language, flow = get_language() or "en", flow_of(house)
    desks = desks_of(house, flow) if flow else []
    spoken = languages_of(house, desks, tables_of(house, today_at(house, timezone.now())))
    rows = Ticket.objects.filter(house=house, state__in=_SEEN).select_related("desk").order_by("place")
    return {
        "house": house,
        "flow": flow,
        "by_theme": flow is not None and flow.mode == Mode.THEME,
        "gives": flow is not None and flow.mode != Mode.NOD,
        "tongues": [(code, own_name(code)) for code in spoken],
        "chosen": request.POST.get("language", spoken[0] if spoken else ""),
        "desks": [(desk.key, say(desk.question, language)) for desk in desks],
        "once": issue_once(),
        "seen": [
            Seen(
                ticket,
                named(ticket, language, ticket.spoken),
                say(ticket.desk.question, language) if ticket.desk else None,
                own_name(ticket.language) if ticket.language else "",
            )
            for ticket in rows
        ],
    }
