"""Mails to recruiters: that notes wait, by when, and a link to each. Nothing of any note is in them, and nobody’s name.

They go with the daily work, so that no mail tells at which hour somebody wrote.
"""

from __future__ import annotations

import datetime
import smtplib
from collections.abc import Iterable
from dataclasses import dataclass
from email.utils import formataddr

from django.conf import settings
from django.core.mail import EmailMessage
from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from parvis.answers.domain.closing import note_told, untold
from parvis.answers.domain.keys import link_of, mailbox_link_of
from parvis.answers.domain.saying import offer_titles, said_day, said_for, said_owner
from parvis.answers.domain.sealing import open_mailbox
from parvis.answers.models import Contract, Note, Silence
from parvis.answers.rules import ONE_DAY, PAUSE
from parvis.core.domain.keys import mark_under
from parvis.network.domain.scope import today_at


@dataclass(frozen=True)
class Told:
    """How many mails went, and how many did not: they are tried again by the next run."""

    sent: int = 0
    failed: int = 0


def staff_open(contract: Contract) -> bool:
    """Say whether staff open the notes in their workspace: no mail reaches whoever answers."""
    has_mail = contract.mailbox is not None and contract.agreed_on is not None and not contract.has_bounced
    return settings.MAIL_SERVER is None or not has_mail


def tell_all(now: datetime.datetime) -> Told:
    """Mail every recruiter what waits and was not told yet, and remind once on the day before the last; nothing without a mail server."""
    if settings.MAIL_SERVER is None:
        return Told()
    sent = failed = 0
    with_mail = Contract.objects.filter(mailbox__isnull=False, agreed_on__isnull=False, notes__in=Note.objects.owed())
    for contract in with_mail.select_related("house", "partner", "feed").distinct().order_by("pk"):
        is_sent = _tell(contract, today_at(contract.house, now))
        sent += is_sent is True
        failed += is_sent is False
    for contract in _with_closed():
        is_sent = _tell_closed(contract, today_at(contract.house, now))
        sent += is_sent is True
        failed += is_sent is False
    return Told(sent, failed)


def _with_closed() -> list[Contract]:
    """Return the contracts that mails can reach, when any offer is closed at all."""
    if not Silence.objects.filter(closed_on__isnull=False).exists():
        return []
    rows = Contract.objects.in_force().filter(mailbox__isnull=False).select_related("house", "partner", "feed")
    return list(rows.order_by("pk"))


def _tell_closed(contract: Contract, today: datetime.date) -> bool | None:
    """Tell of offers that closed, and again when their recruiter may promise anew; None when there is nothing to tell."""
    fresh = untold(contract, today)
    if not fresh:
        return None
    address = open_mailbox(contract)
    if not address or not _is_sent(closed_mail(contract, address, fresh, today), contract):
        return False
    note_told([code for code, _is_over in fresh], today)
    return True


def _tell(contract: Contract, today: datetime.date) -> bool | None:
    """Send one mail about all that is new, or owed by tomorrow; None when there is nothing to tell."""
    owed = Note.objects.owed().filter(contract=contract, due_on__gte=today)
    fresh = list(owed.filter(told_on__isnull=True).order_by("due_on", "pk"))
    soon = owed.filter(told_on__lt=today, reminded_on__isnull=True, due_on__lte=today + ONE_DAY)
    again = list(soon.order_by("due_on", "pk"))
    if not fresh and not again:
        return None
    address = open_mailbox(contract)
    if not address:  # the signing key is another one
        Contract.objects.filter(pk=contract.pk).update(has_bounced=True)
        return False
    if not _is_sent(notes_mail(contract, address, fresh, again), contract):
        return False
    for note in fresh:
        _same_round(note).update(told_on=today)
    for note in again:
        _same_round(note).update(reminded_on=today)
    return True


def _same_round(note: Note) -> QuerySet[Note]:
    """Return the note, if it waits for the same answer as when its mail was written: a mail takes its time."""
    return Note.objects.filter(pk=note.pk, state=note.state, questions=note.questions)


def ask_mailbox(contract: Contract) -> bool:
    """Ask whoever reads the mailbox whether the promise is theirs; say whether the mail went. Nothing to ask is as good."""
    if contract.mailbox is None or settings.MAIL_SERVER is None or contract.agreed_on is not None:
        return True
    return _is_sent(mailbox_mail(contract, open_mailbox(contract)), contract)


def _is_sent(message: EmailMessage, contract: Contract) -> bool:
    """Hand a mail over; note when the server refuses the address for good. What it answers may name the address and is written nowhere."""
    rows = Contract.objects.filter(pk=contract.pk)
    try:
        message.send()
    except smtplib.SMTPRecipientsRefused as error:
        if all(code >= 500 for code, _text in error.recipients.values()):
            rows.update(has_bounced=True)
        return False
    except (OSError, smtplib.SMTPException, ValueError):
        return False
    rows.filter(has_bounced=True).update(has_bounced=False)
    return True


