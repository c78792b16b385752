"""Giving appointments: make slots from a pattern, see how many are free, take some away. There is no list of people."""

from __future__ import annotations

import datetime

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language, ngettext
from django.views.decorators.http import require_http_methods, require_POST

from parvis.accounts.domain.pages import staff_of
from parvis.appointments.domain.making import Made, change_link, drop_slots, make_slots, said_left_out, said_number
from parvis.appointments.domain.showing import day_counts, slots_on, video_rooms
from parvis.appointments.forms import LINK_LABEL, PatternForm
from parvis.core.domain.kept_forms import keeps_form
from parvis.core.refusal import Refusal
from parvis.network.domain.rights import may_sit_at_desk
from parvis.network.domain.staff_pages import house_page
from parvis.network.models import House


@keeps_form(
    (),
    tuple(name for name in PatternForm.base_fields if name != "link"),
    lines={"link": LINK_LABEL},
)
@house_page(may_sit_at_desk)
@require_http_methods(["GET", "HEAD", "POST"])
def slots(request: HttpRequest, house: House) -> HttpResponse:
    """Show the days with slots, and make new ones."""
    done, form = "", PatternForm(house)
    if request.method == "POST":
        form = PatternForm(house, request.POST)
        if form.is_valid():
            try:
                made = make_slots(form.pattern(), staff_of(request), timezone.now())
                done = _said_made(made)
                form = PatternForm(house)
            except Refusal as refusal:
                form.add_error(None, str(refusal))
    return _page(request, house, form, done)


def _said_made(made: Made) -> str:
    said = [said_number(made.slots)]
    if made.closed_days:
        left_out = ngettext(
            "%(days)d day was left out: the desk is closed then.",
            "%(days)d days were left out: the desk is closed then.",
            made.closed_days,
        )
        said.append(left_out % {"days": made.closed_days})
    if made.closed_slots:
        said.append(said_left_out(made.closed_slots))
    return " ".join(said)


def _page(request: HttpRequest, house: House, form: PatternForm, done: str, refused: str = "") -> HttpResponse:
    now, language = timezone.now(), get_language() or "en"
    told = {
        "house": house,
        "form": form,
        "fields": list(form),
        "done": done,
        "refused": refused,
        "days": day_counts(house, now, language),
        "rooms": video_rooms(house, now),
    }
    return render(request, "appointments/slots.html", told, status=422 if form.errors or refused else 200)


@keeps_form((), ("slot",))
@house_page(may_sit_at_desk)
@require_http_methods(["GET", "HEAD", "POST"])
def day(request: HttpRequest, house: House, day: str) -> HttpResponse:
    """Show the slots of one day, free or taken, and take chosen ones away."""
    try:
        date = datetime.date.fromisoformat(day)
    except ValueError as error:
        raise Http404 from error
    done = refused = ""
    if request.method == "POST":
        try:
            number = drop_slots(house, request.POST.getlist("slot")[:200], staff_of(request), timezone.now())
            done = ngettext("%(number)d slot is gone.", "%(number)d slots are gone.", number) % {"number": number}
        except Refusal as refusal:
            refused = str(refusal)
    language = get_language() or "en"
    told = {"house": house, "date": date, "slots": slots_on(house, date, language), "done": done, "refused": refused}
    return render(request, "appointments/day.html", told, status=422 if refused else 200)


@keeps_form((), lines={"link": LINK_LABEL})
@house_page(may_sit_at_desk)
@require_POST
def room(request: HttpRequest, house: House, number: int) -> HttpResponseBase:
    """Change the address of a video room."""
    try:
        change_link(house, number, request.POST.get("link", "").strip()[:300], staff_of(request))
    except Refusal as refusal:
        return _page(request, house, PatternForm(house), "", str(refusal))
    return redirect("appointments-staff:slots", house.slug)
