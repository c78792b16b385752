"""What somebody types to see the figures of a time of their own."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

_DAY = {"type": "date"}
_YEARS = 10


class PeriodForm(forms.Form):
    """From which day to which."""

    first = forms.DateField(label=_("From"), widget=forms.DateInput(attrs=_DAY, format="%Y-%m-%d"))
    last = forms.DateField(label=_("To"), widget=forms.DateInput(attrs=_DAY, format="%Y-%m-%d"))

    def clean(self) -> dict[str, Any]:
        """Want days in order, in years there are programmes of, and not too many."""
        typed = super().clean() or {}
        first, last = typed.get("first"), typed.get("last")
        if not (first and last):
            return typed
        if not (first <= last and first.year >= 2000 and last.year <= 2200):
            self.add_error(None, _("The first day comes before the last one. Change one of them."))
        elif last.year - first.year > _YEARS:
            self.add_error(None, _("Ten years are the most. Choose days that are nearer to each other."))
        return typed
