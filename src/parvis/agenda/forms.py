"""What a programme team types: a calendar to follow."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from parvis.agenda.models import Kind
from parvis.core.said import say


class CalendarForm(forms.Form):
    """A calendar on the web."""

    address = forms.CharField(label=_("Address of the calendar, beginning with https:// or webcal://"), max_length=500)
    name = forms.CharField(label=_("A short name for it"), max_length=60)
    kind = forms.ChoiceField(label=_("What its events are"))

    def __init__(self, *args: Any, kinds: QuerySet[Kind], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["kind"]
        if isinstance(field, forms.ChoiceField):
            field.choices = [(kind.key, say(kind.name, get_language() or "en").text) for kind in kinds]
