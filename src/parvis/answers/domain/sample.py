"""A promise for one made offer of the sample: staff of the sample house play the recruiter. Nothing of a house's own is touched."""

from __future__ import annotations

from django.utils import timezone

from parvis.answers.enums import Reach
from parvis.answers.models import Contract, Silence
from parvis.network.domain.sample_staff import sample_house
from parvis.network.domain.scope import today_at
from parvis.offers.models import Offer

_DAYS = 5


def load_sample() -> dict[str, int]:
    """State a promise for the first made offer, where there is none; let it take notes again. Return how many were written."""
    house, offer = (
        sample_house(),
        Offer.objects.filter(is_sample=True).standing(timezone.now()).order_by("code").first(),
    )
    if house is None or offer is None:
        return {}
    today = today_at(house, timezone.now())
    said = {"house": house, "reach": Reach.OFFER, "days": _DAYS, "language": "en", "is_sample": True}
    dates = {"stated_on": today, "confirmed_on": today}
    _contract, is_new = Contract.objects.get_or_create(
        feed=offer.feed, company="", offer_code=offer.code, defaults=said | dates
    )
    Silence.objects.filter(offer_code=offer.code).delete()
    return {"promises to answer": 1} if is_new else {}
