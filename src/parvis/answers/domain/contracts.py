"""Stating a promise, standing for it, saying yes in its mailbox, ending it."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils.translation import gettext as _

from parvis.accounts.domain.acts import record
from parvis.accounts.models import Staff
from parvis.answers.domain.keys import contract_in, is_mailbox_link
from parvis.answers.domain.sealing import open_mailbox, seal_mailbox
from parvis.answers.enums import Reach
from parvis.answers.models import Contract, Note
from parvis.answers.rules import LATEST, MOST_WAITING, SOONEST
from parvis.core.domain.revisions import raise_revision
from parvis.core.refusal import Refusal
from parvis.network.domain.scope import today_at
from parvis.network.models import House, Partner, Partnership
from parvis.offers.domain.profile import stands
from parvis.offers.models import Offer

LONGEST_ADDRESS = 254


@dataclass(frozen=True, repr=False)
class Stated:
    """What somebody promises: for which offers (``offer`` and how far beyond it), within how many days, how many notes may wait, and where
    mails go, in which language. An empty mailbox: staff read the notes in their workspace."""

    offer: Offer
    reach: Reach
    days: int
    most: int
    language: str
    mailbox: str = ""

    def target(self) -> dict[str, object]:
        """Return what a contract is known by."""
        offer = self.offer
        company = offer.company if self.reach == Reach.COMPANY else ""
        return {"feed": offer.feed, "company": company, "offer_code": offer.code if self.reach == Reach.OFFER else ""}


def state_contract(
    stated: Stated, house: House, partner: Partner | None, by: Staff, now: datetime.datetime
) -> Contract:
    """State a promise, or state it anew, at ``house``: for a ``partner``, which the house confirms, or by the house itself."""
    _refuse_unsound(stated, house, partner, now)
    today = today_at(house, now)
    with transaction.atomic():
        target = stated.target()
        before = Contract.objects.select_for_update().filter(**target).first()
        if before is not None and before.is_wanted and (before.house_id, before.partner_id) != _owner(house, partner):
            raise Refusal(_("Somebody else promises answers for these offers already. Nothing was changed."))
        contract = before or Contract(**target)
        is_same = before is not None and before.is_wanted
        is_moved = not is_same or (open_mailbox(contract), contract.days) != (stated.mailbox, stated.days)
        contract.house, contract.partner, contract.reach = house, partner, stated.reach
        contract.days, contract.most, contract.language = stated.days, stated.most, stated.language
        contract.ended_on, contract.is_sample = None, stated.offer.is_sample
        if is_moved:
            contract.stated_on, contract.agreed_on, contract.has_bounced = today, None, False
            contract.confirmed_on = None if partner else today
            contract.mailbox = seal_mailbox(stated.mailbox, contract) if stated.mailbox else None
        contract.save()
        if is_moved:  # whoever says yes is told of what waits already
            Note.objects.owed().filter(contract=contract).update(told_on=None, reminded_on=None)
        raise_revision("answers")
        record(by, "answers.stated", code=contract.offer_code or stated.offer.feed.key, house=house.slug)
    return contract


def _owner(house: House, partner: Partner | None) -> tuple[int, int | None]:
    return house.pk, partner.pk if partner else None


def _refuse_unsound(stated: Stated, house: House, partner: Partner | None, now: datetime.datetime) -> None:
    if not stands(stated.offer, now):
        raise Refusal(_("This offer is gone. Choose one that stands."))
    if not SOONEST <= stated.days <= LATEST or not 1 <= stated.most <= MOST_WAITING:
        raise Refusal(_("Choose 2 to 30 days, and 1 to 50 notes that may wait."))
    if stated.reach == Reach.COMPANY and not stated.offer.company:
        raise Refusal(_("This offer names no company. Choose it alone."))
    if partner is not None:
        ties = Partnership.objects.standing(today_at(house, now)).filter(house=house, partner=partner)
        if not ties.exists():
            raise Refusal(_("Only a house with which you hold a partnership can stand for your promise."))
    if stated.mailbox:
        try:
            validate_email(stated.mailbox[: LONGEST_ADDRESS + 1])
        except ValidationError as error:
            raise Refusal(_("This is no mail address. Nothing was changed.")) from error
        if len(stated.mailbox) > LONGEST_ADDRESS:
            raise Refusal(_("This is no mail address. Nothing was changed."))


def confirm(contract: Contract, by: Staff, now: datetime.datetime) -> None:
    """Stand for a partner's promise, as its house."""
    with transaction.atomic():
        row = Contract.objects.select_for_update(of=("self",)).select_related("house").get(pk=contract.pk)
        if row.ended_on is not None:
            raise Refusal(_("This promise was ended. Nothing was changed."))
        if row.confirmed_on is None:
            row.confirmed_on = today_at(row.house, now)
            row.save(update_fields=["confirmed_on"])
            raise_revision("answers")
            record(by, "answers.confirmed", code=_code(row), house=row.house.slug)


def end(contract: Contract, by: Staff, now: datetime.datetime) -> None:
    """End a promise: no new notes. Those that wait keep their day."""
    with transaction.atomic():
        row = Contract.objects.select_for_update(of=("self",)).select_related("house").get(pk=contract.pk)
        if row.ended_on is None:
            row.ended_on = today_at(row.house, now)
            row.save(update_fields=["ended_on"])
            raise_revision("answers")
            record(by, "answers.ended", code=_code(row), house=row.house.slug)


def contract_of_mailbox(link: str) -> Contract:
    """Return the contract whose mailbox got ``link``; refuse a link that is none, or was sent to another mailbox."""
    contract = Contract.objects.filter(name=contract_in(link)).select_related("house", "partner", "feed").first()
    if contract is None or contract.mailbox is None or not is_mailbox_link(link, contract):
        raise Refusal(_("This link is not whole, or the mailbox was changed meanwhile."))
    return contract


def agree(link: str, now: datetime.datetime, *, is_yes: bool) -> Contract:
    """Say in the name of whoever reads the mailbox that the promise is theirs; or that it is not, which ends it."""
    found = contract_of_mailbox(link)
    with transaction.atomic():
        row = (
            Contract.objects.select_for_update(of=("self",)).select_related("house", "partner", "feed").get(pk=found.pk)
        )
        today = today_at(row.house, now)
        if row.ended_on is not None:
            raise Refusal(_("This promise was ended. Nothing was changed."))
        if is_yes:
            row.agreed_on = row.agreed_on or today
        else:
            row.ended_on = today
        row.save(update_fields=["agreed_on", "ended_on"])
        raise_revision("answers")
    return row


def _code(contract: Contract) -> str:
    return contract.offer_code or contract.feed.key
