"""Signing in: a password, then a second step (django-allauth's TOTP, passkeys and recovery codes), each slowed by the account."""

from __future__ import annotations

from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, hotp_value, validate_totp_code, yield_hotp_counters_from_time
from allauth.mfa.utils import decrypt
from django.conf import settings
from django.contrib.auth.hashers import check_password, make_password
from django.db import transaction
from django.utils import timezone

from parvis.accounts.domain.acts import record
from parvis.accounts.domain.slowing import may_try, note_hit, note_miss
from parvis.accounts.models import Staff


def check_first_step(email: str, password: str) -> Staff | None:
    """Return the open account whose password this is; None when not, or while the account is slowed down.

    An unknown name costs as much time as a known one.
    """
    staff = Staff.objects.filter(email=email.strip().lower(), is_active=True).first()
    now = timezone.now()
    if staff is None:
        make_password(password)
        return None
    is_right = check_password(password, staff.password) and staff.has_usable_password()
    if not may_try(staff, now) or (staff.is_sample and settings.PRODUCTION):
        return None
    if not is_right:
        note_miss(staff, now)
        return None
    return staff


def kinds_of(staff: Staff) -> set[str]:
    """Return the second steps that ``staff`` has: ``totp``, ``webauthn``, ``recovery_codes``."""
    return set(Authenticator.objects.filter(user=staff).order_by().values_list("type", flat=True))


def has_second_step(staff: Staff) -> bool:
    """Say whether ``staff`` has a device; recovery codes alone are none."""
    return bool(kinds_of(staff) & {Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN})


@transaction.atomic
def check_code(staff: Staff, code: str) -> bool:
    """Say whether ``code`` is the current one of the device, or an unused recovery code; each works once."""
    now = timezone.now()
    staff = Staff.objects.select_for_update().get(pk=staff.pk)
    if not may_try(staff, now):
        return False
    typed = "".join(character for character in code if character.isalnum())
    devices = Authenticator.objects.select_for_update().filter(user=staff).exclude(type=Authenticator.Type.WEBAUTHN)
    for device in devices.order_by("pk"):
        if _fits(device, typed):
            note_hit(staff)
            return True
    note_miss(staff, now)
    return False


def _fits(device: Authenticator, typed: str) -> bool:
    if device.type == Authenticator.Type.RECOVERY_CODES:
        return bool(RecoveryCodes(device).validate_code(typed))
    secret, used = decrypt(device.data["secret"]), device.data.get("used", -1)
    for counter in yield_hotp_counters_from_time():
        if counter > used and typed == f"{hotp_value(secret, counter):06}":
            device.data["used"] = counter  # every process sees it, unlike a cache
            device.save(update_fields=["data"])
            return True
    return False


@transaction.atomic
def enrol_totp(staff: Staff, secret: str, code: str) -> bool:
    """Keep ``secret`` as the second step of ``staff`` when ``code`` shows that the device has it."""
    if not validate_totp_code(secret, "".join(character for character in code if character.isalnum())):
        return False
    Authenticator.objects.filter(user=staff, type=Authenticator.Type.TOTP).delete()
    TOTP.activate(staff, secret)
    record(staff, "account.second-step")
    return True


def recovery_codes_of(staff: Staff) -> list[str]:
    """Return the unused recovery codes, made when there are none yet."""
    return list(RecoveryCodes.activate(staff).get_unused_codes())


def current_code(staff: Staff) -> str | None:
    """Return the code that the device of ``staff`` shows now; only for sample accounts at the keyboard."""
    device = Authenticator.objects.filter(user=staff, type=Authenticator.Type.TOTP).first()
    if device is None:
        return None
    secret, used = decrypt(device.data["secret"]), device.data.get("used", -1)
    counters = list(yield_hotp_counters_from_time())
    fresh = next((each for each in counters[len(counters) // 2 :] if each > used), None)
    return None if fresh is None else f"{hotp_value(secret, fresh):06}"
