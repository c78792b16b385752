"""Saying what an offer, a promise and the end of a note are."""

from __future__ import annotations

import datetime
from collections.abc import Iterable

from babel.dates import format_date
from django.utils.translation import gettext as _

from parvis.answers.enums import Reach, State
from parvis.answers.models import Contract
from parvis.core.languages import locale_of
from parvis.core.said import say
from parvis.offers.domain.saying import title_of
from parvis.offers.models import Offer


def said_day(day: datetime.date | None, language: str) -> str:
    """Write a day, with the day of the week."""
    return str(format_date(day, "full", locale=locale_of(language))) if day else ""


def offer_titles(codes: Iterable[str], language: str) -> dict[str, str]:
    """Return the titles of offers by code; those that were removed have none. One question."""
    found = Offer.objects.filter(code__in=list(codes)).order_by("pk")
    return {offer.code: str(title_of(offer, language)) for offer in found}


def said_owner(contract: Contract, language: str) -> str:
    """Name who states the promise: the partner, else the house."""
    if contract.partner is not None:
        return say(contract.partner.name, language).text
    return contract.house.name


def said_for(contract: Contract, language: str) -> str:
    """Say for which offers a contract holds."""
    if contract.reach == Reach.OFFER:
        return offer_titles([contract.offer_code], language).get(contract.offer_code, contract.offer_code)
    if contract.reach == Reach.COMPANY:
        told = {"company": contract.company, "sender": contract.feed.name}
        return _("All offers of %(company)s sent by %(sender)s") % told
    return _("All offers sent by %(sender)s") % {"sender": contract.feed.name}


def said_to_visitor(state: State, days: int) -> str:
    """Say to a visitor what has become of their note, honestly, and what they can do; empty where the messages say it."""
    told = {"days": days}
    return {
        State.WAITING: _("Your note is on its way. The recruiter has not answered yet."),
        State.ASKED: _("The recruiter answered and asks you something. It is your turn."),
        State.INVITED: _("The recruiter wants to meet you. You can say who you are, or do nothing: it is your choice."),
        State.SIGNED: _("Your name and contact are sealed. The recruiter sees them only after saying yes too."),
        State.MEETING: _("You both said yes. The recruiter can see your name and contact until the day below."),
        State.ANSWERED: _("You got an answer. This note has ended."),
        State.SILENT: _("The recruiter promised an answer within %(days)d days, and did not answer. It is not your fault, and it counts.")
        % told,
        State.GONE: _("The offer has left the list, and nobody answered you. It is not your fault."),
        State.EXPIRED: _("You got an answer, and it was your turn for 14 days. This note has ended."),
        State.WITHDRAWN: _("You took this note back. All that was written is destroyed."),
        State.LOST: _("This site had to be restored on another machine, and your note cannot be read any more. We are sorry."),
    }[state]  # fmt: skip


def said_to_recruiter(state: State) -> str:
    """Say to a recruiter where a note stands."""
    return {
        State.WAITING: _("Somebody waits for your answer."),
        State.ASKED: _("You asked something. The person has not answered yet."),
        State.INVITED: _("You want to meet. The person decides whether to say who they are."),
        State.SIGNED: _("The person wants to tell you who they are. You see it once you say yes."),
        State.MEETING: _("You both said yes. You can see name and contact until the day below. Then they are destroyed."),
        State.ANSWERED: _("You answered. This note has ended."),
        State.SILENT: _("The promised day went by without your answer. The person was told so. Nothing can be sent any more."),
        State.GONE: _("The offer is gone, and the promised day went by. The person was told so."),
        State.EXPIRED: _("You answered, and the person did not go on. This note has ended."),
        State.WITHDRAWN: _("The person took the note back. You need to do nothing."),
        State.LOST: _("This note cannot be read any more: the site was restored on another machine. You need to do nothing."),
    }[state]  # fmt: skip
