"""Keys of this server, one a purpose, made from the signing key: whoever changes that one ends what they made."""

from __future__ import annotations

import hashlib
import hmac
from functools import lru_cache

from django.conf import settings


@lru_cache(maxsize=64)
def _derived(secret: str, purpose: str) -> bytes:
    return hmac.new(secret.encode(), purpose.encode(), hashlib.sha256).digest()


def server_key(purpose: str) -> bytes:
    """Return the server's key for one ``purpose`` (``parvis.<room>.<what>``): 32 bytes."""
    return _derived(settings.SECRET_KEY, purpose)


def mark_under(purpose: str, told: bytes) -> str:
    """Return the fingerprint of ``told`` under the server's key for ``purpose``: 32 hexadecimal digits."""
    return hmac.new(server_key(purpose), told, hashlib.sha256).hexdigest()[:32]
