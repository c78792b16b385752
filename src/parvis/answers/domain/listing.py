"""Promises as staff see them: how they stand, how many notes wait; which note they may open, where no mail brings it. No list of people."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from django.db.models import F, QuerySet
from django.utils.translation import gettext as _

from parvis.accounts.domain.acts import record
from parvis.accounts.models import Staff
from parvis.answers.domain.saying import offer_titles, said_for, said_owner
from parvis.answers.domain.tallying import measured_all
from parvis.answers.domain.telling import staff_open
from parvis.answers.models import Contract, Note
from parvis.answers.rules import Rate
from parvis.core.refusal import Refusal
from parvis.network.domain.scope import today_at


@dataclass(frozen=True)
class ContractLine:
    """One promise: what it is for, how many notes wait, its rate; the notes that staff open (days alone)."""

    contract: Contract
    offers: str
    owner: str
    waiting: int
    rate: Rate | None
    notes: list[Note]


def lines_of(rows: QuerySet[Contract], language: str, now: datetime.datetime) -> list[ContractLine]:
    """Return the promises among ``rows`` that were not ended, or to which notes still wait; four questions."""
    contracts = list(rows.order_by(F("ended_on").desc(nulls_first=True), "pk")[:200])
    owed: dict[int, list[Note]] = {contract.pk: [] for contract in contracts}
    today = {contract.pk: today_at(contract.house, now) for contract in contracts}
    for note in Note.objects.owed().filter(contract__in=list(owed)).order_by("due_on", "pk"):
        if note.due_on and note.due_on >= today[note.contract_id]:
            owed[note.contract_id].append(note)
    rates = measured_all(contracts, now)
    titles = offer_titles([contract.offer_code for contract in contracts if contract.offer_code], language)
    return [
        ContractLine(
            contract,
            titles.get(contract.offer_code) or said_for(contract, language),
            said_owner(contract, language),
            len(owed[contract.pk]),
            rates.get(contract.pk),
            owed[contract.pk] if staff_open(contract) else [],
        )
        for contract in contracts
        if contract.is_wanted or owed[contract.pk]
    ]


def note_to_open(rows: QuerySet[Contract], name: str, by: Staff) -> Note:
    """Return the note ``name`` for staff to open, and note that they did; refuse where a mail brings it to its recruiter."""
    note = Note.objects.owed().filter(name=name, contract__in=rows).select_related("contract__house").first()
    if note is None or not staff_open(note.contract):
        raise Refusal(_("This note goes to its recruiter by mail, or it has ended."))
    record(by, "answers.opened", code=note.offer_code, house=note.contract.house.slug)
    return note
