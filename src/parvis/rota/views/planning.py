"""The planning board of a week, and copying a week."""

from __future__ import annotations

import datetime

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.http import require_POST, require_safe

from parvis.accounts.domain.pages import staff_of
from parvis.core.refusal import Refusal
from parvis.network.domain.rights import may_keep_door, may_manage
from parvis.network.domain.scope import today_at
from parvis.network.domain.staff_pages import house_page
from parvis.network.models import House
from parvis.rota.domain.copying import copy_week, said_copied
from parvis.rota.domain.week import first_of_week, plan_of
from parvis.rota.forms import CopyForm, read_day


def board_url(house: House, day: datetime.date) -> str:
    """Return the address of the board of the week of ``day``."""
    return f"{reverse('rota-staff:board', args=(house.slug,))}?day={day.isoformat()}"


def _shown(
    request: HttpRequest, house: House, day: datetime.date, form: CopyForm | None = None, said: str = ""
) -> HttpResponse:
    today = today_at(house, timezone.now())
    plan = plan_of(house, day, today, get_language() or "en")
    told = {
        "house": house,
        "plan": plan,
        "may_plan": may_manage(staff_of(request), house),
        "form": form or CopyForm(initial={"to": plan.after}),
        "today": today,
        "said": said,
    }
    return render(request, "rota/plan.html", told, status=422 if form and form.errors else 200)


@house_page(may_keep_door)
@require_safe
def board(request: HttpRequest, house: House) -> HttpResponse:
    """Show a week: this one, or the one of ``?day=2026-11-26``."""
    day = read_day(request.GET.get("day", "")) or today_at(house, timezone.now())
    copied = request.GET.get("copied", "")
    said = said_copied(int(copied)) if copied.isascii() and copied.isdecimal() and len(copied) <= 4 else ""
    return _shown(request, house, day, said=said)


@house_page(may_manage)
@require_POST
def copy(request: HttpRequest, house: House) -> HttpResponse:
    """Copy the week of ``?day=`` to the one that was typed."""
    day = read_day(request.GET.get("day", "")) or today_at(house, timezone.now())
    form = CopyForm(request.POST)
    if form.is_valid():
        first, to = (first_of_week(house, each) for each in (day, form.cleaned_data["to"]))
        try:
            number = copy_week(house, first, to, by=staff_of(request))
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            return redirect(f"{board_url(house, to)}&copied={number}")
    return _shown(request, house, day, form)
