"""“Somebody of us is writing”: a claim is the desk's, ends by itself, and says of nobody who it was.

Its mark is made of the key of the session of staff, which only the cookie holds: whoever has the tables cannot tell whose it is.
"""

from __future__ import annotations

import datetime
import hashlib
from enum import StrEnum

from django.contrib.sessions.backends.base import SessionBase
from django.utils.translation import gettext as _

from parvis.core.refusal import Refusal
from parvis.counsel.domain.threads import locked
from parvis.counsel.models import Claim, Thread

LASTS = datetime.timedelta(minutes=30)
_STEP = 600  #: seconds to which its end is rounded up


class Held(StrEnum):
    """Whether somebody is writing, as one session sees it."""

    NOBODY = ""
    HERE = "here"
    COLLEAGUE = "colleague"


class Claimed(Refusal):
    """A colleague is writing in the thread."""


def held_by(thread: Thread, session: SessionBase, now: datetime.datetime) -> Held:
    """Say who is writing in ``thread``: this session, another, nobody."""
    claim = Claim.objects.filter(thread=thread, until__gt=now).first()
    if claim is None:
        return Held.NOBODY
    return Held.HERE if claim.mark == _mark(session, thread) else Held.COLLEAGUE


def take_claim(thread: Thread, session: SessionBase, now: datetime.datetime) -> None:
    """Say that this session writes in ``thread`` for LASTS; raise Claimed while another does."""
    with locked(thread) as row:
        if held_by(row, session, now) is Held.COLLEAGUE:
            raise Claimed(_("A colleague of this desk is writing in this thread at the moment."))
        until = datetime.datetime.fromtimestamp(-(-int((now + LASTS).timestamp()) // _STEP) * _STEP, tz=datetime.UTC)
        Claim.objects.update_or_create(thread=row, defaults={"mark": _mark(session, row), "until": until})


def let_go(thread: Thread, session: SessionBase) -> None:
    """Write no more in ``thread``; the claim of a colleague stays."""
    Claim.objects.filter(thread=thread, mark=_mark(session, thread)).delete()


def _mark(session: SessionBase, thread: Thread) -> str:
    told = thread.name.encode()
    key = (session.session_key or "").encode()[:64]
    return hashlib.blake2b(told, key=key, digest_size=16, person=b"counsel.claim").hexdigest()
