"""The programme team's meeting days: which there are, one with all that does not fit, its settings, its way to the end."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.http import require_http_methods, require_POST

from parvis.accounts.domain.pages import staff_of
from parvis.agenda.enums import EventState
from parvis.agenda.models import Session
from parvis.core.domain.periods import ONE_DAY
from parvis.core.refusal import Refusal
from parvis.meetings.domain.days import begin_day, change_day, close_day, end_day, make_day, open_day
from parvis.meetings.domain.plan.checking import Checked, check_day
from parvis.meetings.domain.saying import say_clock, say_date, say_organisation, say_release, say_sign, say_title
from parvis.meetings.domain.seekers.aliases import alias_of, said_alias
from parvis.meetings.enums import DayState, Step
from parvis.meetings.forms import DayForm, day_typed
from parvis.meetings.models import MeetingDay
from parvis.network.domain.rights import may_keep_door, may_run_programme
from parvis.network.domain.scope import start_of, today_at
from parvis.network.domain.staff_pages import house_page
from parvis.network.models import House

BOTH = ["GET", "HEAD", "POST"]
PAGE = 30
#: People named on a page whom no table fits; more are counted.
NAMED = 100


def language_of_page() -> str:
    """Return the language of the page."""
    return get_language() or "en"


def day_of(house: House, code: str) -> MeetingDay:
    """Return the meeting day of a session of ``house``, 404 when there is none."""
    days = MeetingDay.objects.select_related("session__event__house").prefetch_related("session__event__texts")
    return get_object_or_404(days, session__event__house=house, session__code=code)


def about(house: House, day: MeetingDay) -> dict[str, object]:
    """Return what every page of a day shows."""
    language = language_of_page()
    return {"house": house, "day": day, "title": say_title(day, language), "date": say_date(day, language)}


@house_page(may_run_programme)
def days(request: HttpRequest, house: House) -> HttpResponse:
    """Show the meeting days of the house, and coming dates that can be made one."""
    now, language = timezone.now(), language_of_page()
    found = MeetingDay.objects.filter(session__event__house=house).order_by("-session__starts")
    page = Paginator(found.select_related("session__event").prefetch_related("session__event__texts"), PAGE).get_page(
        request.GET.get("page")
    )
    coming = Session.objects.filter(event__house=house, meeting_day__isnull=True).exclude(event__state=EventState.APART)
    dates = coming.coming(now).taking_place().select_related("event").prefetch_related("event__texts")[:PAGE]
    lines = [(day, say_title(day, language), say_date(day, language)) for day in page]
    free = [MeetingDay(session=session) for session in dates]
    told = {
        "house": house,
        "lines": lines,
        "days": page,
        "free": [(day, say_title(day, language), say_date(day, language)) for day in free],
    }
    return render(request, "meetings/team/days.html", told)


@house_page(may_keep_door)
def today(request: HttpRequest, house: House) -> HttpResponse:
    """Lead the reception to the meeting days of today."""
    language, now = language_of_page(), timezone.now()
    day = today_at(house, now)
    begins, ends = start_of(day, house.time_zone), start_of(day + ONE_DAY, house.time_zone)
    found = MeetingDay.objects.public().filter(session__event__house=house, session__starts__range=(begins, ends))
    rows = found.select_related("session__event").prefetch_related("session__event__texts")
    told = {"house": house, "lines": [(each, say_title(each, language)) for each in rows]}
    return render(request, "meetings/team/today.html", told)


@house_page(may_run_programme)
@require_http_methods(BOTH)
def new(request: HttpRequest, house: House, code: str) -> HttpResponse:
    """Make a date a meeting day."""
    sessions = Session.objects.select_related("event__house").prefetch_related("event__texts")
    session = get_object_or_404(sessions.exclude(event__state=EventState.APART), event__house=house, code=code)
    if MeetingDay.objects.filter(session=session).exists():
        return redirect("meetings-staff:settings", house.slug, code)
    with timezone.override(ZoneInfo(session.time_zone)):
        form = DayForm(request.POST if request.method == "POST" else None)
        if request.method == "POST" and form.is_valid():
            try:
                make_day(session, form.wanted(), staff_of(request), timezone.now())
            except Refusal as refusal:
                form.add_error(None, str(refusal))
            else:
                return redirect("meetings-staff:day", house.slug, code)
        told = about(house, MeetingDay(session=session)) | {"form": form, "is_new": True}
        return render(request, "meetings/team/settings.html", told, status=422 if form.errors else 200)


@house_page(may_run_programme)
@require_http_methods(BOTH)
def settings(request: HttpRequest, house: House, code: str) -> HttpResponse:
    """Change the slots of a day, and how people join it."""
    day = day_of(house, code)
    with timezone.override(ZoneInfo(day.session.time_zone)):
        form = DayForm(request.POST) if request.method == "POST" else DayForm(initial=day_typed(day))
        if request.method == "POST" and form.is_valid():
            try:
                change_day(day, form.wanted(), staff_of(request), timezone.now())
            except Refusal as refusal:
                form.add_error(None, str(refusal))
            else:
                return redirect("meetings-staff:day", house.slug, code)
        told = about(house, day) | {"form": form, "is_new": False}
        return render(request, "meetings/team/settings.html", told, status=422 if form.errors else 200)


def _shown(request: HttpRequest, house: House, day: MeetingDay, said: str = "") -> HttpResponse:
    checked = check_day(day)
    slots, language = day.slots(), language_of_page()
    told = about(house, day) | {
        "said": said,
        "checked": checked,
        "without": _without(checked, language),
        "more_without": max(0, len(checked.without) - NAMED),
        "release": say_release(day, [each.table for each in checked.tables]),
        "tables": [(each, say_organisation(each.table, language), say_sign(each.table)) for each in checked.tables],
        "first": say_clock(slots[0].starts, day, language),
        "last": say_clock(slots[-1].ends, day, language),
        "sums": [(Step(row.step).label, row.number) for row in day.tallies.order_by("step")]
        if day.state == DayState.OVER
        else [],
    }
    return render(request, "meetings/team/day.html", told, status=422 if said else 200)


def _without(checked: Checked, language: str) -> list[tuple[str, str]]:
    return [(said_alias(alias_of(each.seeker), language).text, each.why) for each in checked.without[:NAMED]]


@house_page(may_run_programme)
def day(request: HttpRequest, house: House, code: str) -> HttpResponse:
    """Show a day: how far it is, its tables, and what does not fit."""
    return _shown(request, house, day_of(house, code))


@house_page(may_run_programme)
@require_POST
def act(request: HttpRequest, house: House, code: str) -> HttpResponse:
    """Open a day, hide it again, begin it, end it."""
    found, by, now = day_of(house, code), staff_of(request), timezone.now()
    acts = {
        "open": lambda: open_day(found, by, now),
        "close": lambda: close_day(found, by),
        "begin": lambda: begin_day(found, by, now),
        "end": lambda: end_day(found, by),
    }
    wanted = acts.get(request.POST.get("act", ""))
    if wanted is None:
        raise Http404
    try:
        wanted()
    except Refusal as refusal:
        return _shown(request, house, day_of(house, code), str(refusal))
    return redirect("meetings-staff:day", house.slug, code)
