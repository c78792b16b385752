"""A moment of work, or of waiting, before seats are taken where they go very fast (docs/adr/0016).

Nobody is counted or recognised: the moment belongs to one form for one session. A form gets one code however often it is sent, so
the moment is good for one code as well. Who moves a code to such a session, or wants more seats under it, owes the moment too: it
belongs to that code.
"""

from __future__ import annotations

import datetime
import hashlib
import hmac
from dataclasses import dataclass

from django.conf import settings
from django.core import signing
from django.utils.crypto import constant_time_compare

from parvis.core.domain.once import LASTS, Once
from parvis.seats.domain.codes import Code, locator, server_key
from parvis.seats.domain.pace import codes_lately
from parvis.seats.models import Plan
from parvis.seats.rules import haste

_SALT = "parvis.seats.work"
_LEAST_BITS, _LEAST_SECONDS, _MOST_SECONDS = 14, 20, 60


@dataclass(frozen=True)
class Moment:
    """What is asked for: a number that, written after ``text``, gives a SHA-256 of ``bits`` leading zeros; or ``seconds`` of patience."""

    text: str
    bits: int
    seconds: int


def moment_for(plan: Plan, once: Once, text: str, work: str, now: datetime.datetime) -> Moment | None:
    """Return the moment that the form ``once`` still owes before it may take seats of ``plan``; None in calm times, or when it was given.

    ``text`` and ``work`` are what came with the form: an unpaid moment of this form stays the same, anything else begins anew.
    """
    if not settings.SEATS_WORK:
        return None
    pace = haste(codes_lately(plan.pk, now), plan.online)
    if not pace:
        return None
    owed = _read(text, plan.pk, once)
    if owed is None:
        return _issued(plan.pk, once, pace)
    if is_solved(owed, work) or _has_waited(owed):
        return None
    return owed


def moment_for_code(plan: Plan, code: Code, text: str, work: str, now: datetime.datetime) -> Moment | None:
    """Return the moment owed before ``code`` may have more seats of ``plan``, or seats there at all; it is good for this code alone."""
    return moment_for(plan, Once(f"code|{locator(code)}".encode()), text, work, now)


def is_solved(moment: Moment, work: str) -> bool:
    """Say whether ``work`` is the number that ``moment`` asks for."""
    if not (work.isascii() and work.isdecimal() and len(work) <= 20):
        return False
    digest = hashlib.sha256(f"{moment.text}:{work}".encode()).digest()
    return int.from_bytes(digest, "big") >> (256 - moment.bits) == 0


def _issued(plan: int, once: Once, pace: int) -> Moment:
    bits, seconds = _LEAST_BITS + pace, min(_LEAST_SECONDS + 10 * (pace - 1), _MOST_SECONDS)
    text = signing.TimestampSigner(salt=_SALT).sign(f"{_mark(plan, once)}.{bits}.{seconds}")
    return Moment(text, bits, seconds)


def _read(text: str, plan: int, once: Once) -> Moment | None:
    """Return the moment in ``text``, None when it is not ours, too old, or another form's or session's."""
    try:
        told = signing.TimestampSigner(salt=_SALT).unsign(text, max_age=LASTS)
    except signing.BadSignature:
        return None
    mark, bits, seconds = told.split(".")
    return Moment(text, int(bits), int(seconds)) if constant_time_compare(mark, _mark(plan, once)) else None


def _has_waited(moment: Moment) -> bool:
    """Say whether the seconds have gone by since the server's own date on ``moment``."""
    try:
        signing.TimestampSigner(salt=_SALT).unsign(moment.text, max_age=moment.seconds)
    except signing.SignatureExpired:
        return True
    return False


def _mark(plan: int, once: Once) -> str:
    return hmac.new(server_key("work"), b"%d|" % plan + once.secret, hashlib.sha256).hexdigest()[:32]
