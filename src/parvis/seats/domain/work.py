"""A moment of work, or of waiting, before seats are taken where they go very fast (docs/adr/0016).

Nobody is counted or recognised: the moment belongs to one form for one session. A form gets one code however often it is sent, so
the moment is good for one code as well. Who moves a code to such a session, or wants more seats under it, owes the moment too: it
belongs to that code.
"""

from __future__ import annotations

import datetime
import hashlib
import hmac

from django.conf import settings

from parvis.core.domain.moment import Moment, is_paid, issue_moment, read_moment
from parvis.core.domain.once import Once
from parvis.core.domain.return_codes import Code
from parvis.seats.domain.codes import locator, server_key
from parvis.seats.domain.pace import codes_lately
from parvis.seats.models import Plan
from parvis.seats.rules import haste

_LEAST_BITS, _LEAST_SECONDS, _MOST_SECONDS = 14, 20, 60


def moment_for(plan: Plan, once: Once, text: str, work: str, now: datetime.datetime) -> Moment | None:
    """Return the moment that the form ``once`` still owes before it may take seats of ``plan``; None in calm times, or when it was given.

    ``text`` and ``work`` are what came with the form: an unpaid moment of this form stays the same, anything else begins anew.
    """
    if not settings.SEATS_WORK:
        return None
    pace = haste(codes_lately(plan.pk, now), plan.online)
    if not pace:
        return None
    mark = _mark(plan.pk, once)
    owed = read_moment(text, mark)
    if owed is None:
        return issue_moment(mark, _LEAST_BITS + pace, min(_LEAST_SECONDS + 10 * (pace - 1), _MOST_SECONDS))
    return None if is_paid(owed, work) else owed


def moment_for_code(plan: Plan, code: Code, text: str, work: str, now: datetime.datetime) -> Moment | None:
    """Return the moment owed before ``code`` may have more seats of ``plan``, or seats there at all; it is good for this code alone."""
    return moment_for(plan, Once(f"code|{locator(code)}".encode()), text, work, now)


def _mark(plan: int, once: Once) -> str:
    return hmac.new(server_key("work"), b"%d|" % plan + once.secret, hashlib.sha256).hexdigest()[:32]
