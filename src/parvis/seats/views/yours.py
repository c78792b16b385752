"""One's own seats, by typing the code back: look, change, move, say yes, give back, calendar file."""

from __future__ import annotations

import datetime
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from parvis.agenda.enums import Where
from parvis.core.domain.kept_forms import keeps_form
from parvis.core.domain.moment import Moment
from parvis.core.domain.once import without_cookie
from parvis.core.domain.return_codes import Code
from parvis.core.refusal import Refusal
from parvis.seats.domain import changing
from parvis.seats.domain.calendar import calendar_file
from parvis.seats.domain.occasions import is_appointment, is_off, way_in
from parvis.seats.domain.saying import choices, said_state, said_time, title, when
from parvis.seats.domain.work import moment_for_code
from parvis.seats.enums import ALIVE, State
from parvis.seats.forms import Typed, read_moment, read_typed_code
from parvis.seats.models import Holding, Plan
from parvis.seats.views.take import MOST_TIMES, drawn_code, one_moment

Act = Callable[[Code, QueryDict, datetime.datetime], Holding]


def _change(code: Code, sent: QueryDict, now: datetime.datetime) -> Holding:
    return changing.change(code, Typed.of(sent).asked("").seats, now)


def _move(code: Code, sent: QueryDict, now: datetime.datetime) -> Holding:
    to = Plan.objects.filter(session__code=Typed.of(sent).session).values_list("pk", flat=True).first()
    return changing.move(code, to or 0, now)


def _owed(holding: Holding, code: Code, sent: QueryDict, now: datetime.datetime) -> Moment | None:
    """Return the moment owed before seats are taken by a code that stands already: more of them, or those of another date."""
    typed, act, plan = Typed.of(sent), sent.get("act"), None
    if act == "change" and typed.asked("").seats > holding.seats:
        plan = holding.plan
    elif act == "move":
        rows = Plan.objects.filter(session__code=typed.session, session__event=holding.plan.session.event_id)
        plan = rows.exclude(pk=holding.plan_id).first()
    return moment_for_code(plan, code, *read_moment(sent), now) if plan else None


ACTS: dict[str, Act] = {
    "look": lambda code, _sent, now: changing.look(code, now),
    "change": _change,
    "move": _move,
    "confirm": lambda code, _sent, now: changing.confirm(code, now),
    "release": lambda code, _sent, now: changing.release(code, now),
}


@keeps_form((), ("code", "act", "session", "seats", "moment", "work"))
@without_cookie
@require_http_methods(["GET", "HEAD", "POST"])
def yours(request: HttpRequest) -> HttpResponse:
    """Ask for the code; then show what it holds and what can be done with it."""
    if request.method != "POST":
        return render(request, "seats/ask.html", {"typed": "", "refusal": ""})
    now, language, refusal = timezone.now(), get_language() or "en", ""
    try:
        code = read_typed_code(request.POST)
        holding = changing.look(code, now)
    except Refusal as error:
        shown = {"typed": request.POST.get("code", "")[:40], "refusal": str(error)}
        return render(request, "seats/ask.html", shown, status=422)
    act = ACTS.get(request.POST.get("act", "look"), ACTS["look"])
    try:
        owed = _owed(holding, code, request.POST, now)
        if owed is not None:
            sent = {name: request.POST.get(name, "")[:40] for name in ("code", "act", "session", "seats")}
            words = _("Move") if sent["act"] == "move" else _("Change")
            return one_moment(request, holding.plan.session.event, owed, sent, words)
        holding = act(code, request.POST, now)
    except Refusal as error:
        refusal = str(error)
    context = _shown(holding, code, now, language) | {
        "refusal": refusal,
        "done": _done(request.POST, holding.plan, refusal),
    }
    return render(request, "seats/yours.html", context, status=422 if refusal else 200)


def _done(sent: QueryDict, plan: Plan, refusal: str) -> str:
    if refusal:
        return ""
    if is_appointment(plan) and sent.get("act") == "release":
        return _("Done: the appointment is given back. Thank you: somebody else can have it.")
    return {
        "change": _("Done: your number of seats is changed."),
        "move": _("Done: you come on the other date now. Your code stays the same."),
        "confirm": _("Done: the seats are yours."),
        "release": _("Done: the seats are given back. Thank you: somebody else can come."),
    }.get(sent.get("act", ""), "")


def _shown(holding: Holding, code: Code, now: datetime.datetime, language: str) -> dict[str, object]:
    plan = holding.plan
    session = plan.session
    moved = holding.known_start != session.starts
    can_change = holding.state in ALIVE and now < session.starts and not is_off(plan)
    others = [choice for choice in choices(session.event, now, language) if choice.code != session.code]
    return {
        "holding": holding,
        "code": code.reveal(),
        "qr": drawn_code(code, language),
        "title": title(session.event, language),
        "event": session.event,
        "when": when(plan, language),
        "moved_from": said_time(holding.known_start, session.time_zone, language) if moved else "",
        "state": said_state(holding, language, now),
        "can_change": can_change,
        "is_offered": holding.state == State.OFFERED,
        "numbers": range(1, (60 if holding.is_group else plan.per_holding) + 1),
        "is_appointment": is_appointment(plan),
        "is_by_video": session.event.where == Where.ONLINE and now < session.ends and not is_off(plan),
        "way_in": way_in(plan, now) if holding.state in {State.HELD, State.USED} else "",
        "others": [choice for choice in others if choice.is_open][:MOST_TIMES]
        if holding.state == State.HELD and can_change
        else [],
    }


@without_cookie
@require_POST
def calendar(request: HttpRequest) -> HttpResponse:
    """Give the calendar file of one's seats, to whoever sends the code."""
    language = get_language() or "en"
    try:
        code = read_typed_code(request.POST)
        holding = changing.look(code, timezone.now())
    except Refusal as error:
        return render(request, "seats/ask.html", {"typed": "", "refusal": str(error)}, status=422)
    named = str(title(holding.plan.session.event, language))
    answer = HttpResponse(calendar_file(holding, code, named), content_type="text/calendar; charset=utf-8")
    answer.headers["Content-Disposition"] = 'attachment; filename="seats.ics"'
    return answer
