"""Rows of offers to the database, many at once."""

from __future__ import annotations

from collections.abc import Sequence

from parvis.offers.models import Offer

_KEPT = {"id", "code", "feed", "reference"}
CHANGED = [field.name for field in Offer._meta.concrete_fields if field.name not in _KEPT]  # noqa: SLF001  Django's documented door
BATCH = 500


def create(offers: Sequence[Offer]) -> None:
    """Write new rows."""
    Offer.objects.bulk_create(offers, batch_size=BATCH)


def change(offers: Sequence[Offer]) -> None:
    """Write rows that stand, found by feed and reference."""
    if offers:
        Offer.objects.bulk_create(
            offers, batch_size=BATCH, update_conflicts=True, unique_fields=["feed", "reference"], update_fields=CHANGED
        )
