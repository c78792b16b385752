"""Groups of duplicates: one offer is shown and stands for the others, which keep their source and point to it.

The one that came first is the shown one, so that its address lives. When it leaves, the next one takes its place.
"""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from django.db.models import Q

from parvis.offers.domain.lasting import end_of
from parvis.offers.domain.making import Row
from parvis.offers.domain.twins import Told, are_one
from parvis.offers.models import Feed, Offer

MOST = 50  # offers of one company, town and kind that a new one is compared with


class Candidate(NamedTuple):
    """A standing offer of another feed: what finds it and what is compared of it."""

    id: int
    twin_key: int
    merged_into_id: int | None
    title: str
    town: str
    description: str
    starts_on: datetime.date | None
    language: str

    @property
    def root(self) -> int:
        """Return the shown one of its group."""
        return self.merged_into_id or self.id


def told_of(offer: Offer | Row | Candidate) -> Told:
    """Return what is compared of ``offer``."""
    return Told(offer.title, offer.town, offer.description, offer.starts_on, offer.language)


class Grouping:
    """Finds the duplicates of the offers of one feed in the others."""

    def __init__(self, feed: Feed, now: datetime.datetime) -> None:
        self.feed, self.now = feed, now
        #: Without other senders nothing can be a duplicate, and nobody asks.
        self.is_alone = not Offer.objects.exclude(feed=feed).exists()

    def join(self, offers: Sequence[Row]) -> set[int]:
        """Set ``merged_into`` of those of ``offers`` (rows of this feed, not yet written) that are duplicates; return the shown ones."""
        if self.is_alone or not offers:
            return set()
        candidates = self._candidates({offer.twin_key for offer in offers})
        taken = self._taken({one.root for found in candidates.values() for one in found})
        joined = set()
        for offer in offers:
            for one in candidates.get(offer.twin_key, ()):
                root = one.root
                if (
                    taken.get(root, offer.reference) == offer.reference
                    and root != offer.id
                    and are_one(told_of(offer), told_of(one))
                ):
                    offer.merged_into_id = root
                    taken[root] = offer.reference
                    joined.add(root)
                    break
        return joined

    def _candidates(self, keys: set[int]) -> dict[int, list[Candidate]]:
        """Return twin key → standing offers of other feeds, the first that came first."""
        standing = Offer.objects.filter(twin_key__in=keys, expires_at__gt=self.now, withdrawn_on__isnull=True)
        found: dict[int, list[Candidate]] = defaultdict(list)
        rows = standing.exclude(feed=self.feed).order_by("pk").values_list(*Candidate._fields)
        for one in map(Candidate._make, rows.iterator()):
            if len(found[one.twin_key]) < MOST:
                found[one.twin_key].append(one)
        return found

    def _taken(self, roots: set[int]) -> dict[int, str]:
        """Return the groups that hold a record of this feed already → its reference.

        The feed is compared here: asked for it too, SQLite reads all offers of the feed for each batch.
        """
        rows = set[tuple[int, int | None, str, int]]()
        for which in (Q(pk__in=roots), Q(merged_into__in=roots)):
            told = Offer.objects.filter(which, withdrawn_on__isnull=True).order_by()
            rows.update(told.values_list("pk", "merged_into_id", "reference", "feed_id"))
        return {root or pk: reference for pk, root, reference, feed in sorted(rows) if feed == self.feed.pk}


def let_go(pks: Iterable[int], revision: int) -> int:
    """Part from the changed offers ``pks`` the duplicates that are no longer the same; return how many were parted."""
    duplicates = Offer.objects.filter(merged_into__in=list(pks)).order_by("pk").select_related("merged_into")
    parted = [one.pk for one in duplicates if one.merged_into and not are_one(told_of(one), told_of(one.merged_into))]
    return Offer.objects.filter(pk__in=parted).update(merged_into=None, revision=revision)


def settle(roots: Iterable[int], revision: int) -> None:
    """Let each shown offer stand as long as the longest of its group."""
    wanted = list(roots)
    if not wanted:
        return
    rows = Offer.objects.filter(pk__in=wanted).order_by("pk").values_list("pk", "ends_at", "seen_on", "expires_at")
    ends, stood = dict[int, datetime.datetime](), dict[int, datetime.datetime]()
    for pk, ends_at, seen_on, stood[pk] in rows:
        ends[pk] = end_of(ends_at, seen_on)
    copies = Offer.objects.filter(merged_into__in=wanted, withdrawn_on__isnull=True).order_by("pk")
    for root, ends_at, seen_on in copies.values_list("merged_into_id", "ends_at", "seen_on"):
        if root is not None:
            ends[root] = max(ends[root], end_of(ends_at, seen_on))
    moved: dict[datetime.datetime, list[int]] = defaultdict(list)
    for pk, end in ends.items():
        if end != stood[pk]:
            moved[end].append(pk)
    for end, pks in moved.items():  # most feeds end alike: a handful of statements
        Offer.objects.filter(pk__in=pks).update(expires_at=end, revision=revision)


def succeed(left: Iterable[int], revision: int) -> int:
    """Give each of the shown offers ``left``, which stands no more, a successor from its group; return how many got one."""
    groups: dict[int, list[int]] = defaultdict(list)
    copies = Offer.objects.filter(merged_into__in=list(left), withdrawn_on__isnull=True).order_by("pk")
    for root, pk in copies.values_list("merged_into_id", "pk"):
        if root is not None:
            groups[root].append(pk)
    for first, *others in groups.values():
        Offer.objects.filter(pk=first).update(merged_into=None, revision=revision)
        Offer.objects.filter(pk__in=others).update(merged_into=first, revision=revision)
    settle([first for first, *_others in groups.values()], revision)
    return len(groups)
