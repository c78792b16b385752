"""Slow-down of guessing, keyed on the account alone: no address is ever known here."""

from __future__ import annotations

import datetime

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from parvis.accounts.domain.acts import record
from parvis.accounts.models import Staff
from parvis.core.refusal import Refusal

#: Tries without a wait, then 5 s, doubling with each miss.
FREE = 3
FIRST = 5
LONGEST = 15 * 60


def wait_after(misses: int) -> datetime.timedelta:
    """Return how long tries are refused after ``misses`` wrong ones in a row."""
    if misses < FREE:
        return datetime.timedelta()
    return datetime.timedelta(seconds=min(LONGEST, FIRST * 2 ** min(misses - FREE, 16)))


def may_try(staff: Staff, now: datetime.datetime) -> bool:
    """Say whether a try counts now; while it does not, even the right word is refused, in the same words."""
    return staff.next_try_at is None or staff.next_try_at <= now


def note_miss(staff: Staff, now: datetime.datetime) -> None:
    """Count a wrong try and let the next one wait."""
    Staff.objects.filter(pk=staff.pk, misses__lt=1000).update(misses=F("misses") + 1)
    staff.refresh_from_db(fields=("misses",))
    Staff.objects.filter(pk=staff.pk).update(next_try_at=now + wait_after(staff.misses))


def note_hit(staff: Staff) -> None:
    """Forget the wrong tries: both steps were right."""
    Staff.objects.filter(pk=staff.pk).update(misses=0, next_try_at=None)


@transaction.atomic
def unlock(staff: Staff, *, by: Staff, house: str) -> None:
    """Let ``staff`` try again at once: somebody who manages ``house`` knows who typed wrong. Nobody does it for themselves."""
    if by.pk == staff.pk:
        raise Refusal(_("Nobody can do this for themselves: another manager does."))
    held = Staff.objects.select_for_update().get(pk=staff.pk)
    if may_try(held, timezone.now()):
        raise Refusal(_("This account does not have to wait."))
    note_hit(held)
    record(by, "account.unlocked", code=held.name, house=house)
