"""How offers leave: withdrawn by their feed, ended, and at last removed."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator
from itertools import islice

from django.db import transaction
from django.db.models import Q

from parvis.core.domain.revisions import raise_revision
from parvis.offers.domain.grouping import settle, succeed
from parvis.offers.domain.lasting import REMEMBERED
from parvis.offers.models import Gone, Offer
from parvis.offers.models.offer import OfferQuerySet

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
def purge(now: datetime.datetime, days: int) -> int:
    """Remove the offers that ended or were withdrawn ``days`` ago or earlier, and return how many.

    Their codes are kept ``REMEMBERED`` days, so that their pages go on answering that they are over.
    """
    limit, today = now - datetime.timedelta(days=days), now.date()
    Gone.objects.filter(removed_on__lt=today - datetime.timedelta(days=REMEMBERED)).delete()
    ended = Q(expires_at__lt=limit, merged_into__isnull=True) | Q(withdrawn_on__lt=limit.date())
    roots = list(Offer.objects.filter(ended).order_by("pk").values_list("pk", flat=True))
    if not roots:
        return 0
    revision, removed = raise_revision("offers", removed=True), 0
    for some in batches(roots):
        removed += _remove(Offer.objects.filter(merged_into__in=some, expires_at__lt=limit), today)
        succeed(some, revision)
        removed += _remove(Offer.objects.filter(pk__in=some), today)
    return removed


def _remove(offers: OfferQuerySet, today: datetime.date) -> int:
    """Remove ``offers``; their codes stay."""
    left = offers.order_by("pk").values_list("code", "withdrawn_on", "occupation_id")
    Gone.objects.bulk_create(
        [
            Gone(code=code, removed_on=today, was_withdrawn=withdrawn_on is not None, occupation_id=trade)
            for code, withdrawn_on, trade in left
        ],
        update_conflicts=True,
        unique_fields=["code"],
        update_fields=["removed_on", "was_withdrawn", "occupation"],
    )
    number, _tables = offers.delete()
    return number
