"""What a programme team types to see whether its programme is balanced: a time, and the shares it expects."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.forms import BoundField
from django.utils.translation import gettext_lazy as _

from parvis.agenda.domain.balance import Part, Table

_DAY = {"type": "date"}


class TimeSpanForm(forms.Form):
    """From which day to which."""

    first = forms.DateField(label=_("From"), widget=forms.DateInput(attrs=_DAY, format="%Y-%m-%d"))
    last = forms.DateField(label=_("To"), widget=forms.DateInput(attrs=_DAY, format="%Y-%m-%d"))

    def clean(self) -> dict[str, Any]:
        """Want days in order, in years there are programmes of."""
        typed = super().clean() or {}
        first, last = typed.get("first"), typed.get("last")
        if first and last and not (first <= last and first.year >= 2000 and last.year <= 2200):
            self.add_error(None, _("The first day comes before the last one. Change one of them."))
        return typed


class SharesForm(forms.Form):
    """The share expected of each part, in percent; blank is not judged."""

    def __init__(self, *args: Any, tables: Iterable[Table], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.tables = list(tables)
        for part in self._parts():
            self.fields[part.name] = forms.IntegerField(
                label=_("Expected of %(what)s, percent") % {"what": part.words},
                min_value=0,
                max_value=100,
                required=False,
                initial=part.expected,
            )

    def _parts(self) -> Iterable[Part]:
        return (part for table in self.tables for part in table.parts)

    def rows(self) -> list[tuple[Table, list[tuple[Part, BoundField]]]]:
        """Return each table with the field of each of its parts."""
        return [(table, [(part, self[part.name]) for part in table.parts]) for table in self.tables]

    def wanted(self) -> dict[tuple[str, str], int | None]:
        """Return what was typed."""
        return {(part.dimension, part.key): self.cleaned_data[part.name] for part in self._parts()}
