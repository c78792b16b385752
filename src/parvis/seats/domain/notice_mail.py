"""The mail that tells somebody of a cancelled or moved date, in the language in which they took their seats. It holds no code."""

from __future__ import annotations

import datetime
import hashlib
import hmac

from django.conf import settings
from django.core.mail import EmailMessage
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from parvis.agenda.enums import EventState, SessionState
from parvis.agenda.models import Session
from parvis.core.languages import INTERFACE_LANGUAGES
from parvis.core.said import say
from parvis.seats.domain.codes import server_key
from parvis.seats.domain.occasions import is_off, said_off
from parvis.seats.domain.saying import said_time, title
from parvis.seats.domain.sealing import Contact
from parvis.seats.models import Holding


def news_of(session: Session) -> str:
    """Return the name of what happened to ``session``: the same until it is changed again."""
    return f"{session.code}:{session.sequence}"


def said_change(session: Session, known_start: datetime.datetime, language: str, *, is_cancelled: bool) -> str:
    """Return in a sentence what became of a date, for somebody who was told that it begins at ``known_start``."""
    if is_cancelled:
        return said_off(is_appointment=session.event.state == EventState.APART)
    return _("This date was moved. It was: %(moved_from)s. Now it is: %(when)s.") % {
        "moved_from": said_time(known_start, session.time_zone, language),
        "when": said_time(session.starts, session.time_zone, language),
    }


def notice_mail(holding: Holding, contact: Contact) -> EmailMessage:
    """Return the mail for one contact. Sent twice it has the same Message-ID, so that mail programs can show it once."""
    session, language = holding.plan.session, contact.language
    language = language if language in INTERFACE_LANGUAGES else session.event.house.name_language
    with override(language):
        name = " ".join(str(title(session.event, language)).split())
        is_cancelled = is_off(holding.plan)
        state = (SessionState.CANCELLED if is_cancelled else SessionState.MOVED).label
        lines = [
            said_change(session, holding.known_start, language, is_cancelled=is_cancelled),
            f"{name}\n{said_time(holding.known_start, session.time_zone, language)}\n{session.event.house.name}",
            str(say(session.note, language)),
            _said_erased(session),
            f"{settings.ORIGIN}{reverse('seats:yours')}",
        ]
    return EmailMessage(
        f"{state}: {name}",
        "\n\n".join(line for line in lines if line) + "\n",
        to=[contact.address],
        headers={
            "Message-ID": f"<{_mark(holding)}@{settings.ORIGIN.partition('://')[2].partition(':')[0]}>",
            "Auto-Submitted": "auto-generated",
            "Content-Language": language,
        },
    )


def _said_erased(session: Session) -> str:
    if session.event.state == EventState.APART:
        return _("Your address is erased now. If you still want an appointment, take another one.")
    return _(
        "Your address is erased now. Should the date change again, we cannot tell you: look with your code before you come."
    )


def _mark(holding: Holding) -> str:
    told = f"{holding.pk}|{news_of(holding.plan.session)}".encode()
    return hmac.new(server_key("notice"), told, hashlib.sha256).hexdigest()[:32]
