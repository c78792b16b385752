"""A manager plans shifts: adds, changes from a day on, ends; one date that is otherwise or changes hands."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.http import require_http_methods, require_POST

from parvis.accounts.domain.pages import staff_of
from parvis.core.refusal import Refusal
from parvis.network.domain.rights import may_manage
from parvis.network.domain.scope import today_at
from parvis.network.domain.staff_pages import house_page
from parvis.network.models import House, Partner
from parvis.rota.domain.saying import say_day
from parvis.rota.domain.shifting import add_shifts, change_shift, end_shift, except_day
from parvis.rota.domain.swapping import decline_date, give_back, offer_date, take_back, take_date
from parvis.rota.forms import (
    DateForm,
    EndForm,
    OfferForm,
    ShiftForm,
    TakeForm,
    date_typed,
    read_day,
    shift_typed,
)
from parvis.rota.models import Shift, ShiftException, Swap
from parvis.rota.views.planning import board_url

BOTH = ["GET", "HEAD", "POST"]


@house_page(may_manage)
@require_http_methods(BOTH)
def new(request: HttpRequest, house: House) -> HttpResponse:
    """Add shifts; ``?desk=choose&day=2026-11-26`` begins with a desk and a day."""
    day = read_day(request.GET.get("day", "")) or today_at(house, timezone.now())
    initial = {"first_day": day, "desk": request.GET.get("desk", "")[:40], "languages": [house.name_language]}
    form = ShiftForm(request.POST if request.method == "POST" else None, initial=initial, house=house, is_new=True)
    if request.method == "POST" and form.is_valid():
        try:
            add_shifts(house, form.wanted(), by=staff_of(request))
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            return redirect(board_url(house, form.cleaned_data["first_day"]))
    told = {"house": house, "form": form, "day": day, "back": board_url(house, day)}
    return render(request, "rota/new.html", told, status=422 if form.errors else 200)


@dataclass(frozen=True)
class _Date:
    """A date of a shift, as an address names it."""

    shift: Shift
    day: datetime.date
    exception: ShiftException | None
    swap: Swap | None


def _date(house: House, number: int, typed: str) -> _Date:
    shift = get_object_or_404(Shift.objects.at(house).select_related("desk", "partner"), pk=number)
    day = read_day(typed)
    if day is None or not shift.takes_place_on(day):
        raise Http404
    return _Date(
        shift,
        day,
        ShiftException.objects.filter(shift=shift, day=day).first(),
        Swap.objects.standing().filter(shift=shift, day=day).select_related("taken_by", "offered_to").first(),
    )


def _others(house: House, shift: Shift) -> list[Partner]:
    """Return the partners of ``house`` but the one of ``shift``."""
    partners = Partner.objects.filter(partnerships__house=house).exclude(pk=shift.partner_id or 0)
    return list(partners.order_by("slug"))


def _shown(request: HttpRequest, house: House, found: _Date, **forms: object) -> HttpResponse:
    """Show a date with its forms; those in ``forms`` as they were typed."""
    others, spoken = _others(house, found.shift), [*house.languages, *found.shift.languages]
    told = {
        "house": house,
        "shift": found.shift,
        "day": found.day,
        "day_words": say_day(found.day, get_language() or "en"),
        "swap": found.swap,
        "date": DateForm(initial=date_typed(found.exception), prefix="date"),
        "form": ShiftForm(initial=shift_typed(found.shift, found.day), house=house, is_new=False),
        "end": EndForm(initial={"since": found.day}, prefix="end"),
        "offer": OfferForm(partners=others, prefix="offer"),
        "take": TakeForm(partners=others, spoken=spoken, prefix="take"),
        "back": board_url(house, found.day),
        "is_wrong": bool(forms),
    } | forms
    return render(request, "rota/date.html", told, status=422 if forms else 200)


@house_page(may_manage)
@require_http_methods(BOTH)
def date(request: HttpRequest, house: House, number: int, day: str) -> HttpResponse:
    """Show one date of a shift; say that nobody comes, or that it is at other times."""
    found = _date(house, number, day)
    if request.method != "POST":
        return _shown(request, house, found)
    form = DateForm(request.POST, prefix="date")
    if form.is_valid():
        try:
            except_day(house, number, found.day, form.otherwise(), by=staff_of(request))
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            return redirect(board_url(house, found.day))
    return _shown(request, house, found, date=form)


@house_page(may_manage)
@require_POST
def change(request: HttpRequest, house: House, number: int, day: str) -> HttpResponse:
    """Change a shift from a day on, or end it."""
    found = _date(house, number, day)
    is_end = "end" in request.POST
    form = (
        EndForm(request.POST, prefix="end")
        if is_end
        else ShiftForm(request.POST, initial={"languages": list(found.shift.languages)}, house=house, is_new=False)
    )
    if form.is_valid():
        try:
            if isinstance(form, ShiftForm):
                change_shift(house, number, form.wanted()[0], by=staff_of(request))
            else:
                end_shift(house, number, form.cleaned_data["since"], by=staff_of(request))
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            return redirect(board_url(house, found.day))
    return _shown(request, house, found, **{"end" if is_end else "form": form})


@house_page(may_manage)
@require_POST
def swap(request: HttpRequest, house: House, number: int, day: str) -> HttpResponse:
    """Offer a date, take the offer back, decline it, let a partner take it or give it back."""
    found = _date(house, number, day)
    others, act = _others(house, found.shift), request.POST.get("act", "")
    spoken = [*house.languages, *found.shift.languages]
    is_take = act == "take"
    form = (
        TakeForm(request.POST, partners=others, spoken=spoken, prefix="take")
        if is_take
        else OfferForm(request.POST, partners=others, prefix="offer")
    )
    if form.is_valid():
        try:
            _swap(house, found, act, form, request)
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            return redirect("rota-staff:date", house.slug, number, found.day.isoformat())
    return _shown(request, house, found, **{"take" if is_take else "offer": form})


def _swap(house: House, found: _Date, act: str, form: TakeForm | OfferForm, request: HttpRequest) -> None:
    by, offered = staff_of(request), found.swap.pk if found.swap else 0
    if act == "offer" and isinstance(form, OfferForm):
        offer_date(house, found.shift.pk, found.day, form.partner(), by=by)
    elif act == "take" and isinstance(form, TakeForm):
        partner = form.partners[form.cleaned_data["partner"]]
        take_date(house, offered, partner, form.spoken(), by=by)
    elif act == "decline":
        decline_date(house, offered, by=by)
    elif act == "give-back":
        give_back(house, offered, by=by)
    else:
        take_back(house, offered, by=by)
