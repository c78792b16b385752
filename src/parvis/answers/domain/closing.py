"""Offers that closed after silences: which, until when at least, and how a recruiter or the house opens them again."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from parvis.accounts.domain.acts import record
from parvis.accounts.models import Staff
from parvis.answers.domain.contracts import contract_of_mailbox
from parvis.answers.domain.saying import offer_titles
from parvis.answers.enums import Reach
from parvis.answers.models import Contract, Note, Silence
from parvis.answers.rules import opens_on
from parvis.core.domain.revisions import raise_revision
from parvis.core.refusal import Refusal
from parvis.network.domain.scope import today_at
from parvis.network.models import House
from parvis.offers.models import Offer


@dataclass(frozen=True)
class Closed:
    """An offer that takes no notes: its code, its title, and the first day on which its recruiter may promise anew."""

    code: str
    title: str
    opens_on: datetime.date
    is_over: bool  #: that day has come


def closed_under(contract: Contract, today: datetime.date, language: str) -> list[Closed]:
    """Return the offers of ``contract`` that closed, in the order of their codes; three questions."""
    closed = dict(_closed_of(contract).values_list("offer_code", "closed_on"))
    titles = offer_titles(closed, language)
    found = ((code, opens_on(day)) for code, day in sorted(closed.items()) if day and code in titles)
    return [Closed(code, titles[code], day, day <= today) for code, day in found]


def _closed_of(contract: Contract) -> QuerySet[Silence]:
    """Return the closed offers for which ``contract`` stands, and no nearer one."""
    closed = Silence.objects.filter(closed_on__isnull=False)
    if contract.reach == Reach.OFFER:
        return closed.filter(offer_code=contract.offer_code)
    within = Offer.objects.filter(feed=contract.feed, code__in=closed.values("offer_code"))
    nearer = Contract.objects.in_force().filter(feed=contract.feed).exclude(pk=contract.pk)
    if contract.reach == Reach.COMPANY:
        within = within.filter(company=contract.company)
    else:
        companies = nearer.filter(reach=Reach.COMPANY).values("company")
        within = within.exclude(company__in=companies)
    within = within.exclude(code__in=nearer.filter(reach=Reach.OFFER).values("offer_code"))
    return closed.filter(offer_code__in=list(within.values_list("code", flat=True)))


def promise_anew(link: str, now: datetime.datetime) -> int:
    """Let the offers whose pause is over take notes again, in the name of whoever reads the mailbox; return how many. The rate stays."""
    found = contract_of_mailbox(link)
    with transaction.atomic():
        contract = Contract.objects.select_for_update(of=("self",)).select_related("house", "feed").get(pk=found.pk)
        if not contract.is_in_force:
            raise Refusal(_("This promise was ended. Nothing was changed."))
        today = today_at(contract.house, now)
        over = [one.code for one in closed_under(contract, today, contract.language) if one.is_over]
        return _open(Silence.objects.filter(offer_code__in=over))


def reopen(offer_code: str, house: House, by: Staff) -> None:
    """Let an offer take notes again at any time: its house talked with whoever answers. The rate stays as it is."""
    with transaction.atomic():
        if not _open(Silence.objects.filter(offer_code=offer_code)):
            raise Refusal(_("This offer is not closed."))
        record(by, "answers.reopened", code=offer_code, house=house.slug)


def _open(rows: QuerySet[Silence]) -> int:
    number = rows.filter(closed_on__isnull=False).update(number=0, closed_on=None, told_on=None)
    if number:
        raise_revision("answers")
    return number


def closed_offers(rows: QuerySet[Contract], language: str) -> list[tuple[str, str]]:
    """Return the offers with notes to ``rows`` that take no more, code and title."""
    codes = Note.objects.filter(contract__in=rows).order_by().values("offer_code")
    own = rows.exclude(offer_code="").order_by().values("offer_code")
    closed = Silence.objects.filter(closed_on__isnull=False).filter(Q(offer_code__in=codes) | Q(offer_code__in=own))
    found = set(closed.values_list("offer_code", flat=True))
    titles = offer_titles(found, language)
    return [(code, titles.get(code, code)) for code in sorted(found)]


def untold(contract: Contract, today: datetime.date) -> list[tuple[str, bool]]:
    """Return the offers of ``contract`` of whose closing, or of whose pause that is over (True), no mail has told yet."""
    rows = _closed_of(contract).order_by("offer_code").values_list("offer_code", "closed_on", "told_on")
    found = [(code, told, opens_on(closed)) for code, closed, told in rows if closed]
    return [(code, day <= today) for code, told, day in found if told is None or told < day <= today]


def note_told(codes: list[str], today: datetime.date) -> None:
    """Note that a mail told of these offers."""
    Silence.objects.filter(offer_code__in=codes).update(told_on=today)
