"""Passkeys as a second step, by django-allauth: a challenge kept in the session, an answer of the device checked once."""

from __future__ import annotations

import json
from typing import Any

from allauth.core import context
from allauth.mfa.webauthn.internal import auth
from cryptography.exceptions import InvalidSignature
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest
from django.utils import timezone

from parvis.accounts.domain.acts import record
from parvis.accounts.domain.slowing import may_try, note_hit, note_miss
from parvis.accounts.models import Staff

#: How a device's answer can be wrong: not JSON, not the shape, another challenge, another key.
_WRONG = (ValidationError, ValueError, TypeError, KeyError, AttributeError, InvalidSignature)


def begin_new(request: HttpRequest, staff: Staff) -> dict[str, Any]:
    """Return what the browser needs to make a passkey."""
    with context.request_context(request):
        return dict(auth.begin_registration(staff, passwordless=False))


def begin(request: HttpRequest, staff: Staff) -> dict[str, Any]:
    """Return what the browser needs to show that it has a passkey."""
    with context.request_context(request):
        return dict(auth.begin_authentication(staff))


@transaction.atomic
def add_passkey(request: HttpRequest, staff: Staff, answer: str, name: str) -> bool:
    """Keep the passkey that the device made; only its public key is ever here."""
    try:
        with context.request_context(request):
            credential = json.loads(answer)
            auth.complete_registration(auth.parse_registration_response(credential))
    except _WRONG:
        return False
    auth.WebAuthn.add(staff, name[:60], credential)
    record(staff, "account.second-step")
    return True


def check_passkey(request: HttpRequest, staff: Staff, answer: str) -> bool:
    """Say whether the device answered the challenge with a passkey of ``staff``; slowed by the account."""
    now = timezone.now()
    if not may_try(staff, now):
        return False
    try:
        with context.request_context(request):
            auth.complete_authentication(staff, auth.parse_authentication_response(json.loads(answer)))
    except _WRONG:
        note_miss(staff, now)
        return False
    note_hit(staff)
    return True
