"""What visitors type here, read with clear sentences; nothing of it is written down before an act asks for it."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from parvis.core.codes import normalise_code
from parvis.core.domain.once import FIELD, Once, read_once
from parvis.core.domain.return_codes import Code, read_code
from parvis.core.refusal import Refusal
from parvis.seats.domain.planning import Planned
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

    @classmethod
    def opened(cls, asked: QueryDict) -> Typed:
        """Return an empty form, with the date that its address names, for a group where it says so."""
        return cls(normalise_code(asked.get("session", "")[:20]), is_group="group" in asked)

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


def read_moment(sent: QueryDict) -> tuple[str, str]:
    """Return the moment that came with a form, and the number that was found for it; both empty in calm times."""
    return sent.get("moment", "")[:200], sent.get("work", "")[:40]


def read_typed_code(sent: QueryDict) -> Code:
    """Return the code that was typed; refuse what cannot be one."""
    code = read_code(sent.get("code", ""))
    if code is None:
        raise Refusal(_("This is no whole code. A code has twelve letters and digits; compare each with your paper."))
    return code


def read_chosen(sent: QueryDict) -> list[int]:
    """Return the numbers ticked on the page of contacts; what is no number was not ticked there."""
    return [int(text) for text in sent.getlist("told")[:100] if text.isascii() and text.isdecimal() and len(text) < 19]


def _refuse_far(moment: datetime.datetime) -> None:
    if not 2000 < moment.year < 2200:
        raise forms.ValidationError(_("This day is too far away."))


def _clock() -> forms.DateTimeInput:
    return forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")


class PlanForm(forms.Form):
    """How many seats a session has, and how they may be taken; times are on the house's clock."""

    seats = forms.IntegerField(label=gettext_lazy("Seats"), min_value=1, max_value=20_000)
    walk_in_share = forms.IntegerField(
        label=gettext_lazy("Kept for people who just come, in percent"), min_value=0, max_value=100, initial=0
    )
    opens = forms.DateTimeField(
        label=gettext_lazy("Seats can be taken from"),
        help_text=gettext_lazy("Empty: at once."),
        widget=_clock(),
        validators=[_refuse_far],
        required=False,
    )
    closes = forms.DateTimeField(
        label=gettext_lazy("Seats can be taken until"),
        help_text=gettext_lazy("Empty: until the date begins."),
        widget=_clock(),
        validators=[_refuse_far],
        required=False,
    )
    confirm_hours = forms.IntegerField(
        label=gettext_lazy("Hours to say yes when seats come free"), min_value=1, max_value=168, initial=24
    )
    has_line = forms.BooleanField(
        label=gettext_lazy("People may wait when the seats are gone"), required=False, initial=True
    )
    takes_groups = forms.BooleanField(
        label=gettext_lazy("School classes and groups may come"), required=False, initial=True
    )

    def planned(self) -> Planned:
        """Return what was typed, once it is valid."""
        return Planned(**self.cleaned_data)
