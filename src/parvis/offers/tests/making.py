"""Offers for tests: one call an offer, everything said that a test does not say itself."""

from __future__ import annotations

import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from parvis.core.codes import code_for
from parvis.core.domain.revisions import raise_revision
from parvis.offers.models import Feed, Offer

LYON, VILLEURBANNE, ANNECY = (45.75, 4.85), (45.766, 4.88), (45.9, 6.117)


def make_offer(reference: str = "1", place: tuple[float, float] | None = LYON, **fields: Any) -> Offer:
    """Make one offer that stands for thirty days; ``place`` None for one that does not say where."""
    with transaction.atomic():
        feed, _made = Feed.objects.get_or_create(key="feed", defaults={"name": "A feed", "importer": "csv"})
        said: dict[str, Any] = {
            "code": code_for(f"offer:test:{reference}"),
            "feed": feed,
            "kind": "apprenticeship",
            "language": "fr",
            "title": "Apprenti boulanger",
            "company": "Fournil d’essai",
            "town": "Lyon" if place else "",
            "country": "FR",
            "latitude": place[0] if place else None,
            "longitude": place[1] if place else None,
            "expires_at": timezone.now() + datetime.timedelta(days=30),
            "seen_on": timezone.localdate(),
            "twin_key": 1,
            "digest": "",
            "revision": raise_revision("offers"),
        }
        return Offer.objects.create(**{**said, "reference": reference, **fields})
