"""Return codes: twelve characters that are the only tie between somebody and what they asked for.

Eleven carry 55 bits, the twelfth is a check, so that a slip is told from a code that is not there. A code is never a plain
string: it shows itself only where ``reveal`` is written. Tables hold keyed fingerprints of it, never the code.
"""

from __future__ import annotations

import hashlib
import hmac
import unicodedata

from parvis.core.codes import ALPHABET, normalise_code
from parvis.core.domain.unsaid import Unsaid
from parvis.core.letters import plain

LENGTH = 12  # 11 × 5 bits and a check
GROUP = 4
_VALUE = {letter: value for value, letter in enumerate(ALPHABET)}


class Code(Unsaid):
    """A return code; printing, logging or pickling one does not tell it."""

    __slots__ = ("__letters",)

    def __init__(self, letters: str) -> None:
        self.__letters = letters

    def reveal(self) -> str:
        """Return the code as a person reads it, ``K7M2-9XQ4-TB5N``: for the one answer, paper or file that is the visitor's."""
        letters = self.__letters.upper()
        return "-".join(letters[start : start + GROUP] for start in range(0, LENGTH, GROUP))

    def print_under(self, key: bytes) -> str:
        """Return the fingerprint of the code under ``key``: 32 hexadecimal digits."""
        return hmac.new(key, self.__letters.encode(), hashlib.sha256).hexdigest()[:32]

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Code):
            return NotImplemented
        return hmac.compare_digest(self.__letters, other.__letters)

    def __hash__(self) -> int:
        return hash((Code, self.__letters))


def read_code(typed: str) -> Code | None:
    """Return the code somebody typed or scanned, None when it cannot be one.

    Case, spaces, dashes, accents, digits of other scripts and look-alike letters do not matter; of an address with the code
    behind ``#`` (what a QR holds) the code is taken.
    """
    text = plain(unicodedata.normalize("NFKC", typed[:400].rpartition("#")[2]))
    digits = "".join(str(unicodedata.digit(letter, letter)) for letter in text)
    letters = normalise_code(digits).replace("u", "v")
    is_one = len(letters) == LENGTH and set(letters) <= _VALUE.keys() and check_letter(letters[:-1]) == letters[-1]
    return Code(letters) if is_one else None


def check_letter(letters: str) -> str:
    """Return the check of ``letters`` (Luhn's, modulo 32): any one wrong letter and nearly every swap of two is seen."""
    total = 0
    for place, letter in enumerate(reversed(letters)):
        doubled = _VALUE[letter] * (2 - place % 2)
        total += doubled // 32 + doubled % 32
    return ALPHABET[-total % 32]


def code_from_digest(digest: bytes) -> Code:
    """Return the code that ``digest`` (eight bytes or more, of a keyed hash) leads to: the same digest, the same code."""
    number = int.from_bytes(digest, "big")
    letters = "".join(ALPHABET[(number >> (5 * place)) & 31] for place in range(LENGTH - 1))
    return Code(letters + check_letter(letters))
