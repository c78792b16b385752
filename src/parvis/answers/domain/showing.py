"""What an offer's page shows: the promise, how it was kept, and whether a note can be sent now."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from enum import StrEnum

from django.db.models import Q

from parvis.answers.domain.tallying import measured
from parvis.answers.enums import Reach
from parvis.answers.models import Contract, Note, Silence
from parvis.answers.rules import SILENCES, Rate
from parvis.network.domain.scope import today_at
from parvis.offers.models import Offer

#: The nearest promise counts: one for the offer goes before one for its company, that before one for its sender.
_NEAREST = {Reach.OFFER: 0, Reach.COMPANY: 1, Reach.FEED: 2}


class Standing(StrEnum):
    """Whether a note can be sent about an offer."""

    OPEN = "open"
    FULL = "full"  #: as many notes wait as its recruiter answers at once
    CLOSED = "closed"  #: two were left without an answer


@dataclass(frozen=True)
class Promised:
    """The promise about an offer: within how many days, how it was kept so far, and how it stands now."""

    contract: Contract
    standing: Standing
    rate: Rate | None = None

    @property
    def is_open(self) -> bool:
        """Say whether a note can be sent."""
        return self.standing is Standing.OPEN

    @property
    def is_closed(self) -> bool:
        """Say whether it closed after silences."""
        return self.standing is Standing.CLOSED


def promise_of(offer: Offer, now: datetime.datetime) -> Promised | None:
    """Return the promise about ``offer`` at ``now``, None when there is none: two questions then, five or six at most."""
    contract = contract_for(offer)
    if contract is None:
        return None
    today = today_at(contract.house, now)
    return Promised(contract, standing_of(contract, offer.code, today), measured(contract, today))


def contract_for(offer: Offer) -> Contract | None:
    """Return the contract in force for ``offer``, or for a duplicate of it in another feed; the nearest one."""
    told = Offer.objects.filter(Q(pk=offer.pk) | Q(merged_into=offer.pk)).order_by("pk")
    within = Q()
    for code, feed, company in told.values_list("code", "feed_id", "company"):
        within |= Q(reach=Reach.OFFER, offer_code=code) | Q(reach=Reach.FEED, feed=feed)
        within |= Q(reach=Reach.COMPANY, feed=feed, company=company)
    found = list(Contract.objects.in_force().filter(within).select_related("house", "partner").order_by("pk"))
    return min(found, key=lambda contract: _NEAREST[Reach(contract.reach)], default=None)


def standing_of(contract: Contract, offer_code: str, today: datetime.date) -> Standing:
    """Say whether a note about the offer can be sent under ``contract``; silences that nobody has settled yet count."""
    noted = Silence.objects.filter(offer_code=offer_code).values_list("number", "closed_on").first() or (0, None)
    owed = Note.objects.owed()
    overdue = owed.filter(offer_code=offer_code, due_on__lt=today).count()
    if noted[1] is not None or noted[0] + overdue >= SILENCES:
        return Standing.CLOSED
    waiting = owed.filter(contract=contract, due_on__gte=today).count()
    return Standing.FULL if waiting >= contract.most else Standing.OPEN
