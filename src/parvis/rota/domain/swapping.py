"""A date changes hands: a partner offers it, another takes or declines it, and who offered may take it back before;
who took it may give it back before its day."""

from __future__ import annotations

import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from parvis.accounts.domain.acts import record
from parvis.accounts.models import Staff
from parvis.core.refusal import Refusal
from parvis.network.domain.scope import today_at
from parvis.network.models import House, Partner, Partnership
from parvis.rota.domain.revising import rota_moved
from parvis.rota.enums import SwapState
from parvis.rota.models import Shift, ShiftException, Swap


def _refuse_past(house: House, day: datetime.date) -> None:
    if day < today_at(house, timezone.now()):
        raise Refusal(_("This date is over."))


def _refuse_stranger(house: House, partner: Partner, day: datetime.date) -> None:
    if not Partnership.objects.standing(day).filter(house=house, partner=partner).exists():
        raise Refusal(_("This partner has no convention with this house on that day."))


@transaction.atomic
def offer_date(house: House, number: int, day: datetime.date, to: Partner | None, *, by: Staff) -> Swap:
    """Offer the date ``day`` of a shift to ``to``, or to every partner of the house (None)."""
    _refuse_past(house, day)
    rota_moved(house)
    shift = Shift.objects.at(house).select_related("partner", "desk").filter(pk=number).first()
    if shift is None or not shift.takes_place_on(day):
        raise Refusal(_("This shift has no date on that day."))
    if ShiftException.objects.filter(shift=shift, day=day, begins__isnull=True).exists():
        raise Refusal(_("Nobody comes on this date: there is nothing to offer."))
    if to is not None:
        if to.pk == shift.partner_id:
            raise Refusal(_("A date cannot be offered to the partner whose date it is."))
        _refuse_stranger(house, to, day)
    if Swap.objects.standing().filter(shift=shift, day=day).exists():
        raise Refusal(_("This date is offered or taken already."))
    swap = Swap.objects.create(shift=shift, day=day, offered_to=to)
    record(by, "rota.offered", code=shift.desk.key, house=house.slug)
    return swap


def _asked(house: House, number: int) -> Swap:
    """Return an offer that waits, behind the lock of the house; refuse when it waits no longer."""
    rota_moved(house)
    rows = Swap.objects.asked().filter(shift__desk__house=house, pk=number)
    swap = rows.select_related("shift__desk").first()
    if swap is None:
        raise Refusal(_("This offer waits no longer: somebody took it, or it was taken back."))
    return swap


@transaction.atomic
def take_date(house: House, number: int, partner: Partner, languages: list[str], *, by: Staff) -> Swap:
    """Let ``partner`` take an offered date, speaking ``languages``; the hours of that date are then its hours."""
    swap = _asked(house, number)
    _refuse_past(house, swap.day)
    if partner.pk == swap.shift.partner_id:
        raise Refusal(_("A partner cannot take its own date: take the offer back instead."))
    if swap.offered_to_id not in {None, partner.pk}:
        raise Refusal(_("This date is offered to another partner."))
    if not languages:
        raise Refusal(_("Say which languages will be spoken."))
    _refuse_stranger(house, partner, swap.day)
    swap.state, swap.taken_by, swap.languages = SwapState.ACCEPTED, partner, languages
    swap.save(update_fields=["state", "taken_by", "languages"])
    record(by, "rota.taken", code=swap.shift.desk.key, house=house.slug)
    return swap


@transaction.atomic
def decline_date(house: House, number: int, *, by: Staff) -> None:
    """Say no to an offer: who it was offered to, or the manager; its partner comes as planned."""
    swap = _asked(house, number)
    swap.state = SwapState.DECLINED
    swap.save(update_fields=["state"])
    record(by, "rota.declined", code=swap.shift.desk.key, house=house.slug)


@transaction.atomic
def take_back(house: House, number: int, *, by: Staff) -> None:
    """Take an offer back that nobody has taken."""
    swap = _asked(house, number)
    swap.state = SwapState.WITHDRAWN
    swap.save(update_fields=["state"])
    record(by, "rota.withdrawn", code=swap.shift.desk.key, house=house.slug)


@transaction.atomic
def give_back(house: House, number: int, who: Partner | None = None, *, by: Staff) -> None:
    """Give a date that was taken back to whose it was: it is as planned again, and may be offered anew.

    ``who`` took it and gives it back before its day; the manager (None) until the day is over.
    """
    rota_moved(house)
    rows = Swap.objects.taken().filter(shift__desk__house=house, pk=number)
    swap = (rows.filter(taken_by=who) if who else rows).select_related("shift__desk").first()
    if swap is None:
        raise Refusal(_("This date was given back already."))
    _refuse_past(house, swap.day)
    if who and swap.day == today_at(house, timezone.now()):
        raise Refusal(_("This date is today: only the house can give it back now."))
    swap.state, swap.taken_by, swap.languages = SwapState.WITHDRAWN, None, []
    swap.save(update_fields=["state", "taken_by", "languages"])
    record(by, "rota.given_back", code=swap.shift.desk.key, house=house.slug)
