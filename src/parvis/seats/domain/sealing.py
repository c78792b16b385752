"""Sealed contacts: whoever writes a notice opens them with the house's key, and nobody who only has the database can."""

from __future__ import annotations

import contextlib
import json
import os
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from django.conf import settings
from nacl.exceptions import CryptoError
from nacl.public import PrivateKey, SealedBox

#: Contacts are padded to this many bytes before sealing, so that the length of one tells nothing.
PADDED = 192
LONGEST = 100  # characters


@dataclass(frozen=True)
class Contact:
    """Where to tell somebody that a session is cancelled or moved, and in which language."""

    address: str
    language: str

    def __repr__(self) -> str:
        return "Contact(…)"

    __str__ = __repr__


def seal(contact: Contact) -> bytes:
    """Return ``contact`` sealed; the same contact sealed twice is two different texts."""
    text = json.dumps([contact.address[:LONGEST], contact.language], ensure_ascii=False).encode()
    return SealedBox(_key().public_key).encrypt(text.ljust(PADDED, b" "))


def unseal(sealed: bytes) -> Contact | None:
    """Open a sealed contact, only to send or say a notice; None when the key is another one."""
    try:
        address, language = json.loads(SealedBox(_key()).decrypt(bytes(sealed)))
    except (CryptoError, ValueError):
        return None
    return Contact(address, language)


def key_file() -> Path:
    """Return where the key that opens contacts is kept: beside the database, never in it."""
    path: Path = settings.DATA / "contact_key"
    return path


@lru_cache(maxsize=4)
def _read(path: Path) -> PrivateKey:
    if not path.exists():
        made = path.with_suffix(f".{os.getpid()}")
        made.touch(mode=0o600)
        made.write_bytes(bytes(PrivateKey.generate()))
        with contextlib.suppress(FileExistsError):  # the first process wins, a second one reads its key
            path.hardlink_to(made)
        made.unlink()
    return PrivateKey(path.read_bytes())


def _key() -> PrivateKey:
    return _read(key_file())
