"""Sealed secrets of staff: whoever only has the database can read none of them."""

from __future__ import annotations

import hashlib
import hmac

from django.conf import settings
from nacl.encoding import URLSafeBase64Encoder
from nacl.exceptions import CryptoError
from nacl.secret import SecretBox


def _key(purpose: bytes) -> bytes:
    return hashlib.blake2b(settings.SECRET_KEY.encode(), digest_size=32, person=purpose).digest()


def seal(text: str) -> str:
    """Return ``text`` sealed under the signing key."""
    return SecretBox(_key(b"staff-seal")).encrypt(text.encode(), encoder=URLSafeBase64Encoder).decode()


def unseal(sealed: str) -> str | None:
    """Open what ``seal`` made; None when the key is another one or the text was touched."""
    try:
        return SecretBox(_key(b"staff-seal")).decrypt(sealed.encode(), encoder=URLSafeBase64Encoder).decode()
    except (CryptoError, ValueError, TypeError):
        return None


def fingerprint(secret: str) -> str:
    """Return what a table keeps of a session's key or of a link: enough to recognise it, not to use it."""
    return hmac.new(_key(b"staff-print"), secret.encode(), hashlib.sha256).hexdigest()
