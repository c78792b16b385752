"""The mail “something waits at your desk”: to officers who want it, once a working day at most, and with nothing of any thread in it."""

from __future__ import annotations

import datetime
import smtplib
from dataclasses import dataclass
from email.utils import formataddr

from django.conf import settings
from django.core.mail import EmailMessage
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from parvis.accounts.models import Staff
from parvis.core.languages import INTERFACE_LANGUAGES
from parvis.core.refusal import Refusal
from parvis.counsel.domain.desks import desks_of
from parvis.counsel.domain.tallying import holidays_of
from parvis.counsel.models import Officer, Thread
from parvis.counsel.rules import is_working_day
from parvis.network.domain.scope import today_at
from parvis.network.models import Desk, House

#: Where a reply goes: a name that no mail server finds (RFC 2606). The sender's own address may be a mailbox that somebody reads.
NOWHERE = "nobody@letters.invalid"


@dataclass(frozen=True)
class Told:
    """How many officers were told, and how many no mail reached: they are tried again by the next run."""

    told: int = 0
    failed: int = 0


def tell_officers(now: datetime.datetime) -> Told:
    """Tell every officer who wants it and was not told today; refuse on a site that sends no mail."""
    if settings.MAIL_SERVER is None:
        raise Refusal(_("This site sends no mail: PARVIS_MAIL_URL is not set."))
    told = failed = 0
    for officer in (
        Officer.objects.filter(wants_mail=True, staff__is_active=True).select_related("staff").order_by("pk")
    ):
        house = _where_something_waits(officer, now)
        if house is None or officer.staff is None:
            continue
        today, before = today_at(house, now), officer.told_on
        fresh = Officer.objects.filter(Q(told_on__isnull=True) | Q(told_on__lt=today), pk=officer.pk)
        if not fresh.update(told_on=today):
            continue
        try:
            waiting_mail(officer.staff, house).send()
            told += 1
        except (OSError, smtplib.SMTPException):
            Officer.objects.filter(pk=officer.pk).update(told_on=before)
            failed += 1
    return Told(told, failed)


def _where_something_waits(officer: Officer, now: datetime.datetime) -> House | None:
    """Return a house, on a working day there, where the officer's desks owe an answer."""
    desks: list[Desk] = list(desks_of(officer.staff)) if officer.staff else []
    waiting = set(Thread.objects.filter(desk__in=desks).owed().order_by().values_list("desk", flat=True))
    for desk in desks:
        if desk.pk in waiting and is_working_day(today_at(desk.house, now), holidays_of(desk.house)):
            return desk.house
    return None


def waiting_mail(staff: Staff, house: House) -> EmailMessage:
    """Return the mail: the same whatever waits, in a language of its reader."""
    spoken = (*staff.languages, house.name_language)
    with override(next((each for each in spoken if each in INTERFACE_LANGUAGES), "en")):
        text = "\n\n".join(
            (
                _("Something waits at your desk."),
                _("Sign in to see it: %(address)s") % {"address": f"{settings.ORIGIN}{reverse('accounts:workspace')}"},
                _("This mail says no more, on purpose. A reply to it goes nowhere: nobody reads it."),
                _("You get it once a working day at most. You can switch it off under “My words for letters”."),
            )
        )
        return EmailMessage(
            _("Something waits at your desk"),
            f"{text}\n",
            from_email=formataddr((_("Nobody reads replies"), settings.DEFAULT_FROM_EMAIL)),
            to=[staff.email],
            reply_to=[NOWHERE],
            headers={"Auto-Submitted": "auto-generated"},
        )
