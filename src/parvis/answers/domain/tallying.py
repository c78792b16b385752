"""What became of promises: sums of a contract and month, silences of an offer, and the rate that pages show."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Iterable

from django.db.models import F

from parvis.answers.enums import BROKEN, Fate
from parvis.answers.models import Contract, Note, Silence, Tally
from parvis.answers.rules import SILENCES, Rate, first_of_month, rate_of
from parvis.core.domain.revisions import raise_revision
from parvis.network.domain.scope import today_at


def count(contract: Contract, fate: Fate, day: datetime.date) -> None:
    """Count that a promise of ``contract`` ended as ``fate`` on ``day``; call it in the act's transaction."""
    month = first_of_month(day)
    Tally.objects.get_or_create(contract=contract, month=month, fate=fate)
    Tally.objects.filter(contract=contract, month=month, fate=fate).update(number=F("number") + 1)


def count_silence(note: Note, fate: Fate, day: datetime.date) -> None:
    """Count a promise that was not kept when its last ``day`` was over; the second silence about an offer closes it."""
    count(note.contract, fate, day)
    if fate != Fate.SILENT:
        return
    Silence.objects.get_or_create(offer_code=note.offer_code)
    rows = Silence.objects.filter(offer_code=note.offer_code)
    rows.update(number=F("number") + 1)
    if rows.filter(number__gte=SILENCES, closed_on__isnull=True).update(closed_on=day):
        raise_revision("answers")


def measured_all(contracts: Iterable[Contract], now: datetime.datetime) -> dict[int, Rate]:
    """Return the rates of ``contracts`` (with their houses) that have one, by number, each of the months that are over at its house; one question.

    This month does not count yet, so that nobody sees on which day a recruiter answered somebody.
    """
    month = {contract.pk: first_of_month(today_at(contract.house, now)) for contract in contracts}
    kept, counted = Counter[int](), Counter[int]()
    rows = Tally.objects.filter(contract__in=list(month)).order_by("pk")
    for number, of, fate, times in rows.values_list("contract", "month", "fate", "number"):
        if of < month[number]:
            counted[number] += times
            kept[number] += times if fate not in BROKEN else 0
    found = {number: rate_of(kept[number], counted[number]) for number in month}
    return {number: rate for number, rate in found.items() if rate is not None}
