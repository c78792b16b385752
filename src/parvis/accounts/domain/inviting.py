"""Links that let somebody in: an invitation, or the way back after a lost device, which two managers open together."""

from __future__ import annotations

import datetime
import secrets

from allauth.mfa.models import Authenticator
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from parvis.accounts.domain.acts import record
from parvis.accounts.domain.sealing import fingerprint
from parvis.accounts.enums import Purpose
from parvis.accounts.models import Invitation, Staff, StaffSession
from parvis.core.refusal import Refusal

#: How long a link may be used.
LASTS = {Purpose.INVITATION: datetime.timedelta(days=7), Purpose.RECOVERY: datetime.timedelta(days=1)}


def find_or_make(email: str, name: str) -> Staff:
    """Return the account with the sign-in name ``email``; a new one has no password until its link is used."""
    email = email.strip().lower()
    staff = Staff.objects.filter(email=email).first()
    if staff is None:
        staff = Staff(email=email, name=name.strip())
        staff.set_unusable_password()
        staff.save()
    elif not staff.is_active:
        raise Refusal(_("This account is closed."))
    return staff


def needs_link(staff: Staff) -> bool:
    """Say whether ``staff`` has never set a password."""
    return not staff.has_usable_password()


def new_link(staff: Staff, purpose: Purpose, *, by: Staff | None = None) -> str:
    """Return the path of a new one-time link; it is shown once, the table keeps its mark. Older links stop working."""
    token = secrets.token_urlsafe(24)
    Invitation.objects.filter(staff=staff, is_used=False).update(is_used=True)
    Invitation.objects.create(
        staff=staff, purpose=purpose, first_by=by, mark=fingerprint(token), ends_at=timezone.now() + LASTS[purpose]
    )
    return reverse("accounts:join", args=(token,))


def found(token: str) -> Invitation | None:
    """Return the usable invitation of a link."""
    usable = Invitation.objects.usable(timezone.now()).select_related("staff")
    return usable.filter(mark=fingerprint(token), staff__is_active=True).first()


@transaction.atomic
def accept(token: str, password: str) -> Staff:
    """Set the password by a link, once. After a lost device the old devices and sessions are gone too."""
    invitation = Invitation.objects.select_for_update().filter(mark=fingerprint(token)).first()
    if invitation is None or found(token) is None:
        raise Refusal(_("This link was used or is too old. Ask for a new one."))
    staff = invitation.staff
    try:
        validate_password(password, staff)
    except ValidationError as error:
        raise Refusal(" ".join(error.messages)) from error
    staff.set_password(password)
    staff.misses, staff.next_try_at = 0, None
    staff.save()
    StaffSession.objects.filter(staff=staff).delete()
    if invitation.purpose == Purpose.RECOVERY:
        Authenticator.objects.filter(user=staff).delete()
    Invitation.objects.filter(pk=invitation.pk).update(is_used=True)
    record(staff, "account.recovered" if invitation.purpose == Purpose.RECOVERY else "account.joined")
    return staff


@transaction.atomic
def ask_recovery(by: Staff, staff: Staff, *, house: str) -> Invitation:
    """First manager: say that ``staff`` lost the device. Nothing opens before a second one confirms."""
    if by.pk == staff.pk:
        raise Refusal(_("Nobody can ask for their own recovery: two other managers do."))
    Invitation.objects.filter(staff=staff, is_used=False).update(is_used=True)
    asked = Invitation.objects.create(
        staff=staff, purpose=Purpose.RECOVERY, first_by=by, ends_at=timezone.now() + LASTS[Purpose.RECOVERY]
    )
    record(by, "account.recovery-asked", code=staff.name, house=house)
    return asked


@transaction.atomic
def confirm_recovery(by: Staff, number: int, *, house: str) -> str:
    """Second manager: confirm, and get the link to hand over. It must be somebody else than the first, and not who lost it."""
    asked = Invitation.objects.select_for_update().filter(pk=number).first()
    if asked is None or asked.mark or asked.is_used or asked.ends_at <= timezone.now():
        raise Refusal(_("This recovery was confirmed already or is too old. Ask again."))
    if by.pk in {asked.first_by_id, asked.staff_id}:
        raise Refusal(_("A second manager has to confirm: not who asked, and not who lost the device."))
    token = secrets.token_urlsafe(24)
    asked.mark, asked.second_by = fingerprint(token), by
    asked.save()
    record(by, "account.recovery-confirmed", code=asked.staff.name, house=house)
    return reverse("accounts:join", args=(token,))


@transaction.atomic
def close(staff: Staff) -> None:
    """Close an account: its sessions end, its acts stay in the log until their time."""
    Staff.objects.filter(pk=staff.pk).update(is_active=False)
    StaffSession.objects.filter(staff=staff).delete()
    Invitation.objects.filter(staff=staff).delete()
