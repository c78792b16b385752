"""Short stable codes: the same thing has the same code on every installation, so that a notebook's address lives."""

from __future__ import annotations

import hashlib

ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"  # Crockford's base 32: no i, l, o, u to misread
LENGTH = 6  # 30 bits: 3,000 trades collide with odds of 1 in 240; the writer then lengthens the code


def code_for(name: str, length: int = LENGTH) -> str:
    """Return the code of the thing with the universal ``name`` (a URI, ``house:<slug>``): ``length`` characters."""
    number = int.from_bytes(hashlib.sha256(name.encode()).digest(), "big")
    return "".join(ALPHABET[(number >> (5 * place)) & 31] for place in range(length))


def normalise_code(typed: str) -> str:
    """Return ``typed`` as a code would be written: lower case, no spaces or dashes, o→0, i and l→1."""
    kept = "".join(character for character in typed.lower() if character.isalnum())
    return kept.translate(str.maketrans("oil", "011"))
