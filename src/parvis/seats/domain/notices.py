"""People to tell: contacts of dates that were cancelled or moved. They are opened in memory, to be told, and erased after."""

from __future__ import annotations

import datetime
import smtplib
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from enum import Enum

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.mail import get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.core.validators import validate_email
from django.db import transaction
from django.db.models import Count, F, Q
from django.utils.translation import gettext as _

from parvis.accounts.domain.acts import record
from parvis.accounts.models import Staff
from parvis.core.domain.locks import one_at_a_time
from parvis.core.refusal import Refusal
from parvis.network.models import House
from parvis.seats.domain.notice_mail import news_of, notice_mail
from parvis.seats.domain.sealing import Contact, unseal
from parvis.seats.models import Holding, Plan, Telling
from parvis.seats.models.holding import HoldingQuerySet
from parvis.seats.models.telling import MOST_MAILS

#: So many are told, or shown, by one press of a button.
AT_ONCE = 50


@dataclass(frozen=True)
class ToTell:
    """A changed date and how many contacts wait; of ``by_hand`` of them it is known that no mail reaches them."""

    plan: Plan
    number: int
    by_hand: int


@dataclass(frozen=True)
class Opened:
    """A contact shown to somebody who tells its owner; ``mails`` were sent to it whose fate nobody knows."""

    number: int
    contact: Contact | None
    known_start: datetime.datetime
    mails: int


@dataclass(frozen=True)
class Sent:
    """What a press of the button did. ``stopped``: the mail server went silent; who is left is told at the next press."""

    told: int
    left: int
    stopped: bool


class _Fate(Enum):
    """What became of one mail. LATER: another time, as the server wants, or as the date changed meanwhile. UNKNOWN: perhaps it went, perhaps not."""

    TOLD, BY_HAND, LATER, UNKNOWN = range(4)


def numbers_to_tell(houses: Iterable[int], now: datetime.datetime) -> dict[int, int]:
    """Return how many contacts wait at each of ``houses``, those where none do left out; one query."""
    rows = Holding.objects.to_tell(now).filter(plan__session__event__house__in=houses).order_by()
    counted = rows.values_list("plan__session__event__house").annotate(number=Count("pk"))
    return dict(counted)


def all_to_tell(house: House, now: datetime.datetime) -> list[ToTell]:
    """Return the changed dates of ``house`` with people to tell, the next date first."""
    rows = Holding.objects.to_tell(now).filter(plan__session__event__house=house).order_by()
    counted = rows.values_list("plan").annotate(number=Count("pk"), hand=Count("pk", filter=Q(telling__by_hand=True)))
    figures = {plan: (number, hand) for plan, number, hand in counted}
    plans = (
        Plan.objects.filter(pk__in=figures)
        .select_related("session__event")
        .prefetch_related("session__event__texts")
        .order_by("session__starts", "pk")
    )
    return [ToTell(plan, *figures[plan.pk]) for plan in plans]


def send_notices(plan: Plan, house: House, by: Staff, now: datetime.datetime) -> Sent:
    """Tell by mail whoever of ``plan`` can be, AT_ONCE at most. Each contact that was told is erased."""
    if not settings.MAIL_SERVER:
        raise Refusal(_("No mail server is set up. Show the contacts and tell people yourself."))
    with _alone(house), _mail_server() as server:
        rows = _of(plan, now).exclude(telling__by_hand=True)
        chosen = list(rows.values_list("pk", flat=True)[:AT_ONCE])
        if chosen:
            record(by, "notices.mailed", code=f"{plan.session.code} · {len(chosen)}", house=house.slug)
        told, stopped = 0, False
        for number in chosen:
            holding = rows.filter(pk=number).first()  # read anew: mails take minutes, and people and dates move on
            if holding is None:
                continue
            fate = _mail(holding, _telling(holding), server)
            told += fate is _Fate.TOLD
            if fate is _Fate.UNKNOWN:
                stopped = True
                break
    return Sent(told, Holding.objects.to_tell(now).filter(plan=plan).count(), stopped)


def open_contacts(plan: Plan, house: House, by: Staff, now: datetime.datetime) -> list[Opened]:
    """Open the contacts of ``plan`` that no mail reaches (all, where there is no mail server) for whoever tells them; noted with their number."""
    rows = _of(plan, now)
    if settings.MAIL_SERVER:
        rows = rows.filter(telling__by_hand=True)
    with transaction.atomic():
        chosen = list(rows[:AT_ONCE])
        if not chosen:
            raise Refusal(_("Nobody is left to be called. Send the mails first."))
        record(by, "notices.opened", code=f"{plan.session.code} · {len(chosen)}", house=house.slug)
    mails = dict(Telling.objects.filter(holding__in=chosen).values_list("holding", "mails"))
    return [
        Opened(
            holding.pk,
            _contact(holding),
            holding.known_start,
            mails.get(holding.pk, 0),
        )
        for holding in chosen
    ]


