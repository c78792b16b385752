"""What visitors type here, read with clear sentences; nothing of it is written down before an act asks for it."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import QueryDict
from django.utils.translation import gettext as _

from parvis.core.codes import normalise_code
from parvis.core.domain.once import FIELD, Once, read_once
from parvis.core.refusal import Refusal
from parvis.seats.domain.codes import Code, read_code
from parvis.seats.domain.sealing import LONGEST, Contact
from parvis.seats.domain.taking import Asked


@dataclass(frozen=True)
class Typed:
    """A form as it was sent, to be shown again as it was."""

    session: str = ""
    seats: str = "1"
    contact: str = ""
    is_group: bool = False

    @classmethod
    def of(cls, sent: QueryDict) -> Typed:
        """Read what was sent; anything too long to be meant is cut."""
        return cls(
            normalise_code(sent.get("session", "")[:20]),
            sent.get("seats", "")[:12].strip(),
            sent.get("contact", "").strip()[: LONGEST + 1],
            bool(sent.get("group")),
        )

    def asked(self, language: str) -> Asked:
        """Return what the form asks for; refuse what cannot be read."""
        if not self.seats.isdecimal() or len(self.seats) > 3:
            raise Refusal(_("Write how many seats you need, as a number."))
        if len(self.contact) > LONGEST or not self.contact.isprintable():
            raise Refusal(_("A mail address or telephone number has at most 100 characters. Nothing was taken."))
        contact = Contact(self.contact, language) if self.contact else None
        return Asked(int(self.seats), contact, self.is_group)


def read_form_key(sent: QueryDict) -> Once:
    """Return the form's own secret; refuse a form that stood open too long."""
    once = read_once(sent.get(FIELD, "")[:200])
    if once is None:
        raise Refusal(_("This form stood open for more than half an hour. Nothing was sent. Press the button again."))
    return once


def read_typed_code(sent: QueryDict) -> Code:
    """Return the code that was typed; refuse what cannot be one."""
    code = read_code(sent.get("code", ""))
    if code is None:
        raise Refusal(_("This is no whole code. A code has twelve letters and digits; compare each with your paper."))
    return code
