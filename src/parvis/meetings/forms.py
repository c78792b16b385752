"""What the programme team and partners type about meeting days, tables and offers."""

from __future__ import annotations

import datetime
import re
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from parvis.core.domain.pictures import MOST_BYTES
from parvis.meetings.domain.days import Wanted
from parvis.meetings.models import MeetingDay
from parvis.meetings.rules import (
    MOST_MEETINGS,
    MOST_SLOTS,
)

_BREAK = re.compile(r"(\d{1,2})\s*:\s*(\d{1,3})")
_MOST_ZONES = 30


def _clock() -> forms.DateTimeInput:
    return forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")


def _refuse_far(moment: datetime.datetime) -> None:
    if not 2000 < moment.year < 2200:
        raise forms.ValidationError(_("This day is too far away."))


class DayForm(forms.Form):
    """The slots of a meeting day, and how people join it; times are on the house's clock."""

    slot_count = forms.IntegerField(label=gettext_lazy("How many slots"), min_value=1, max_value=MOST_SLOTS, initial=12)
    slot_minutes = forms.IntegerField(label=gettext_lazy("Minutes of a slot"), min_value=3, max_value=120, initial=10)
    pause_minutes = forms.IntegerField(
        label=gettext_lazy("Minutes between two slots, to change tables"), min_value=0, max_value=60, initial=2
    )
    breaks = forms.CharField(
        label=gettext_lazy("Breaks for everybody"),
        help_text=gettext_lazy("After which slot, how many minutes. For example 6:20, 10:15"),
        max_length=200,
        required=False,
    )
    zones = forms.CharField(
        label=gettext_lazy("Places where people can say they could work"),
        help_text=gettext_lazy("One a line, coarse: a part of the country, never an address. Empty: nobody is asked."),
        widget=forms.Textarea(attrs={"rows": 4, "dir": "auto"}),
        max_length=2000,
        required=False,
    )
    joins_open = forms.DateTimeField(
        label=gettext_lazy("People can join from"), help_text=gettext_lazy("Empty: at once."),
        widget=_clock(), validators=[_refuse_far], required=False,
    )  # fmt: skip
    joins_close = forms.DateTimeField(
        label=gettext_lazy("People can join until"), help_text=gettext_lazy("Empty: until the day begins."),
        widget=_clock(), validators=[_refuse_far], required=False,
    )  # fmt: skip
    walk_ins = forms.BooleanField(
        label=gettext_lazy("People may join on the day, at the reception"), required=False, initial=True
    )
    most = forms.IntegerField(
        label=gettext_lazy("Meetings for who says no number"), min_value=1, max_value=MOST_MEETINGS, initial=4
    )
    cap = forms.IntegerField(
        label=gettext_lazy("Meetings that anybody may ask for"), min_value=1, max_value=MOST_MEETINGS, initial=6
    )
    release_before = forms.IntegerField(
        label=gettext_lazy("Held places are free for all so many slots before"),
        min_value=0, max_value=MOST_SLOTS, initial=1,
    )  # fmt: skip

    def clean_breaks(self) -> tuple[tuple[int, int], ...]:
        """Read breaks as (slot from 0, minutes)."""
        found = []
        for typed in filter(None, (each.strip() for each in self.cleaned_data["breaks"].split(","))):
            match = _BREAK.fullmatch(typed)
            if match is None or int(match[1]) < 1 or not 1 <= int(match[2]) <= 300:
                raise forms.ValidationError(_("Write breaks as 6:20 — after slot 6, 20 minutes."))
            found.append((int(match[1]) - 1, int(match[2])))
        return tuple(dict(found).items())

    def clean_zones(self) -> tuple[str, ...]:
        """Read one place a line."""
        lines = [" ".join(line.split()) for line in self.cleaned_data["zones"].splitlines()]
        zones = tuple(dict.fromkeys(filter(None, lines)))
        if len(zones) > _MOST_ZONES or any(len(zone) > 60 or "," in zone or ";" in zone for zone in zones):
            raise forms.ValidationError(
                _("At most %(most)d places, each of at most 60 characters, without commas.") % {"most": _MOST_ZONES}
            )
        return zones

    def wanted(self) -> Wanted:
        """Return what was typed, once it is valid."""
        return Wanted(**self.cleaned_data)


def day_typed(day: MeetingDay) -> dict[str, Any]:
    """Return what the form shows of ``day``."""
    plain = {name: getattr(day, name) for name in DayForm.base_fields}
    return plain | {
        "breaks": ", ".join(f"{slot + 1}:{minutes}" for slot, minutes in day.breaks),
        "zones": "\n".join(day.zones),
    }


class SentForm(forms.Form):
    """A file of tables or seekers."""

    what = forms.ChoiceField(
        label=gettext_lazy("What it holds"),
        choices=(("tables", gettext_lazy("tables and offers")), ("seekers", gettext_lazy("seekers, from paper slips"))),
        widget=forms.RadioSelect(),
        initial="tables",
    )
    file = forms.FileField(label=gettext_lazy("CSV or XLSX"), widget=forms.FileInput(attrs={"accept": ".csv,.xlsx"}))

    def clean_file(self) -> UploadedFile[Any]:
        """Say that a file is too heavy."""
        sent: UploadedFile[Any] = self.cleaned_data["file"]
        if (sent.size or 0) > MOST_BYTES:
            raise forms.ValidationError(_("The file weighs more than %(most)s MB.") % {"most": MOST_BYTES >> 20})
        return sent
