"""A partner's own shifts of the next weeks, and dates that others offer."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from parvis.accounts.domain.pages import staff_of
from parvis.core.refusal import Refusal
from parvis.network.domain.rights import may_edit_partner
from parvis.network.domain.staff_pages import partner_page
from parvis.network.models import House, Partner
from parvis.rota.domain.own import Offered, Own, offered_to, own_dates
from parvis.rota.domain.swapping import decline_date, give_back, offer_date, take_back, take_date
from parvis.rota.forms import OfferForm, TakeForm, read_day
from parvis.rota.models import Shift, Swap


@dataclass(frozen=True)
class _Open:
    """An offer with the form to take it."""

    offered: Offered
    form: TakeForm


def _shown(request: HttpRequest, partner: Partner, said: str = "", typed: TakeForm | None = None) -> HttpResponse:
    language, now = get_language() or "en", timezone.now()
    offers = [_Open(each, _take_form(partner, each.swap, typed)) for each in offered_to(partner, now, language)]
    own: list[Own] = own_dates(partner, now, language)
    told = {"partner": partner, "own": own, "offers": offers, "said": said}
    return render(request, "rota/partner.html", told, status=422 if said else 200)


def _take_form(partner: Partner, swap: Swap, typed: TakeForm | None) -> TakeForm:
    prefix = f"take{swap.pk}"
    if typed is not None and typed.prefix == prefix:
        return typed
    return TakeForm(partners=[partner], spoken=_spoken(swap), prefix=prefix)


def _spoken(swap: Swap) -> list[str]:
    return [*swap.shift.desk.house.languages, *swap.shift.languages]


@partner_page(may_edit_partner)
@require_http_methods(["GET", "HEAD", "POST"])
def shifts(request: HttpRequest, partner: Partner) -> HttpResponse:
    """Show the dates of ``partner``; offer one, take an offer back, take, decline or give back another's."""
    if request.method != "POST":
        return _shown(request, partner)
    act, form = request.POST.get("act", ""), None
    try:
        if act == "offer":
            _offer(request, partner)
        elif act == "take-back":
            swap = _swap(request, Swap.objects.asked().filter(shift__partner=partner))
            take_back(swap.shift.desk.house, swap.pk, by=staff_of(request))
        elif act == "give-back":
            swap = _swap(request, Swap.objects.taken().filter(taken_by=partner))
            give_back(swap.shift.desk.house, swap.pk, partner, by=staff_of(request))
        else:
            swap = _swap(request, Swap.objects.for_partner(partner))
            form = TakeForm(request.POST, partners=[partner], spoken=_spoken(swap), prefix=f"take{swap.pk}")
            _answer(request, partner, swap, form)
    except Refusal as refusal:
        return _shown(request, partner, str(refusal), form)
    return redirect("rota-staff:partner", partner.slug)


def _number(typed: str) -> int:
    return int(typed) if typed.isascii() and typed.isdecimal() and len(typed) < 19 else 0


def _swap(request: HttpRequest, may: QuerySet[Swap]) -> Swap:
    """Return the offer that was pressed, when it is among those this partner may act on."""
    rows = Swap.objects.select_related("shift__desk__house").filter(pk__in=may.values("pk"))
    swap = rows.filter(pk=_number(request.POST.get("swap", ""))).first()
    if swap is None:
        raise Refusal(_("This offer waits no longer: somebody took it, or it was taken back."))
    return swap


def _offer(request: HttpRequest, partner: Partner) -> None:
    rows = Shift.objects.of(partner).select_related("desk__house")
    shift = rows.filter(pk=_number(request.POST.get("shift", ""))).first()
    day: datetime.date | None = read_day(request.POST.get("day", ""))
    if shift is None or day is None:
        raise Refusal(_("A colleague has removed this shift meanwhile."))
    house: House = shift.desk.house
    others = list(Partner.objects.filter(partnerships__house=house).exclude(pk=partner.pk).order_by("slug"))
    form = OfferForm(request.POST, partners=others)
    to = form.partner() if form.is_valid() else None
    offer_date(house, shift.pk, day, to, by=staff_of(request))


def _answer(request: HttpRequest, partner: Partner, swap: Swap, form: TakeForm) -> None:
    """Take or decline an offer."""
    house = swap.shift.desk.house
    if request.POST.get("act") == "decline":
        if swap.offered_to_id != partner.pk:
            raise Refusal(_("Only an offer to you alone can be declined: others may take this one."))
        decline_date(house, swap.pk, by=staff_of(request))
        return
    if not form.is_valid():
        raise Refusal(" ".join(str(error) for errors in form.errors.values() for error in errors))
    take_date(house, swap.pk, partner, form.spoken(), by=staff_of(request))
