"""What an offer's page and lists of offers show: the promise, how it was kept, and whether a note can be sent now."""

from __future__ import annotations

import datetime
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from django.db.models import Count, Q

from parvis.answers.domain.offers_gone import ends_of
from parvis.answers.domain.settling import effective
from parvis.answers.domain.tallying import measured_all
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
    """Return the promise about ``offer`` at ``now``, None when there is none; as many questions as ``promises_of``."""
    return promises_of([offer.code], now).get(offer.code)


def promises_of(codes: Iterable[str], now: datetime.datetime) -> dict[str, Promised]:
    """Return the promises about the offers with ``codes`` at ``now``, by code: two questions when there are none, seven at most, however many offers."""
    contracts = contracts_for(codes)
    if not contracts:
        return {}
    rates = measured_all(set(contracts.values()), now)
    rows = Silence.objects.filter(offer_code__in=list(contracts)).order_by()
    noted = {code: (number, day) for code, number, day in rows.values_list("offer_code", "number", "closed_on")}
    overdue = Counter(note.offer_code for note in overdue_silences(contracts, now))
    waiting = _waiting({contract.pk: today_at(contract.house, now) for contract in contracts.values()})
    return {
        code: Promised(
            contract,
            _standing(contract, *noted.get(code, (0, None)), overdue[code], waiting[contract.pk]),
            rates.get(contract.pk),
        )
        for code, contract in contracts.items()
    }


def _waiting(today: Mapping[int, datetime.date]) -> Counter[int]:
    """Return how many notes wait by contract, each on the day of its house; one question."""
    waiting = Counter[int]()
    owed = Note.objects.owed().filter(contract__in=list(today)).order_by().values_list("contract", "due_on")
    for contract, due_on, notes in owed.annotate(number=Count("pk")):
        waiting[contract] += notes if due_on >= today[contract] else 0
    return waiting


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
    waiting = owed.filter(contract=contract, due_on__gte=today).count()
    return _standing(contract, *noted, len(overdue_silences([offer_code], now)), waiting)


def _standing(
    contract: Contract, silences: int, closed_on: datetime.date | None, overdue: int, waiting: int
) -> Standing:
    if closed_on is not None or silences + overdue >= SILENCES:
        return Standing.CLOSED
    return Standing.FULL if waiting >= contract.most else Standing.OPEN


def overdue_silences(codes: Iterable[str], now: datetime.datetime) -> list[Note]:
    """Return the notes about these offers whose silence nobody has settled yet, the one that was owed first at the beginning; two questions at most."""
    rows = Note.objects.over_somewhere(now).owed().filter(offer_code__in=set(codes))
    notes = list(rows.select_related("contract__house", "slot").order_by("due_on", "pk"))
    ends = ends_of({note.offer_code for note in notes}) if notes else {}
    return [note for note in notes if effective(note, now, ends) == State.SILENT]
