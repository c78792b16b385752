"""For tests and benches: a session that is past both steps, without typing."""

from __future__ import annotations

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.core.signing import TimestampSigner

from parvis.accounts.domain.sealing import fingerprint
from parvis.accounts.domain.sessions import SessionStore
from parvis.accounts.models import Staff


def open_session(staff: Staff) -> dict[str, str]:
    """Return the cookies of a new session of ``staff``."""
    store = SessionStore()
    store[SESSION_KEY] = str(staff.pk)
    store[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    store[HASH_SESSION_KEY] = staff.get_session_auth_hash()
    store.save()
    key = store.session_key or ""
    awake = TimestampSigner(salt="awake").sign(fingerprint(key)[:16])
    return {settings.SESSION_COOKIE_NAME: key, settings.AWAKE_COOKIE_NAME: awake}
