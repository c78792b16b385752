"""The programme team gives dates seats: a list of coming dates, and one form a date."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from django.core.paginator import Paginator
from django.forms import model_to_dict
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.http import require_http_methods

from parvis.accounts.domain.pages import staff_of
from parvis.agenda.enums import EventState
from parvis.agenda.models import Session
from parvis.core.refusal import Refusal
from parvis.network.domain.rights import may_run_programme
from parvis.network.domain.staff_pages import house_page
from parvis.network.models import House
from parvis.seats.domain.counting import Room, rooms
from parvis.seats.domain.planning import plan_seats, said_too_many
from parvis.seats.domain.saying import said_free, said_time, said_title, said_walk_in
from parvis.seats.forms import PlanForm
from parvis.seats.models import Plan

PAGE = 30


@house_page(may_run_programme)
def plans(request: HttpRequest, house: House) -> HttpResponse:
    """Show the coming dates of the house and what of their seats is free."""
    language, now = get_language() or "en", timezone.now()
    coming = (
        Session.objects.filter(event__house=house).exclude(event__state=EventState.APART).coming(now).taking_place()
    )
    page = Paginator(
        coming.select_related("event__kind", "seat_plan", "room").prefetch_related("event__texts"), PAGE
    ).get_page(request.GET.get("page"))
    planned = {session.pk: session.seat_plan for session in page if hasattr(session, "seat_plan")}
    free = rooms(list(planned.values()), now)
    lines = [
        {
            "session": session,
            "title": said_title(session.event.texts.all(), language),
            "when": said_time(session.starts, session.time_zone, language),
            "seats": _said(planned[session.pk], free[planned[session.pk].pk]) if session.pk in planned else "",
            "too_many": said_too_many(session, planned[session.pk].seats) if session.pk in planned else "",
        }
        for session in page
    ]
    return render(request, "seats/plans.html", {"house": house, "lines": lines, "dates": page})


def _said(plan: Plan, room: Room) -> str:
    return f"{said_free(room, has_line=plan.has_line)} {said_walk_in(room)}".strip()


@house_page(may_run_programme)
@require_http_methods(["GET", "HEAD", "POST"])
def plan(request: HttpRequest, house: House, code: str) -> HttpResponse:
    """Give one date seats, or change them."""
    found = Session.objects.select_related("room").filter(event__house=house).exclude(event__state=EventState.APART)
    session, language = get_object_or_404(found, code=code), get_language() or "en"
    before = Plan.objects.filter(session=session).first()
    with timezone.override(ZoneInfo(session.time_zone)):
        form = _form(request, session, before)
        if request.method == "POST" and form.is_valid():
            try:
                plan_seats(session, form.planned(), staff_of(request), timezone.now())
            except Refusal as refusal:
                form.add_error(None, str(refusal))
            else:
                return redirect("seats-staff:plans", house.slug)
        context = {
            "house": house,
            "session": session,
            "title": said_title(session.event.texts.all(), language),
            "when": said_time(session.starts, session.time_zone, language),
            "is_new": before is None,
            "form": form,
        }
        return render(request, "seats/plan.html", context, status=422 if form.errors else 200)


def _form(request: HttpRequest, session: Session, before: Plan | None) -> PlanForm:
    if request.method == "POST":
        return PlanForm(request.POST)
    if before is not None:
        return PlanForm(initial=model_to_dict(before))
    return PlanForm(initial={"seats": session.room.capacity if session.room else None})