def notes_mail(contract: Contract, address: str, fresh: Iterable[Note], again: Iterable[Note]) -> EmailMessage:
    """Return the mail about notes that wait, in the language of the contract. Sent twice it has the same Message-ID."""
    fresh, again = list(fresh), list(again)
    notes = [*again, *fresh]
    with override(contract.language):
        titles = offer_titles({note.offer_code for note in notes}, contract.language)
        lines = [
            f"{titles.get(note.offer_code, note.offer_code)}\n"
            f"{_('Answer by: %(day)s') % {'day': said_day(note.due_on, contract.language)}}\n"
            f"{settings.ORIGIN}{reverse('answers:recruiter', args=[link_of(note.name)])}"
            for note in notes
        ]
        subject = ngettext("%(number)d note waits for your answer", "%(number)d notes wait for your answer", len(notes))
        text = [
            _("You promise to answer every note about these offers within %(days)d days.") % {"days": contract.days},
            *lines,
            _("The links open the notes. They are for you alone: whoever has a link can read its note and answer it."),
            _("You see no name. If you both want to meet, the person can say who they are."),
            _("What you leave without an answer is told to the person, and counts. A reply to this mail goes nowhere."),
        ]
        mark = mark_under("parvis.answers.mail", "|".join(f"{note.name}{note.due_on}" for note in notes).encode())
        return _mail(subject % {"number": len(notes)}, text, address, f"{mark}.{len(again)}", contract.language)


def closed_mail(
    contract: Contract, address: str, offers: Iterable[tuple[str, bool]], today: datetime.date
) -> EmailMessage:
    """Return the mail that offers (code, whether the pause is over) take no notes, and how they take them again."""
    offers = list(offers)
    with override(contract.language):
        titles = offer_titles([code for code, _is_over in offers], contract.language)
        closed = [titles.get(code, code) for code, is_over in offers if not is_over]
        over = [titles.get(code, code) for code, is_over in offers if is_over]
        text = []
        if closed:
            told = _(
                "Two notes about each of these offers were left without an answer. They take none for %(days)d days:"
            )
            text += [told % {"days": PAUSE}, *closed]
        if over:
            text += [_("You can promise anew to answer notes about these offers:"), *over]
        address_of_page = f"{settings.ORIGIN}{reverse('answers:mailbox', args=[mailbox_link_of(contract)])}"
        text += [
            _("How they stand, and how to open them again: %(address)s") % {"address": address_of_page},
            _(
                "Perhaps more days suit you better: whoever stated the promise can change it. A reply to this mail goes nowhere."
            ),
        ]
        mark = mark_under("parvis.answers.mail", f"{today}|{contract.name}|{offers}".encode())
        return _mail(_("Offers that take no notes for now"), text, address, mark, contract.language)


def mailbox_mail(contract: Contract, address: str) -> EmailMessage:
    """Return the mail that asks whoever reads the mailbox whether the promise is theirs."""
    with override(contract.language):
        told = {"who": said_owner(contract, contract.language), "days": contract.days}
        text = [
            _("%(who)s says that you answer every note about these offers within %(days)d days:") % told,
            said_for(contract, contract.language),
            _("Say yes or no here: %(address)s")
            % {"address": f"{settings.ORIGIN}{reverse('answers:mailbox', args=[mailbox_link_of(contract)])}"},
            _("Until you say yes nobody can send you a note. A reply to this mail goes nowhere."),
        ]
        mark = mark_under("parvis.answers.mail", mailbox_link_of(contract).encode())
        return _mail(_("Do you promise to answer?"), text, address, mark, contract.language)


def _mail(subject: str, text: Iterable[str], address: str, mark: str, language: str) -> EmailMessage:
    host = settings.ORIGIN.partition("://")[2].partition(":")[0]
    return EmailMessage(
        subject,
        "\n\n".join(text) + "\n",
        from_email=formataddr((_("Nobody reads replies"), settings.DEFAULT_FROM_EMAIL)),
        to=[address],
        headers={"Message-ID": f"<{mark}@{host}>", "Auto-Submitted": "auto-generated", "Content-Language": language},
    )


def forget_mailboxes() -> int:
    """Remove the mailboxes of contracts that were ended and to which nothing is owed any more; return how many."""
    owed = Q(notes__in=Note.objects.open())
    over = Contract.objects.filter(ended_on__isnull=False, mailbox__isnull=False).exclude(owed)
    return Contract.objects.filter(pk__in=list(over.values_list("pk", flat=True))).update(mailbox=None, agreed_on=None)
