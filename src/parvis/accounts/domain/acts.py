"""The log of what staff did; kept twelve months."""

from __future__ import annotations

import datetime

from django.utils import timezone

from parvis.accounts.models import Invitation, Staff, StaffAct, StaffSession

#: How long an act stays in the log.
KEPT = datetime.timedelta(days=365)


def record(staff: Staff, what: str, *, code: str = "", house: str = "") -> None:
    """Note that ``staff`` did ``what`` (``event.published``) to the thing ``code`` at the house with the slug ``house``.

    Call it last in the act's transaction, so that what failed is not told.
    """
    StaffAct.objects.create(staff=staff, what=what, code=code[:60], house=house, at=timezone.now())


def purge(now: datetime.datetime) -> int:
    """Remove acts older than twelve months, sessions and links that have run out; return how many acts."""
    StaffSession.objects.filter(ends_at__lte=now).delete()
    Invitation.objects.filter(ends_at__lte=now).delete()
    removed, _each = StaffAct.objects.filter(at__lt=now - KEPT).delete()
    return removed
