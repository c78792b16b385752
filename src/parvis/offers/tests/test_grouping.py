"""Duplicates by properties: whatever senders deliver, in whatever order, groups stay whole and the same again changes nothing."""

import datetime

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from hypothesis import example, given, settings
from hypothesis import strategies as st

from parvis.core.domain.reports import Ack
from parvis.core.refusal import Refusal
from parvis.offers.domain.acks import Unheard
from parvis.offers.domain.grouping import told_of
from parvis.offers.domain.lasting import end_of
from parvis.offers.domain.leaving import purge
from parvis.offers.domain.records import OfferRecord, Reading
from parvis.offers.domain.sending import feed_of
from parvis.offers.domain.taking import Taking
from parvis.offers.domain.twins import are_one
from parvis.offers.enums import OfferKind
from parvis.offers.models import Offer
from parvis.offers.tests.sent import TEXT

pytestmark = pytest.mark.django_db
NOW = datetime.datetime(2026, 11, 26, 12, tzinfo=datetime.UTC)
DAY = datetime.timedelta(days=1)
TITLES = ("Boulanger", "Boulanger H/F", "Comptable")
#: What a sender tells of one reference: which title, which text, for how many days (None: it says no end).
TOLD = st.tuples(st.sampled_from(TITLES), st.sampled_from((TEXT, "")), st.sampled_from((None, 5, 90)))
FILES = st.dictionaries(st.sampled_from("ab"), TOLD, min_size=1, max_size=2)
DELIVERIES = st.lists(
    st.tuples(st.sampled_from(("one", "two", "three")), FILES, st.booleans(), st.integers(0, 9)), min_size=3, max_size=9
)


def deliver(key, file, now, *, is_partial=False):
    """Take in one file of the sender ``key``; False where it is refused whole."""
    readings = [
        Reading.of(
            OfferRecord(
                reference=reference,
                kind=OfferKind.JOB,
                title=title,
                description=text,
                language="fr",
                company="Fournil",
                town="Lyon",
                country="FR",
                ends_at=None if days is None else NOW + days * DAY,
            ),
            "f",
            number,
            number,
        )
        for number, (reference, (title, text, days)) in enumerate(file.items(), 1)
    ]
    try:
        with transaction.atomic():
            Taking(feed_of(key, "offers", {}, {}), Ack("offers"), Unheard(), now).take_in(
                readings, is_partial=is_partial
            )
    except Refusal:
        return False
    return True


def check():
    """Check what must hold after every delivery."""
    offers = {offer.pk: offer for offer in Offer.objects.order_by("pk")}
    groups = {}
    for offer in offers.values():
        if offer.merged_into_id:
            root = offers[offer.merged_into_id]
            assert root.merged_into_id is None, "a duplicate of a duplicate"
            assert root.withdrawn_on is None, "it stands for others and was withdrawn"
            assert offer.withdrawn_on is None
            assert are_one(told_of(offer), told_of(root)), "they no longer agree and were not parted"
            groups.setdefault(root.pk, [root]).append(offer)
        elif offer.withdrawn_on is None:
            groups.setdefault(offer.pk, [offer])
    for root, group in groups.items():
        assert len({offer.feed_id for offer in group}) == len(group), "two of one sender in a group"
        ends = max(end_of(offer.ends_at, offer.seen_on) for offer in group)
        assert offers[root].expires_at == ends, "the shown one does not last as long as the longest"


def state():
    return list(Offer.objects.order_by("pk").values())


@settings(max_examples=100, deadline=None)
@example(
    [
        ("one", {"a": ("Boulanger", TEXT, None)}, False, 0),
        ("two", {"a": ("Comptable", TEXT, None)}, False, 0),
        ("one", {"a": ("Comptable", TEXT, None), "b": ("Comptable", TEXT, None)}, False, 0),
    ]
)  # one record is changed, another is new, and both are the other sender's
@given(DELIVERIES)
def test_groups_stay_whole(deliveries):
    with transaction.atomic():
        now = NOW
        for key, file, is_partial, days in deliveries:
            now += days * DAY
            if deliver(key, file, now, is_partial=is_partial):
                check()
                before = state()
                deliver(key, file, now, is_partial=True)
                assert state() == before, "the same again changed something"
        purge(now + 20 * DAY, 30)
        check()
        purge(now + 1000 * DAY, 30)
        assert not Offer.objects.exists()
        transaction.set_rollback(True)


@pytest.mark.skipif(connection.vendor != "sqlite", reason="SQLite says in words which index it takes")
def test_a_batch_never_reads_all_offers_of_its_sender():
    file = {"a": ("Boulanger", TEXT, 90), "b": ("Comptable", TEXT, 90)}
    deliver("one", file, NOW)
    with CaptureQueriesContext(connection) as asked:
        deliver("two", file, NOW, is_partial=True)
    assert Offer.objects.filter(merged_into__isnull=False).count() == 2
    wanted = [one["sql"] for one in asked if one["sql"].startswith("SELECT") and "offers_offer" in one["sql"]]
    with connection.cursor() as cursor:
        plans = [cursor.execute(f"EXPLAIN QUERY PLAN {sql}").fetchall() for sql in wanted]
    assert any("merged_into_id=?" in step[3] for plan in plans for step in plan)
    assert not [plan for plan in plans for step in plan if "(feed_id=?)" in step[3]]
