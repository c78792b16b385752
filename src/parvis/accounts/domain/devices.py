"""The second steps of a member of staff, as a list to look at: name one, take one away, never the last."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from allauth.mfa.models import Authenticator
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from parvis.accounts.domain.acts import record
from parvis.accounts.models import Staff
from parvis.core.refusal import Refusal

NAME = 60


@dataclass(frozen=True)
class Device:
    """A second step: a passkey with the name its owner gave, or the app that shows codes; the day it was added."""

    number: int
    is_passkey: bool
    name: str
    added_on: datetime.date


def devices_of(staff: Staff) -> list[Device]:
    """Return the second steps of ``staff``, oldest first; recovery codes are none."""
    return [
        Device(
            each.pk,
            each.type == Authenticator.Type.WEBAUTHN,
            str(each.data.get("name", "")) if each.type == Authenticator.Type.WEBAUTHN else "",
            timezone.localdate(each.created_at),
        )
        for each in _kept(staff)
    ]


def _kept(staff: Staff) -> QuerySet[Authenticator]:
    kinds = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)
    kept: QuerySet[Authenticator] = Authenticator.objects.filter(user=staff, type__in=kinds)
    return kept.order_by("created_at", "pk")


def _locked(staff: Staff, number: int) -> tuple[Authenticator, int]:
    """Return one second step of ``staff`` and how many there are, held until the end of the transaction."""
    Staff.objects.select_for_update().get(pk=staff.pk)
    kept = {each.pk: each for each in _kept(staff)}
    if number not in kept:
        raise Refusal(_("This second step is not there any more."))
    return kept[number], len(kept)


@transaction.atomic
def rename_device(staff: Staff, number: int, name: str) -> None:
    """Give a passkey of ``staff`` another name."""
    device, _number = _locked(staff, number)
    name = " ".join(name.split())[:NAME]
    if device.type != Authenticator.Type.WEBAUTHN or not name:
        raise Refusal(_("Give the passkey a name that you know it by."))
    device.data["name"] = name
    device.save(update_fields=["data"])
    record(staff, "account.second-step-named")


@transaction.atomic
def remove_device(staff: Staff, number: int) -> None:
    """Take a second step of ``staff`` away; without the last one nobody could sign in."""
    device, number_of_devices = _locked(staff, number)
    if number_of_devices == 1:
        raise Refusal(_("This is your only second step. Add another one first."))
    device.delete()
    record(staff, "account.second-step-removed")
