"""The public page of a meeting day: its tables with what they offer and whom they wish to meet, so that mismatches are seen before."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language

from parvis.core.etags import kept_by_nobody
from parvis.meetings.domain.days import is_off
from parvis.meetings.domain.hall.floor import floor_of
from parvis.meetings.domain.saying import say_clock, say_date, say_release, say_title
from parvis.meetings.domain.seekers.fitting import Fit, fit_of, languages_of
from parvis.meetings.domain.tables.showing import said_joining, shown_table
from parvis.meetings.models import MeetingDay, Table
from parvis.meetings.sought_forms import SoughtForm


def public_day(code: str) -> MeetingDay:
    """Return a day that visitors may see, 404 when there is none with that code of its date."""
    days = MeetingDay.objects.public().select_related("session__event__house", "session__room")
    found = days.prefetch_related("session__event__texts").filter(session__code=code).first()
    if found is None:
        raise Http404
    return found


@kept_by_nobody
def day(request: HttpRequest, code: str) -> HttpResponse:
    """Show the tables of a day; where something is sought, whether each fits and why not."""
    found, language = public_day(code), get_language() or "en"
    tables = list(
        Table.objects.filter(day=found).select_related("partner").prefetch_related("offers__offer").order_by("key")
    )
    form = SoughtForm(request.GET, zones=found.zones, languages=languages_of(tables))
    sought = form.sought()
    fits = [fit_of(table, sought, found) for table in tables]
    if not sought.is_open:
        fits.sort(key=_order)
    slots = found.slots()
    told = {
        "day": found,
        "event": found.session.event,
        "house": found.session.event.house,
        "title": say_title(found, language),
        "date": say_date(found, language),
        "first": say_clock(slots[0].starts, found, language),
        "last": say_clock(slots[-1].ends, found, language),
        "is_off": is_off(found),
        "is_over": found.session.ends <= timezone.now(),
        "joining": said_joining(found),
        "tables": [shown_table(fit.table, found, language, None if sought.is_open else fit) for fit in fits],
        "fitting": sum(fit.fits and not fit.differs for fit in fits),
        "is_sought": not sought.is_open,
        "form": form,
        "release": say_release(found, tables),
        "floor": floor_of(tables, language),
    }
    return render(request, "meetings/day.html", told)


def _order(fit: Fit) -> tuple[bool, bool, str]:
    return bool(fit.against), bool(fit.differs), fit.table.key
