"""How offers leave: withdrawn by their feed, ended, and at last removed."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator
from itertools import islice

from django.db import transaction
from django.db.models import Q

from parvis.core.domain.revisions import raise_revision
from parvis.offers.domain.grouping import settle, succeed
from parvis.offers.domain.lasting import KEPT
from parvis.offers.models import Offer

BATCH = 500


def batches(pks: Iterable[int]) -> Iterator[list[int]]:
    """Yield ``pks`` in lists of ``BATCH``."""
    waiting = iter(pks)
    while some := list(islice(waiting, BATCH)):
        yield some


def withdraw(pks: list[int], today: datetime.date, revision: int) -> None:
    """Take the offers ``pks`` (one batch) off the site; a duplicate of a shown one takes its place."""
    rows = Offer.objects.filter(pk__in=pks)
    roots = set(rows.filter(merged_into__isnull=False).order_by("pk").values_list("merged_into_id", flat=True))
    rows.update(withdrawn_on=today, merged_into=None, revision=revision)
    succeed(pks, revision)
    settle((root for root in roots if root is not None), revision)


@transaction.atomic
def purge(now: datetime.datetime) -> int:
    """Remove the offers that ended or were withdrawn ``KEPT`` days ago or earlier; return how many."""
    limit = now - datetime.timedelta(days=KEPT)
    ended = Q(expires_at__lt=limit, merged_into__isnull=True) | Q(withdrawn_on__lt=limit.date())
    gone = list(Offer.objects.filter(ended).order_by("pk").values_list("pk", flat=True))
    if not gone:
        return 0
    revision = raise_revision("offers", removed=True)
    for some in batches(gone):
        copies = Offer.objects.filter(merged_into__in=some, expires_at__lt=limit)
        copies.delete()
        succeed(some, revision)
        Offer.objects.filter(pk__in=some).delete()
    return len(gone)
