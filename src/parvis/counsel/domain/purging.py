"""What goes by itself: threads whose time is over, forms that were used up, keys that open nothing, shards of nobody."""

from __future__ import annotations

import datetime

from parvis.core.random_keys import lie_by_number
from parvis.counsel.domain import shards
from parvis.counsel.domain.hashing import Busy
from parvis.counsel.domain.leaving import take_from_leavers
from parvis.counsel.domain.opened import Lost, is_over
from parvis.counsel.domain.shards import shard_in, shard_print
from parvis.counsel.domain.threads import delete_over
from parvis.counsel.models import Answering, Claim, DeskKey, DeskWrap, Letter, Opening, Spent, Thread
from parvis.counsel.rules import MONTHS_KEPT, months_back

#: A draft can be sent for a day (domain/drafts.py); its mark is kept a day longer.
SPENT_KEPT = datetime.timedelta(days=2)
#: Sums of a house and quarter stay for comparing years: this many months.
QUARTERS_KEPT = 120


def purge(now: datetime.datetime) -> int:
    """Remove what is over at ``now``; return how many threads went."""
    number = 0
    soonest = now.date() + datetime.timedelta(days=2)  # somewhere it may be tomorrow already
    for thread in Thread.objects.over(soonest).select_related("desk__house").order_by("pk"):
        if is_over(thread, now):
            number += _deleted(thread, now)
    Spent.objects.filter(day__lt=now.date() - SPENT_KEPT).delete()
    Answering.objects.filter(month__lt=months_back(now.date(), MONTHS_KEPT)).delete()
    DeskKey.objects.filter(retired_on__isnull=False, wraps__isnull=True).delete()
    Claim.objects.filter(until__lte=now).delete()
    Opening.objects.filter(quarter__lt=months_back(now.date(), QUARTERS_KEPT)).delete()
    take_from_leavers()
    destroy_unused()
    lie_by_number(Thread, DeskWrap, Letter, Claim, Answering, Opening)
    return number


def _deleted(thread: Thread, now: datetime.datetime) -> int:
    try:
        return int(delete_over(thread, now))
    except (Lost, Busy):  # its visitor was quicker, or somebody writes in it: the next purge asks again
        return 0


def destroy_unused() -> None:
    """Write over every shard that no thread names: also of a deletion that was cut off before its last step."""
    with shards.held():
        shards.destroy_all_but(Thread.objects.order_by().values_list("slot", flat=True))


def after_restore() -> None:
    """Remove threads that came back with a backup and cannot be read: deleted since, or their shards are on a lost machine."""
    for thread in Thread.objects.order_by("pk"):
        shard = shard_in(thread.slot)
        if shard is None or shard_print(shard) != thread.shard_print:
            thread.delete()
