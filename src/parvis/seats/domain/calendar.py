"""A calendar file of one's own seats, with an alarm a day before: the reminder needs nobody's address."""

from __future__ import annotations

import datetime

from django.conf import settings
from django.utils.translation import gettext as _

from parvis.core.domain.return_codes import Code
from parvis.seats.models import Holding

_STAMP = "%Y%m%dT%H%M%SZ"


def calendar_file(holding: Holding, code: Code, title: str) -> str:
    """Return the session as iCalendar (RFC 5545) with the code in its description; for the visitor's own device alone."""
    session = holding.plan.session
    told = _("Your code: %(code)s. Show it at the door.") % {"code": code.reveal()}
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Parvis//seats//EN",
        "BEGIN:VEVENT",
        f"UID:seats-{session.code}@{settings.ORIGIN.partition('://')[2]}",
        f"SEQUENCE:{session.sequence}",
        f"DTSTAMP:{_utc(session.starts)}",
        f"DTSTART:{_utc(session.starts)}",
        f"DTEND:{_utc(session.ends)}",
        f"SUMMARY:{_escaped(title)}",
        f"DESCRIPTION:{_escaped(told)}",
        "BEGIN:VALARM",
        "ACTION:DISPLAY",
        "TRIGGER:-P1D",
        f"DESCRIPTION:{_escaped(title)}",
        "END:VALARM",
        "END:VEVENT",
        "END:VCALENDAR",
    ]
    return "".join(f"{folded}\r\n" for line in lines for folded in _folded(line))


def _utc(moment: datetime.datetime) -> str:
    return moment.astimezone(datetime.UTC).strftime(_STAMP)


def _escaped(text: str) -> str:
    for character in "\\;,":
        text = text.replace(character, f"\\{character}")
    return text.replace("\n", "\\n")


def _folded(line: str) -> list[str]:
    """Return ``line`` in pieces of at most 75 bytes, each after the first begun with a space."""
    pieces, piece = [], ""
    for character in line:
        if len((piece + character).encode()) > 74:
            pieces.append(piece)
            piece = " "
        piece += character
    return [*pieces, piece]
