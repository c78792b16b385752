"""The programme team's page of what comes in: calendars the house follows, notices a person has to read."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from parvis.accounts.domain.pages import staff_of
from parvis.agenda.arrival_forms import NoticeForm
from parvis.agenda.domain.following import deal_with, follow, make_event, unfollow
from parvis.agenda.forms import CalendarForm
from parvis.agenda.importers.icalendar.following import fetch_now
from parvis.agenda.importers.opendays.draft import initial_of
from parvis.agenda.models import Calendar, Event, Kind, Notice
from parvis.agenda.views.team import partners_for
from parvis.core.refusal import Refusal
from parvis.network.domain.rights import may_run_programme
from parvis.network.domain.staff_pages import house_page
from parvis.network.models import House

PAGE = 50


def _shown(
    request: HttpRequest, house: House, form: CalendarForm, fetched: Calendar | None = None, said: str = ""
) -> HttpResponse:
    notices = Notice.objects.filter(house=house).open()
    told = {
        "house": house,
        "calendars": list(house.calendars.select_related("kind")),
        "notices": Paginator(notices, PAGE).get_page(request.GET.get("page")),
        "form": form,
        "fetched": fetched,
        "said": said,
    }
    return render(request, "agenda/arrivals.html", told)


@house_page(may_run_programme)
def arrivals(request: HttpRequest, house: House) -> HttpResponse:
    """Show what comes in; follow one more calendar."""
    kinds = Kind.objects.of(house)
    if request.method != "POST":
        return _shown(request, house, CalendarForm(kinds=kinds))
    form = CalendarForm(request.POST, kinds=kinds)
    if not form.is_valid():
        return _shown(request, house, form)
    typed = form.cleaned_data
    kind = get_object_or_404(kinds, key=typed["kind"])
    try:
        follow(house, kind, typed["address"], typed["name"], by=staff_of(request))
    except Refusal as refusal:
        form.add_error(None, str(refusal))
        return _shown(request, house, form)
    return redirect("arrivals:arrivals", house.slug)


@house_page(may_run_programme)
@require_POST
def leave(request: HttpRequest, house: House, number: int) -> HttpResponse:
    """Follow a calendar no longer."""
    unfollow(get_object_or_404(Calendar.objects.select_related("house"), pk=number, house=house), staff_of(request))
    return redirect("arrivals:arrivals", house.slug)


@house_page(may_run_programme)
@require_POST
def fetch(request: HttpRequest, house: House, number: int) -> HttpResponse:
    """Fetch a calendar now, once, and say what came of it."""
    calendar = get_object_or_404(Calendar.objects.select_related("house", "kind"), pk=number, house=house)
    said = fetch_now(calendar, staff_of(request))
    return _shown(request, house, CalendarForm(kinds=Kind.objects.of(house)), calendar, said)


@house_page(may_run_programme)
def make(request: HttpRequest, house: House, number: int) -> HttpResponse:
    """Make an event of a notice: the form begins with what is known of it, the notice stands beside."""
    notice = get_object_or_404(Notice.objects.select_related("house"), pk=number, house=house)
    made = Event.objects.filter(house=house, reference=notice.event_reference).first()
    if made:
        return redirect("programme:event", house.slug, made.code)
    if notice.is_done:
        raise Http404
    form = NoticeForm(
        request.POST if request.method == "POST" else None,
        house=house,
        partners=partners_for(house),
        initial=initial_of(notice),
    )
    if request.method == "POST" and form.is_valid():
        try:
            times = list(form.times())
            written = make_event(notice, form.chosen_kind(), form.facts(), times, by=staff_of(request))
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            return redirect("programme:event", house.slug, written.code)
    return render(request, "agenda/team/notice.html", {"house": house, "notice": notice, "form": form})


@house_page(may_run_programme)
@require_POST
def read(request: HttpRequest, house: House, number: int) -> HttpResponse:
    """Say that a notice is dealt with."""
    deal_with(get_object_or_404(Notice.objects.select_related("house"), pk=number, house=house), staff_of(request))
    return redirect("arrivals:arrivals", house.slug)
