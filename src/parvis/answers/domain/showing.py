"""What an offer's page shows: the promise, how it was kept, and whether a note can be sent now."""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from django.db.models import Q

from parvis.answers.domain.settling import effective
from parvis.answers.domain.tallying import measured
from parvis.answers.enums import Reach, State
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
    return Promised(contract, standing_of(contract, offer.code, now), measured(contract, today_at(contract.house, now)))


def contract_for(offer: Offer) -> Contract | None:
    """Return the contract in force for ``offer``, or for a duplicate of it in another feed; the nearest one. Two questions."""
    return contracts_for([offer.code]).get(offer.code)


def contracts_for(codes: Iterable[str]) -> dict[str, Contract]:
    """Return of each offer in ``codes`` that has one the contract in force, as ``contract_for``; two questions however many."""
    asked = set(codes)
    told = Offer.objects.filter(Q(code__in=asked) | Q(merged_into__code__in=asked)).order_by("pk")
    targets = list(told.values_list("code", "feed_id", "company", "merged_into__code"))
    within = Q(reach=Reach.OFFER, offer_code__in={code for code, *_others in targets})
    within |= Q(reach=Reach.COMPANY, company__in={company for _code, _feed, company, _into in targets})
    rows = Contract.objects.in_force().filter(
        within | Q(reach=Reach.FEED), feed__in={feed for _code, feed, *_o in targets}
    )
    by_target: dict[tuple[str, int, str], Contract] = {
        (row.reach, row.feed_id, row.offer_code or row.company): row
        for row in rows.select_related("house", "partner").order_by("pk")
    }
    found: dict[str, list[Contract]] = defaultdict(list)
    for code, feed, company, into in targets:
        for key in ((Reach.OFFER, feed, code), (Reach.COMPANY, feed, company), (Reach.FEED, feed, "")):
            if key in by_target:
                for shown in {code, into} & asked:
                    found[shown].append(by_target[key])
    return {
        code: min(near, key=lambda contract: (_NEAREST[Reach(contract.reach)], contract.pk))
        for code, near in found.items()
    }


def standing_of(contract: Contract, offer_code: str, now: datetime.datetime) -> Standing:
    """Say whether a note about the offer can be sent under ``contract``; silences that nobody has settled yet count."""
    today = today_at(contract.house, now)
    noted = Silence.objects.filter(offer_code=offer_code).values_list("number", "closed_on").first() or (0, None)
    owed = Note.objects.owed()
    if noted[1] is not None or noted[0] + len(overdue_silences([offer_code], now)) >= SILENCES:
        return Standing.CLOSED
    waiting = owed.filter(contract=contract, due_on__gte=today).count()
    return Standing.FULL if waiting >= contract.most else Standing.OPEN


def overdue_silences(codes: Iterable[str], now: datetime.datetime) -> list[Note]:
    """Return the notes about these offers whose silence nobody has settled yet, the one that was owed first at the beginning."""
    rows = Note.objects.over_somewhere(now).owed().filter(offer_code__in=set(codes))
    notes = rows.select_related("contract__house", "slot").order_by("due_on", "pk")
    return [note for note in notes if effective(note, now) == State.SILENT]
