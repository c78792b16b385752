"""Sealing at rest: XChaCha20-Poly1305 under a key of 32 bytes, bound to what is sealed; padding; texts and keys that do not print.

The bytes of each seal are format version (1), nonce (24), ciphertext with its tag. What a seal is bound to stands in its associated data:
put into another place it does not open. Each room begins what it binds with its own name.
"""

from __future__ import annotations

import hashlib
import secrets

from nacl.bindings import (
    crypto_aead_xchacha20poly1305_ietf_decrypt,
    crypto_aead_xchacha20poly1305_ietf_encrypt,
    crypto_aead_xchacha20poly1305_ietf_NPUBBYTES,
)
from nacl.exceptions import CryptoError

from parvis.core.domain.unsaid import Unsaid

#: Bytes as a column of a database gives them.
Raw = bytes | memoryview

FORMAT = 1
KEY_BYTES = 32
_NONCE = crypto_aead_xchacha20poly1305_ietf_NPUBBYTES
_LENGTH_BYTES = 4


class Unreadable(Exception):
    """A seal does not open: another key, or something was touched."""


class PlainText(Unsaid):
    """What somebody wrote; it shows itself only where ``reveal`` is written."""

    __slots__ = ("__text",)

    def __init__(self, text: str) -> None:
        self.__text = text

    def reveal(self) -> str:
        """Return the text, for the page of whoever may read it."""
        return self.__text

    def __eq__(self, other: object) -> bool:
        return self.__text == other.reveal() if isinstance(other, PlainText) else NotImplemented

    def __hash__(self) -> int:
        return hash((PlainText, self.__text))


class Key(Unsaid):
    """32 secret bytes of one purpose."""

    __slots__ = ("raw",)

    def __init__(self, raw: bytes) -> None:
        if len(raw) != KEY_BYTES:
            message = "a key has 32 bytes"
            raise ValueError(message)
        self.raw = raw

    @classmethod
    def new(cls) -> Key:
        """Return a new one from the system's own source of chance."""
        return cls(secrets.token_bytes(KEY_BYTES))

    def under(self, purpose: bytes, told: bytes = b"") -> Key:
        """Return the key that this one and ``told`` lead to for ``purpose`` (at most 16 bytes)."""
        return Key(hashlib.blake2b(told, key=self.raw, digest_size=KEY_BYTES, person=purpose).digest())


def seal(plain: bytes, key: Key, bound_to: bytes, nonce: bytes | None = None) -> bytes:
    """Seal ``plain``; ``nonce`` is given by tests of known answers alone."""
    nonce = nonce or secrets.token_bytes(_NONCE)
    sealed = crypto_aead_xchacha20poly1305_ietf_encrypt(plain, bound_to, nonce, key.raw)
    return bytes((FORMAT,)) + nonce + sealed


def unseal(sealed: Raw, key: Key, bound_to: bytes) -> bytes:
    """Open what ``seal`` made; raise Unreadable."""
    raw = bytes(sealed)
    if raw[:1] != bytes((FORMAT,)):
        raise Unreadable
    nonce, rest = raw[1 : 1 + _NONCE], raw[1 + _NONCE :]
    try:
        return bytes(crypto_aead_xchacha20poly1305_ietf_decrypt(rest, bound_to, nonce, key.raw))
    except (CryptoError, ValueError, TypeError) as error:
        raise Unreadable from error


def padded(text: bytes, to: int) -> bytes:
    """Return ``text`` with its length before it, filled up to a whole number of ``to`` bytes."""
    told = len(text).to_bytes(_LENGTH_BYTES, "big") + text
    return told.ljust(-(-len(told) // to) * to, b"\0")


def unpadded(filled: bytes, to: int) -> bytes:
    """Return what ``padded`` filled up; raise Unreadable when it is none."""
    length = int.from_bytes(filled[:_LENGTH_BYTES], "big")
    if not filled or len(filled) % to or len(filled) < _LENGTH_BYTES + length:
        raise Unreadable
    return filled[_LENGTH_BYTES : _LENGTH_BYTES + length]
