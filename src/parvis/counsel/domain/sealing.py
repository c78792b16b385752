"""How letters are sealed: XChaCha20-Poly1305, bound to what they are, padded (core/domain/sealing.py); X25519 sealed boxes for desks.

What a seal is bound to stands in its associated data, so that a letter put into another thread, another place of it or another mouth
does not open.
"""

from __future__ import annotations

import hashlib

from nacl.exceptions import CryptoError
from nacl.public import PrivateKey, PublicKey, SealedBox

from parvis.core.domain import sealing
from parvis.core.domain.sealing import FORMAT, KEY_BYTES, Key, PlainText, Raw, Unreadable
from parvis.counsel.enums import Role
from parvis.counsel.rules import PADDED

__all__ = ["Key", "PlainText", "Raw", "Unreadable"]


def seal(plain: bytes, key: Key, bound_to: bytes, nonce: bytes | None = None) -> bytes:
    """Seal ``plain`` for this room; ``nonce`` is given by tests of known answers alone."""
    return sealing.seal(plain, key, _aad(bound_to), nonce)


def unseal(sealed: Raw, key: Key, bound_to: bytes) -> bytes:
    """Open what ``seal`` made; raise Unreadable."""
    return sealing.unseal(sealed, key, _aad(bound_to))


def _aad(bound_to: bytes) -> bytes:
    return b"parvis.counsel.%d|" % FORMAT + bound_to


def padded(text: bytes) -> bytes:
    """Return ``text`` with its length before it, filled up to a whole number of PADDED bytes."""
    return sealing.padded(text, PADDED)


def unpadded(filled: bytes) -> bytes:
    """Return what ``padded`` filled up; raise Unreadable when it is none."""
    return sealing.unpadded(filled, PADDED)


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
