"""How letters are sealed: XChaCha20-Poly1305, bound to what they are, padded; X25519 sealed boxes for desks.

The bytes of each seal are format version (1), nonce (24), ciphertext with its tag. What a seal is bound to stands in its associated data,
so that a letter put into another thread, another place of it or another mouth does not open.
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
from nacl.public import PrivateKey, PublicKey, SealedBox

from parvis.core.domain.unsaid import Unsaid
from parvis.counsel.enums import Role
from parvis.counsel.rules import PADDED

#: Bytes as a column of a database gives them.
Raw = bytes | memoryview

FORMAT = 1
_NONCE = crypto_aead_xchacha20poly1305_ietf_NPUBBYTES
KEY_BYTES = 32
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
    sealed = crypto_aead_xchacha20poly1305_ietf_encrypt(plain, _aad(bound_to), nonce, key.raw)
    return bytes((FORMAT,)) + nonce + sealed


def unseal(sealed: Raw, key: Key, bound_to: bytes) -> bytes:
    """Open what ``seal`` made; raise Unreadable."""
    raw = bytes(sealed)
    if raw[:1] != bytes((FORMAT,)):
        raise Unreadable
    nonce, rest = raw[1 : 1 + _NONCE], raw[1 + _NONCE :]
    try:
        return bytes(crypto_aead_xchacha20poly1305_ietf_decrypt(rest, _aad(bound_to), nonce, key.raw))
    except (CryptoError, ValueError, TypeError) as error:
        raise Unreadable from error


def _aad(bound_to: bytes) -> bytes:
    return b"parvis.counsel.%d|" % FORMAT + bound_to


def padded(text: bytes) -> bytes:
    """Return ``text`` with its length before it, filled up to a whole number of PADDED bytes."""
    told = len(text).to_bytes(_LENGTH_BYTES, "big") + text
    return told.ljust(-(-len(told) // PADDED) * PADDED, b"\0")


def unpadded(filled: bytes) -> bytes:
    """Return what ``padded`` filled up; raise Unreadable when it is none."""
    length = int.from_bytes(filled[:_LENGTH_BYTES], "big")
    if len(filled) % PADDED or len(filled) < _LENGTH_BYTES + length:
        raise Unreadable
    return filled[_LENGTH_BYTES : _LENGTH_BYTES + length]


def seal_letter(text: PlainText, key: Key, thread: str, number: int, role: Role, nonce: bytes | None = None) -> bytes:
    """Seal a letter as number ``number`` of ``thread``, written by ``role``."""
    return seal(padded(text.reveal().encode()), key, _of_letter(thread, number, role), nonce)


def unseal_letter(sealed: Raw, key: Key, thread: str, number: int, role: Role) -> PlainText:
    """Open a letter; raise Unreadable when it is not that letter of that thread by that role."""
    return PlainText(unpadded(unseal(sealed, key, _of_letter(thread, number, role))).decode())


def _of_letter(thread: str, number: int, role: Role) -> bytes:
    return f"letter|{thread}|{number}|{Role(role).name}".encode()


def new_pair() -> tuple[Key, bytes]:
    """Return a new private key (X25519) and its public half."""
    private = PrivateKey.generate()
    return Key(bytes(private)), bytes(private.public_key)


def seal_to(public: Raw, key: Key, bound_to: bytes) -> bytes:
    """Seal ``key`` so that the private half of ``public`` opens it; ``bound_to`` goes in with it and is compared when it is opened."""
    return SealedBox(PublicKey(bytes(public))).encrypt(key.raw + hashlib.sha256(_aad(bound_to)).digest())


def unseal_with(private: Key, sealed: Raw, bound_to: bytes) -> Key:
    """Open what ``seal_to`` made; raise Unreadable when the key is another one, or it was sealed for something else."""
    try:
        plain = SealedBox(PrivateKey(private.raw)).decrypt(bytes(sealed))
    except (CryptoError, ValueError, TypeError) as error:
        raise Unreadable from error
    if plain[KEY_BYTES:] != hashlib.sha256(_aad(bound_to)).digest():
        raise Unreadable
    return Key(plain[:KEY_BYTES])
