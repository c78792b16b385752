"""Planned hours of partners beside those that are noted, month by month; taking them over; what a convention gives."""

from __future__ import annotations

import datetime

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from parvis.accounts.domain.pages import staff_of
from parvis.core.refusal import Refusal
from parvis.network.domain.rights import may_manage
from parvis.network.domain.scope import today_at
from parvis.network.domain.staff_pages import house_page
from parvis.network.models import House
from parvis.rota.domain.planned import hours_of_month, month_after, month_before, note_seconding, take_over
from parvis.rota.forms import SecondingForm, read_day
from parvis.rota.models import Seconding


def _month(request: HttpRequest, today: datetime.date) -> datetime.date:
    asked = read_day(f"{request.GET.get('month', '')[:7]}-01")
    return asked or today.replace(day=1)


@house_page(may_manage)
@require_http_methods(["GET", "HEAD", "POST"])
def hours(request: HttpRequest, house: House) -> HttpResponse:
    """Show a month (``?month=2026-11``, else this one), and take planned hours over as presence."""
    today, said = today_at(house, timezone.now()), ""
    month = _month(request, today)
    if request.method == "POST":
        try:
            take_over(house, month, set(request.POST.getlist("partner")[:200]), today, by=staff_of(request))
        except Refusal as refusal:
            said = str(refusal)
        else:
            return redirect(f"{reverse('rota-staff:hours', args=(house.slug,))}?month={month:%Y-%m}")
    told = {
        "house": house,
        "month": month,
        "before": month_before(month),
        "after": month_after(month),
        "rows": hours_of_month(house, month, today),
        "is_running": month <= today < month_after(month),
        "is_to_come": month > today,
        "said": said,
    }
    return render(request, "rota/hours.html", told, status=422 if said else 200)


@house_page(may_manage)
@require_http_methods(["GET", "HEAD", "POST"])
def seconding(request: HttpRequest, house: House, slug: str) -> HttpResponse:
    """Note how many people a partner sends at once, and the hours of its convention."""
    tie = get_object_or_404(house.partnerships.select_related("partner"), partner__slug=slug)
    known = Seconding.objects.filter(house=house, partner=tie.partner).first()
    initial = {"people": known.people, "hours": known.hours} if known else {}
    form = SecondingForm(request.POST if request.method == "POST" else None, initial=initial)
    if request.method == "POST" and form.is_valid():
        typed = form.cleaned_data
        try:
            note_seconding(house, tie.partner, typed["people"], typed["hours"], by=staff_of(request))
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            return redirect("rota-staff:hours", house.slug)
    told = {"house": house, "tie": tie, "form": form}
    return render(request, "rota/seconding.html", told, status=422 if form.errors else 200)
