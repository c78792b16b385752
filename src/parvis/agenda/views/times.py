"""The sessions of an event: plan one or several, move one, cancel one."""

from __future__ import annotations

from dataclasses import replace
from zoneinfo import ZoneInfo

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.views.decorators.http import require_POST

from parvis.accounts.domain.pages import staff_of
from parvis.agenda.domain import teaming
from parvis.agenda.domain.repeats import repeated, times_of
from parvis.agenda.domain.repeats import shown as shown_times
from parvis.agenda.domain.showing import title_of
from parvis.agenda.domain.teaming import Times
from parvis.agenda.enums import EventState, Repeat
from parvis.agenda.forms import MoveForm, PlanForm, TimeForm, WhyForm
from parvis.agenda.models import Event, Session
from parvis.agenda.views.team import event_of, shown
from parvis.core.refusal import Refusal
from parvis.network.domain.rights import may_run_programme
from parvis.network.domain.staff_pages import house_page
from parvis.network.models import House


def _times(house: House, form: TimeForm) -> Times:
    typed = form.cleaned_data
    once = times_of(house, typed["day"], (typed["begins"], typed["ends"]))
    return replace(once, room=form.chosen_room())


def _page(request: HttpRequest, house: House, event: Event, form: PlanForm, **more: object) -> HttpResponse:
    told = {"house": house, "event": event, "title": title_of(event, get_language() or "en"), "form": form, "made": []}
    return render(request, "agenda/team/plan.html", told | more)


@house_page(may_run_programme)
def plan(request: HttpRequest, house: House, code: str) -> HttpResponse:
    """Plan sessions: those that repeat are shown before they are kept."""
    event = event_of(house, code)
    form = PlanForm(request.POST if request.method == "POST" else None, house=house)
    if request.method != "POST" or not form.is_valid():
        return _page(request, house, event, form)
    typed = form.cleaned_data
    try:
        times = repeated(_times(house, form), house, typed["repeat"], typed["day"], typed["until"])
        if typed["repeat"] != Repeat.ONCE and "sure" not in request.POST:
            return _page(request, house, event, form, made=shown_times(times, house, get_language() or "en"))
        said = teaming.plan(event, times, by=staff_of(request))
    except Refusal as refusal:
        form.add_error(None, str(refusal))
        return _page(request, house, event, form)
    if said:
        return shown(request, house, event_of(house, code), said=tuple(said))
    return redirect("programme:event", house.slug, code)


def _session(house: House, code: str) -> Session:
    sessions = Session.objects.exclude(event__state=EventState.APART)
    return get_object_or_404(
        sessions.select_related("event__house", "event__kind", "room").prefetch_related("event__texts"),
        event__house=house,
        code=code,
    )


def _moving(
    request: HttpRequest, house: House, session: Session, form: MoveForm | None = None, why: WhyForm | None = None
) -> HttpResponse:
    zone = ZoneInfo(session.time_zone)
    starts, ends = session.starts.astimezone(zone), session.ends.astimezone(zone)
    initial = {
        "day": starts.date(),
        "begins": starts.time(),
        "ends": ends.time(),
        "room": session.room.code if session.room else "",
    }
    told = {
        "house": house,
        "session": session,
        "event": session.event,
        "title": title_of(session.event, get_language() or "en"),
        "starts": starts,
        "form": form or MoveForm(house=house, initial=initial),
        "why": why or WhyForm(prefix="cancel"),
    }
    return render(request, "agenda/team/session.html", told)


@house_page(may_run_programme)
def move(request: HttpRequest, house: House, session: str) -> HttpResponse:
    """Move a session, with a sentence."""
    found = _session(house, session)
    if request.method != "POST":
        return _moving(request, house, found)
    form = MoveForm(request.POST, house=house)
    if form.is_valid():
        note = {get_language() or "en": form.cleaned_data["why"]}
        try:
            teaming.move(found, _times(house, form), note, by=staff_of(request))
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            return redirect("programme:event", house.slug, found.event.code)
    return _moving(request, house, _session(house, session), form)


@house_page(may_run_programme)
@require_POST
def cancel(request: HttpRequest, house: House, session: str) -> HttpResponse:
    """Cancel a session, with a sentence."""
    found, form = _session(house, session), WhyForm(request.POST, prefix="cancel")
    if form.is_valid():
        try:
            teaming.cancel_session(found, {get_language() or "en": form.cleaned_data["why"]}, by=staff_of(request))
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            return redirect("programme:event", house.slug, found.event.code)
    return _moving(request, house, _session(house, session), why=form)
