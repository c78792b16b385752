"""A moment of work, or of waiting, that a form owes (docs/adr/0016): a sum that a script does, or seconds that need none.

Nobody is counted or recognised: the moment is signed over the ``mark`` of one form, and is good for that form alone. Whoever asks
for one sees to it that a form is one act, however often it is sent; then a moment is good once.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from django.core import signing
from django.utils.crypto import constant_time_compare

from parvis.core.domain.once import LASTS

_SALT = "parvis.moment"


@dataclass(frozen=True)
class Moment:
    """What is asked for: a number that, written after ``text``, gives a SHA-256 of ``bits`` leading zeros; or ``seconds`` of patience."""

    text: str
    bits: int
    seconds: int


def issue_moment(mark: str, bits: int, seconds: int) -> Moment:
    """Return a new moment for the form with ``mark`` (letters and digits)."""
    text = signing.TimestampSigner(salt=_SALT).sign(f"{mark}.{bits}.{seconds}")
    return Moment(text, bits, seconds)


def read_moment(text: str, mark: str) -> Moment | None:
    """Return the moment in ``text``, None when it is not ours, too old, or of another form."""
    try:
        told = signing.TimestampSigner(salt=_SALT).unsign(text, max_age=LASTS)
    except signing.BadSignature:
        return None
    owner, bits, seconds = told.split(".")
    return Moment(text, int(bits), int(seconds)) if constant_time_compare(owner, mark) else None


def is_paid(moment: Moment, work: str) -> bool:
    """Say whether ``work`` is the number asked for, or the seconds have gone by."""
    return is_solved(moment, work) or _has_waited(moment)


def is_solved(moment: Moment, work: str) -> bool:
    """Say whether ``work`` is the number that ``moment`` asks for."""
    if not (work.isascii() and work.isdecimal() and len(work) <= 20):
        return False
    digest = hashlib.sha256(f"{moment.text}:{work}".encode()).digest()
    return int.from_bytes(digest, "big") >> (256 - moment.bits) == 0


def _has_waited(moment: Moment) -> bool:
    """Say whether the seconds have gone by since the server's own date on ``moment``."""
    try:
        signing.TimestampSigner(salt=_SALT).unsign(moment.text, max_age=moment.seconds)
    except signing.SignatureExpired:
        return True
    return False
