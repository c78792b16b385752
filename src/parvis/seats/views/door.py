"""The door: today's sessions of a house; one session's codes, typed or scanned, on the line or off it; a headcount."""

from __future__ import annotations

import json
import secrets
from collections import defaultdict
from datetime import timedelta

from django.db.models import Exists, OuterRef, Q
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.http import require_http_methods, require_POST

from parvis.accounts.domain.pages import staff_of
from parvis.agenda.enums import EventState, SessionState, Where
from parvis.core.refusal import Refusal
from parvis.network.domain.rights import may_keep_door, may_run_programme
from parvis.network.domain.staff_pages import house_page
from parvis.network.models import House
from parvis.seats.domain.codes import door_key
from parvis.seats.domain.door import Mark, at_the_door, known_prints, mark_all, tally
from parvis.seats.domain.occasions import is_appointment
from parvis.seats.domain.saying import said_title, title, when
from parvis.seats.enums import SITTING, Seen
from parvis.seats.forms import read_typed_code
from parvis.seats.models import Holding, Plan

DAY = timedelta(hours=24)
#: The camera may be asked for here, and only here: to read a code that somebody shows.
PERMISSIONS = "camera=(self), microphone=(), geolocation=(), browsing-topics=(), interest-cohort=()"
MOST_MARKS = 500


@house_page(may_keep_door)
def doors(request: HttpRequest, house: House) -> HttpResponse:
    """Show the sessions of the house whose door may be kept now: those that end no earlier than a day ago, for a day."""
    language, now = get_language() or "en", timezone.now()
    plans = (
        Plan.objects.filter(session__event__house=house, session__ends__gt=now - DAY, session__starts__lt=now + DAY)
        .exclude(_nobody_comes())
        .select_related("session__event")
        .prefetch_related("session__event__texts")
        .order_by("session__starts", "pk")
    )
    lines, desks = [], defaultdict(list)
    for plan in plans:
        line = (plan, said_title(plan.session.event.texts.all(), language), when(plan, language))
        if is_appointment(plan):
            desks[line[1]].append(line)
        else:
            lines.append(line)
    told = {
        "house": house,
        "lines": lines,
        "desks": dict(desks),
        "may_plan": may_run_programme(staff_of(request), house),
    }
    return render(request, "seats/doors.html", told)


def _nobody_comes() -> Q:
    """Keep the times of appointments for which nobody comes to the door: by video, cancelled, or not taken."""
    taken = Exists(Holding.objects.filter(plan=OuterRef("pk"), state__in=SITTING))
    off = Q(session__event__where=Where.ONLINE) | Q(session__state=SessionState.CANCELLED) | ~Q(taken)
    return Q(session__event__state=EventState.APART) & off


@house_page(may_keep_door)
@require_http_methods(["GET", "HEAD", "POST"])
def door(request: HttpRequest, house: House, code: str) -> HttpResponse:
    """Keep the door of one session. A typed code is entered by this form; with script, pages answer by themselves."""
    plan, language = _plan(house, code), get_language() or "en"
    seen, refusal = "", ""
    if request.method == "POST":
        try:
            if request.POST.get("act") == "count":
                _count(plan, request)
            else:
                typed = read_typed_code(request.POST)
                entry = secrets.token_urlsafe(9)
                (told,) = mark_all(plan.pk, [Mark.of(typed, plan.pk, entry)], timezone.now())
                seen = str(told)
        except Refusal as error:
            refusal = str(error)
    context = {
        "house": house,
        "plan": plan,
        "title": title(plan.session.event, language),
        "when": when(plan, language),
        "figures": at_the_door(plan),
        "seen": Seen(seen).label if seen else "",
        "refusal": refusal,
        "offline": {"key": door_key(plan.pk).hex(), "prints": known_prints(plan)},
        "words": {str(seen): str(seen.label) for seen in Seen},
    }
    answer = render(request, "seats/door.html", context, status=422 if refusal else 200)
    answer.headers["Permissions-Policy"] = PERMISSIONS
    return answer


def _count(plan: Plan, request: HttpRequest) -> None:
    """Count one person in or out who has no code; each press of the form is a clicker of its own."""
    step = -1 if request.POST.get("step") == "-1" else 1
    tally(plan.pk, secrets.token_urlsafe(9), step, 1)


@house_page(may_keep_door)
@require_POST
def marks(request: HttpRequest, house: House, code: str) -> HttpResponse:
    """Take what a door's page noted, perhaps while it was off the line; sent again, the answers are the same."""
    plan = _plan(house, code)
    try:
        told = json.loads(request.body)
        noted = [Mark(str(each["print"]), str(each["entry"]), _whole(each.get("came"))) for each in told["marks"]]
        page, number, turn = str(told["page"]), _whole(told["number"]) or 0, _whole(told["turn"]) or 0
    except (ValueError, TypeError, KeyError, AttributeError):
        return JsonResponse({"error": "unreadable"}, status=400)
    if len(noted) > MOST_MARKS:
        return JsonResponse({"error": "too many at once"}, status=400)
    try:
        seen = mark_all(plan.pk, noted, timezone.now())
        tally(plan.pk, page, number, turn)
    except Refusal as error:
        return JsonResponse({"error": str(error)}, status=503)
    figures = at_the_door(plan)
    answers = {mark.entry: str(answer) for mark, answer in zip(noted, seen, strict=True)}
    return JsonResponse({"seen": answers, "inside": figures.inside, "free": figures.free, "prints": known_prints(plan)})


def _whole(value: object) -> int | None:
    return value if isinstance(value, int) and not isinstance(value, bool) else None


def _plan(house: House, code: str) -> Plan:
    plan = Plan.objects.filter(session__code=code, session__event__house=house).select_related("session__event").first()
    if plan is None:
        raise Http404
    return plan