@transaction.atomic
def erase_told(plan: Plan, house: House, numbers: Iterable[int], by: Staff, now: datetime.datetime) -> int:
    """Erase the contacts of those who were told, and return how many that were; pressed again it erases nothing more."""
    chosen = list(_of(plan, now).filter(pk__in=numbers).values_list("pk", flat=True))
    _erase(chosen)
    if chosen:
        record(by, "notices.told", code=f"{plan.session.code} · {len(chosen)}", house=house.slug)
    return len(chosen)


def _of(plan: Plan, now: datetime.datetime) -> HoldingQuerySet:
    return Holding.objects.to_tell(now).filter(plan=plan).select_related("plan__session__event__house").order_by("pk")


def _contact(holding: Holding) -> Contact | None:
    return unseal(bytes(holding.contact)) if holding.contact else None


def _erase(holdings: Iterable[int]) -> None:
    chosen = list(holdings)
    Holding.objects.filter(pk__in=chosen).update(contact=None)
    Telling.objects.filter(holding__in=chosen).delete()


@transaction.atomic
def _erase_unless_changed(holding: Holding) -> bool:
    """Erase the contact of ``holding``, which was told; keep it, and return False, when its date changed while the mail went out."""
    session = holding.plan.session
    same = Holding.objects.filter(
        pk=holding.pk,
        plan=holding.plan_id,
        plan__session__sequence=session.sequence,
        plan__session__event__state=session.event.state,
    )
    found = list(same.values_list("pk", flat=True))
    _erase(found)
    return bool(found)


def _telling(holding: Holding) -> Telling:
    """Return how far telling it has come, begun anew where the news are others."""
    news = news_of(holding.plan.session)
    telling, _is_new = Telling.objects.get_or_create(holding=holding, defaults={"news": news})
    if telling.news != news:
        telling.news, telling.mails = news, 0
        telling.save(update_fields=["news", "mails"])
    return telling


def _mail(holding: Holding, telling: Telling, server: BaseEmailBackend) -> _Fate:
    """Count a mail, hand it over, and write down what became of it: three steps, no transaction around them."""
    contact = _contact(holding)
    rows = Telling.objects.filter(pk=telling.pk)
    is_counted = (
        contact is not None
        and _is_mail(contact.address)
        and bool(rows.filter(mails=telling.mails, mails__lt=MOST_MAILS).update(mails=F("mails") + 1))
    )
    fate = _handed_over(holding, contact, server) if contact and is_counted else _Fate.BY_HAND
    if fate is _Fate.TOLD:
        return fate if _erase_unless_changed(holding) else _Fate.LATER
    if fate is _Fate.BY_HAND:
        rows.update(by_hand=True)
    elif fate is _Fate.LATER:
        rows.update(mails=telling.mails)
    return fate


def _is_mail(address: str) -> bool:
    try:
        validate_email(address)
    except ValidationError:
        return False
    return True


def _handed_over(holding: Holding, contact: Contact, server: BaseEmailBackend) -> _Fate:
    """Hand the mail over and say what became of it; what the server answers may name the address and is written nowhere."""
    try:
        server.send_messages([notice_mail(holding, contact)])
    except smtplib.SMTPRecipientsRefused as error:
        codes = [code for code, _text in error.recipients.values()]
        return _Fate.BY_HAND if all(code >= 500 for code in codes) else _Fate.LATER
    except smtplib.SMTPDataError as error:
        return _Fate.BY_HAND if error.smtp_code >= 500 else _Fate.LATER
    except (smtplib.SMTPNotSupportedError, ValueError):
        return _Fate.BY_HAND
    except OSError:
        return _Fate.UNKNOWN
    return _Fate.TOLD


@contextmanager
def _alone(house: House) -> Iterator[None]:
    """Let one process send the notices of a house; the lock goes with the process, however it ends."""
    with ExitStack() as stack:
        try:
            stack.enter_context(one_at_a_time(f"notices-{house.slug}"))
        except Refusal as refusal:
            raise Refusal(
                _("Somebody is sending these mails at this moment. Please look again in a minute.")
            ) from refusal
        yield


@contextmanager
def _mail_server() -> Iterator[BaseEmailBackend]:
    """Open the mail server for several mails; refuse, before anything is counted, when it does not answer."""
    server = get_connection()
    try:
        server.open()
    except OSError as error:
        raise Refusal(_("The mail server does not answer. Nobody was told. Please try again later.")) from error
    try:
        yield server
    finally:
        server.close()
