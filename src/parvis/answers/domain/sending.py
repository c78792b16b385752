"""Sending a note: one form, one note, one code."""

from __future__ import annotations

import datetime

from django.utils.translation import gettext as _

from parvis.answers.domain.keys import code_from, locator, once_print
from parvis.answers.domain.sealing import Secret, note_key
from parvis.answers.domain.settling import all_locked
from parvis.answers.domain.showing import Standing, contract_for, standing_of
from parvis.answers.domain.slots import take_slot
from parvis.answers.enums import Role, State
from parvis.answers.models import Contract, Message, Note
from parvis.answers.rules import due_after, haste
from parvis.core.domain.moment import Moment, is_paid, issue_moment, read_moment
from parvis.core.domain.once import Once
from parvis.core.refusal import Refusal
from parvis.network.domain.scope import today_at
from parvis.offers.domain.profile import stands
from parvis.offers.models import Offer

#: A sum of 2¹⁴ tries or 20 seconds, doubling and growing with the haste.
_LEAST_BITS, _LEAST_SECONDS, _STEP_SECONDS = 14, 20, 10
#: So many times what may wait can be sent in a day: whoever sends and takes back does not go on for ever.
_A_DAY = 3


class CodeTaken(Refusal):
    """Somebody else's note has this code: the form needs another key. It happens once in a long while."""


def send_note(offer: Offer, told: Secret, once: Once, now: datetime.datetime) -> Note:
    """Send a note about ``offer``. It is on the disk when this returns; the same form sent again is the same note."""
    form, where = once_print(once.secret), locator(code_from(once.secret))
    found = contract_for(offer)
    with all_locked():
        before = Note.objects.filter(once=form).select_related("contract__house", "slot").first()
        if before is not None:
            return before
        contract = Contract.objects.in_force().select_for_update(of=("self",)).filter(pk=found.pk if found else 0)
        row = contract.select_related("house").first()
        if row is None or not stands(offer, now):
            raise Refusal(_("Nobody promises to answer notes about this offer any more. Nothing was sent."))
        today = today_at(row.house, now)
        _refuse_closed(row, offer.code, now)
        if Note.objects.filter(locator=where).exists():
            raise CodeTaken(_("This code cannot be used after all. Please note the new one. Nothing was sent yet."))
        return _written(row, offer.code, told, (form, where), today)


def _refuse_closed(contract: Contract, offer_code: str, now: datetime.datetime) -> None:
    standing, today = standing_of(contract, offer_code, now), today_at(contract.house, now)
    if standing is Standing.CLOSED:
        raise Refusal(
            _("Two notes about this offer were left without an answer. It takes none for now. Nothing was sent.")
        )
    if standing is Standing.FULL or notes_today(contract, today) >= _A_DAY * contract.most:
        raise Refusal(
            _("As many notes wait as this recruiter can answer. Please come back in a day or two. Nothing was sent.")
        )


def _written(contract: Contract, offer_code: str, told: Secret, prints: tuple[str, str], today: datetime.date) -> Note:
    slot, shard = take_slot()
    note = Note.objects.create(
        contract=contract,
        offer_code=offer_code,
        once=prints[0],
        locator=prints[1],
        slot=slot,
        days=contract.days,
        sent_on=today,
        due_on=due_after(State.WAITING, today, contract.days),
    )
    sealed = note_key(note, shard).seal(told, 1, Role.VISITOR)
    Message.objects.create(note=note, number=1, role=Role.VISITOR, written_on=today, sealed=sealed)
    return note


def notes_today(contract: Contract, today: datetime.date) -> int:
    """Return how many notes to ``contract`` were sent today."""
    return Note.objects.filter(contract=contract, sent_on=today).count()


def moment_for(contract: Contract, once: Once, text: str, work: str, now: datetime.datetime) -> Moment | None:
    """Return the moment that the form ``once`` still owes before it is sent; None in calm times, or when it was given.

    ``text`` and ``work`` are what came with the form: an unpaid moment of this form stays the same, anything else begins anew.
    """
    pace = haste(notes_today(contract, today_at(contract.house, now)), contract.most)
    if not pace:
        return None
    mark = once_print(once.secret)
    owed = read_moment(text, mark)
    if owed is None:
        return issue_moment(mark, _LEAST_BITS + pace, _LEAST_SECONDS + _STEP_SECONDS * (pace - 1))
    return None if is_paid(owed, work) else owed
