"""The daily work: time does what it has to, mails go, what is over is removed. Safe at any time, by anybody, as often as one likes."""

from __future__ import annotations

import datetime

from parvis.answers.domain.settling import all_locked, is_forgotten, settle_all
from parvis.answers.domain.slots import SHARDS
from parvis.answers.domain.telling import forget_mailboxes, tell_all
from parvis.answers.models import Note, Slot, Tally
from parvis.answers.rules import KEPT, ONE_DAY

#: Sums stay for comparing years: so many days.
_SUMS_KEPT = 3653


def work(now: datetime.datetime) -> int:
    """Settle, mail, and remove what ended KEPT days ago or earlier; return how many notes went."""
    settle_all(now)
    tell_all(now)
    number = purge(now)
    forget_mailboxes()
    return number


def purge(now: datetime.datetime) -> int:
    """Remove notes that ended KEPT days ago or earlier: rows, and at last their shards, without which no copy of the rows opens."""
    ended = Note.objects.filter(ended_on__lte=now.date() - (KEPT - 1) * ONE_DAY).select_related("contract__house")
    with all_locked():
        over = [note.pk for note in ended.order_by("pk") if is_forgotten(note, now)]
        Note.objects.filter(pk__in=over).delete()
        Tally.objects.filter(month__lt=now.date() - _SUMS_KEPT * ONE_DAY).delete()
        Slot.objects.filter(note__isnull=True, reveal__isnull=True).delete()
    with SHARDS.held():
        SHARDS.destroy_all_but(Slot.objects.order_by().values_list("number", flat=True))
    return len(over)
