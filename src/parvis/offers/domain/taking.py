"""Take in one file of one feed: compare, write what differs, say to the sender what became of every record.

All in the caller's transaction and in batches, so that memory stays flat whatever the file's length.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import islice

from django.db.models import Max

from parvis.core.domain.reports import Ack
from parvis.core.domain.revisions import raise_revision
from parvis.core.refusal import Refusal
from parvis.offers.domain.acks import Line, Told
from parvis.offers.domain.grouping import Grouping, let_go, settle
from parvis.offers.domain.lasting import end_of, is_seen_anew
from parvis.offers.domain.leaving import batches, withdraw
from parvis.offers.domain.making import Maker, Row, give_codes
from parvis.offers.domain.records import BATCH, OfferRecord, Reading
from parvis.offers.domain.writing import change, create
from parvis.offers.enums import AckState
from parvis.offers.models import Feed, Offer

THING = "offers"
TWICE = "it stands twice in what was sent; the first was taken"


@dataclass(frozen=True, slots=True)
class _Kept:
    """What is needed of a row that stands, to tell whether a record changes it."""

    pk: int
    code: str
    digest: str
    is_withdrawn: bool
    ends_at: datetime.datetime | None
    seen_on: datetime.date
    root: int | None


@dataclass
class _Batch:
    """What is to be done for one batch of records."""

    created: list[tuple[Reading, Row]] = field(default_factory=list)
    changed: list[tuple[Reading, Row]] = field(default_factory=list)
    anew: list[int] = field(default_factory=list)
    roots: set[int] = field(default_factory=set)


class Taking:
    """One file, or several that make one delivery, of one feed."""

    def __init__(self, feed: Feed, ack: Ack, told: Told, now: datetime.datetime, *, is_sample: bool = False) -> None:
        self.feed, self.ack, self.told, self.now = feed, ack, told, now
        self.today = now.date()
        self._maker = Maker(feed, self.today, is_sample=is_sample)
        self._grouping = Grouping(feed, now)
        self._last = Offer.objects.aggregate(last=Max("pk"))["last"] or 0
        #: One byte a row that stood before: was it in the file? A million rows are a megabyte.
        self._seen = bytearray(self._last + 1)
        self._number = 0
        self._lines: dict[int, Line] = {}  # of one batch, told in the order of the file
        self._written = self._matched = self._placed = self._merged = 0

    @property
    def revision(self) -> int:
        """Return the revision of what this import writes, raised at its first change."""
        self._number = self._number or raise_revision("offers")
        return self._number

    def take_in(self, readings: Iterable[Reading], *, is_partial: bool) -> None:
        """Take in all ``readings``; unless ``is_partial``, withdraw the feed's offers that are not among them.

        Raise Refusal when there is nothing among them that could be taken.
        """
        waiting = iter(readings)
        while some := list(islice(waiting, BATCH)):
            self._batch(some)
        counts = self.ack.counts.get(THING)
        if counts is None:
            raise Refusal("No offer was found in what was sent; nothing was changed.")
        if counts["refused"] == counts["read"]:
            first = self.ack.refusals[0]
            message = f"No offer could be taken; the first: {first['file']}, line {first['line']}: {first['reason']}."
            raise Refusal(message)
        if not is_partial:
            self._withdraw()
        if self._number:
            self.feed.acknowledged_on = self.today
            self.feed.save(update_fields=["acknowledged_on"])

    # One batch --------------------------------------------------------------------------------------------------------

    def _batch(self, readings: list[Reading]) -> None:
        """Compare, then write, then tell."""
        self.ack.count(THING, "read", len(readings))
        there = self._there({reading.reference for reading in readings if reading.record})
        batch, names = _Batch(), set[str]()
        for reading in readings:
            if reading.record is None:
                self._refuse(reading, reading.reason)
                self._see(there.get(reading.reference))
            elif reading.reference in names or self._is_again(there.get(reading.reference)):
                self._refuse(reading, TWICE)
            else:
                names.add(reading.reference)
                self._sort(reading, reading.record, there.get(reading.reference), batch)
        self._write(batch)
        for reading in readings:
            self.told.tell(self._lines[id(reading)])
        self._lines.clear()

    def _there(self, references: set[str]) -> dict[str, _Kept]:
        fields = ("pk", "code", "digest", "withdrawn_on", "ends_at", "seen_on", "merged_into_id")
        rows = (
            Offer.objects.filter(feed=self.feed, reference__in=references).order_by().values_list("reference", *fields)
        )
        return {
            reference: _Kept(pk, code, digest, withdrawn_on is not None, ends_at, seen_on, root)
            for reference, pk, code, digest, withdrawn_on, ends_at, seen_on, root in rows
        }

    def _is_again(self, kept: _Kept | None) -> bool:
        """Say whether this file held the record already."""
        return kept is not None and (kept.pk > self._last or self._seen[kept.pk] == 1)

    def _see(self, kept: _Kept | None) -> None:
        if kept is not None and kept.pk <= self._last:
            self._seen[kept.pk] = 1

    def _sort(self, reading: Reading, record: OfferRecord, kept: _Kept | None, batch: _Batch) -> None:
        """Decide what becomes of one record."""
        self._see(kept)
        if not (record.language or self.feed.language):
            self._refuse(reading, "no language is said; name the feed's with --language")
        elif record.ends_at is not None and record.ends_at <= self.now:
            self._refuse(reading, f"it ended on {record.ends_at:%Y-%m-%d}")
        elif kept is None:
            batch.created.append((reading, self._maker.row(record, reading.digest)))
        elif kept.digest != reading.digest or kept.is_withdrawn:
            row = self._maker.row(record, reading.digest)
            row.id, row.code = kept.pk, kept.code
            batch.changed.append((reading, row))
            batch.roots |= {kept.root} if kept.root else set()
        else:
            if is_seen_anew(kept.ends_at, kept.seen_on, self.today):
                batch.anew.append(kept.pk)
                batch.roots |= {kept.root} if kept.root else set()
            self._tell(reading, AckState.UNCHANGED, kept.code)
            self.ack.count(THING, "unchanged")

    def _write(self, batch: _Batch) -> None:
        created = [row for _reading, row in batch.created]
        changed = [row for _reading, row in batch.changed]
        batch.roots |= self._grouping.join([*self._rootless(changed), *created])
        for row in (*created, *changed):
            row.revision = self.revision
        rows = (*created, *changed)
        self._written += len(rows)
        self._matched += sum(row.occupation_id is not None for row in rows)
        self._placed += sum(row.latitude is not None for row in rows)
        self._merged += sum(row.merged_into_id is not None for row in rows)
        give_codes(created, self.feed)
        create(created)
        change(changed)
        if changed:
            let_go((row.id for row in changed), self.revision)
        if batch.anew:
            ends = end_of(None, self.today)
            Offer.objects.filter(pk__in=batch.anew).update(seen_on=self.today, expires_at=ends, revision=self.revision)
            batch.roots.update(row for row in batch.anew)
        if batch.roots or (changed and not self._grouping.is_alone):
            settle(batch.roots | {row.id for row in changed}, self.revision)
        for readings, what in ((batch.created, AckState.CREATED), (batch.changed, AckState.CHANGED)):
            self.ack.count(THING, what, len(readings))
            for reading, row in readings:
                is_merged = row.merged_into_id is not None
                self._tell(
                    reading,
                    AckState.MERGED if is_merged else what,
                    row.code,
                    "another feed tells it too" if is_merged else "",
                )

    def _rootless(self, changed: list[Row]) -> list[Row]:
        """Return the changed rows that stand for no others; one that does stays the shown one of its group."""
        if self._grouping.is_alone or not changed:
            return []
        shown = Offer.objects.filter(merged_into__in=[row.id for row in changed]).order_by()
        roots = set(shown.values_list("merged_into_id", flat=True))
        return [row for row in changed if row.id not in roots]

    def notes(self) -> list[str]:
        """Return what the report should say beside its counts: how many trades and places were found, how many merged."""
        found = f"{self._matched:,} of {self._written:,} written have a trade, {self._placed:,} a place on the map."
        merged = f"{self._merged:,} are told by another feed too and shown once." if self._merged else ""
        return [note for note in (found if self._written else "", merged) if note]

    # What is missing --------------------------------------------------------------------------------------------------

    def _withdraw(self) -> None:
        """Withdraw what this feed no longer holds."""
        standing = Offer.objects.filter(feed=self.feed, withdrawn_on__isnull=True, pk__lte=self._last)
        pks = standing.order_by("pk").values_list("pk", flat=True).iterator(chunk_size=10_000)
        missing = [pk for pk in pks if not self._seen[pk]]
        for some in batches(missing):
            rows = Offer.objects.filter(pk__in=some).order_by("pk").values_list("reference", "code")
            for reference, code in rows:
                self.told.tell(Line("", 0, 0, reference, AckState.WITHDRAWN, code, "it is no longer in the feed"))
            withdraw(some, self.today, self.revision)
        self.ack.count(THING, "retired", len(missing))

    # Telling ----------------------------------------------------------------------------------------------------------

    def _refuse(self, reading: Reading, reason: str) -> None:
        named = f"offer {reading.reference}: " if reading.reference else ""
        self.ack.refuse(THING, reading.file, reading.line, f"{named}{reason}")
        self._tell(reading, AckState.REFUSED, reason=reason)

    def _tell(self, reading: Reading, state: AckState, code: str = "", reason: str = "") -> None:
        self._lines[id(reading)] = Line(
            reading.file, reading.number, reading.line, reading.reference, state, code, reason
        )
