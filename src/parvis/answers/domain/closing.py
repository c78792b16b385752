"""Offers that closed after silences: which, until when at least, and how a recruiter or the house opens them again."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from parvis.accounts.domain.acts import record
from parvis.accounts.models import Staff
from parvis.answers.domain.contracts import contract_of_mailbox
from parvis.answers.domain.saying import offer_titles
from parvis.answers.domain.settling import settle
from parvis.answers.domain.showing import contracts_for, overdue_silences
from parvis.answers.models import Contract, Note, Silence
from parvis.answers.rules import SILENCES, opens_on
from parvis.core.domain.revisions import raise_revision
from parvis.core.refusal import Refusal
from parvis.network.domain.scope import today_at
from parvis.network.models import House


@dataclass(frozen=True)
class Closed:
    """An offer that takes no notes: its code, its title, and the first day on which its recruiter may promise anew."""

    code: str
    title: str
    opens_on: datetime.date
    is_over: bool  #: that day has come


def closed_under(contract: Contract, now: datetime.datetime, language: str) -> list[Closed]:
    """Return the offers of ``contract`` that closed, in the order of their codes; silences that nobody has settled yet count."""
    closed = _closings(now)
    closed = {code: closed[code] for code in _codes_of(contract, closed)}
    titles, today = offer_titles(closed, language), today_at(contract.house, now)
    found = ((code, opens_on(day)) for code, day in sorted(closed.items()) if code in titles)
    return [Closed(code, titles[code], day, day <= today) for code, day in found]


def _closings(now: datetime.datetime) -> dict[str, datetime.date]:
    """Return on which day each offer that takes no notes was closed: as written, or as the next who looks will write it."""
    written = dict(Silence.objects.order_by().values_list("offer_code", "number"))
    closed = dict(Silence.objects.filter(closed_on__isnull=False).values_list("offer_code", "closed_on"))
    codes = Note.objects.over_somewhere(now).owed().order_by().values_list("offer_code", flat=True)
    for note in overdue_silences(set(codes), now):
        number = written[note.offer_code] = written.get(note.offer_code, 0) + 1
        if number >= SILENCES and note.due_on:
            closed.setdefault(note.offer_code, note.due_on)
    return {code: day for code, day in closed.items() if day}


def _codes_of(contract: Contract, codes: Iterable[str]) -> set[str]:
    """Return those of the offers ``codes`` for which ``contract`` stands, and no nearer one."""
    return {code for code, near in contracts_for(codes).items() if near.pk == contract.pk}


def promise_anew(link: str, now: datetime.datetime) -> int:
    """Let the offers whose pause is over take notes again, in the name of whoever reads the mailbox; return how many. The rate stays."""
    found = contract_of_mailbox(link)
    _settle_silences(now)
    with transaction.atomic():
        contract = Contract.objects.select_for_update(of=("self",)).select_related("house", "feed").get(pk=found.pk)
        if not contract.is_in_force:
            raise Refusal(_("This promise was ended. Nothing was changed."))
        over = [one.code for one in closed_under(contract, now, contract.language) if one.is_over]
        return _open(Silence.objects.filter(offer_code__in=over))


def _settle_silences(now: datetime.datetime) -> None:
    """Settle what is owed no more: a silence from before the opening is not to count after it."""
    for note in Note.objects.over_somewhere(now).owed().order_by("due_on", "pk"):
        settle(note.name, now)


def reopen(offer_code: str, house: House, by: Staff, now: datetime.datetime) -> None:
    """Let an offer take notes again at any time: its house talked with whoever answers. The rate stays as it is."""
    _settle_silences(now)
    if offer_code not in dict(closed_offers(Contract.objects.filter(house=house), "en", now)):
        raise Refusal(_("This offer is not closed."))
    with transaction.atomic():
        if not _open(Silence.objects.filter(offer_code=offer_code)):
            raise Refusal(_("This offer is not closed."))
        record(by, "answers.reopened", code=offer_code, house=house.slug)


def _open(rows: QuerySet[Silence]) -> int:
    number = rows.filter(closed_on__isnull=False).update(number=0, closed_on=None, told_on=None)
    if number:
        raise_revision("answers")
    return number


def closed_offers(rows: QuerySet[Contract], language: str, now: datetime.datetime) -> list[tuple[str, str]]:
    """Return the offers for which ``rows`` stand, or with notes to them, that take no more, code and title."""
    closed, own = _closings(now), dict(rows.order_by().values_list("pk", "offer_code"))
    noted = Note.objects.filter(contract__in=list(own), offer_code__in=list(closed)).order_by()
    found = {*noted.values_list("offer_code", flat=True), *own.values()} & set(closed)
    found |= {code for code, near in contracts_for(closed).items() if near.pk in own}
    titles = offer_titles(found, language)
    return [(code, titles.get(code, code)) for code in sorted(found)]


def untold(contract: Contract, today: datetime.date) -> list[tuple[str, bool]]:
    """Return the offers of ``contract`` of whose closing, or of whose pause that is over (True), no mail has told yet."""
    closed = Silence.objects.filter(closed_on__isnull=False).order_by("offer_code")
    rows = list(closed.values_list("offer_code", "closed_on", "told_on"))
    own = _codes_of(contract, [code for code, _closed, _told in rows])
    found = [(code, told, opens_on(day)) for code, day, told in rows if day and code in own]
    return [(code, day <= today) for code, told, day in found if told is None or told < day <= today]


def note_told(codes: list[str], today: datetime.date) -> None:
    """Note that a mail told of these offers."""
    Silence.objects.filter(offer_code__in=codes).update(told_on=today)
