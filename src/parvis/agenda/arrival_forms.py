"""What a programme team types to make an event of a notice: the event, and when it takes place."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django import forms
from django.forms import BoundField

from parvis.agenda.domain.repeats import times_of
from parvis.agenda.domain.teaming import Times
from parvis.agenda.forms import EventForm, TimeForm

#: Rows for sessions; those left empty plan nothing.
ROWS = 4
_COLUMNS = ("day", "begins", "ends")


class NoticeForm(EventForm):
    """An event with its first sessions."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for number in range(ROWS):
            for column in _COLUMNS:
                field = TimeForm.base_fields[column]
                assert isinstance(field, forms.DateField | forms.TimeField)
                self.fields[f"{column}_{number}"] = type(field)(label=field.label, widget=field.widget, required=False)

    def sessions(self) -> list[tuple[BoundField, ...]]:
        """Return the fields of each session."""
        return [tuple(self[f"{column}_{number}"] for column in _COLUMNS) for number in range(ROWS)]

    def others(self) -> list[BoundField]:
        """Return the fields of the event that belong to no language."""
        told = {field.name for row in self.sessions() for field in row}
        return [field for field in super().others() if field.name not in told]

    def clean(self) -> dict[str, Any]:
        """Want a session whole, or none of it."""
        typed = super().clean()
        for number in range(ROWS):
            names = [f"{column}_{number}" for column in _COLUMNS]
            missing = [name for name in names if not typed.get(name) and name not in self.errors]
            if len(missing) < len(names):
                for name in missing:
                    self.add_error(name, self.fields[name].error_messages["required"])
        return typed

    def times(self) -> Iterator[Times]:
        """Return the sessions that were typed; refuse an end before its beginning."""
        typed = self.cleaned_data
        for number in range(ROWS):
            if day := typed[f"day_{number}"]:
                yield times_of(self.house, day, (typed[f"begins_{number}"], typed[f"ends_{number}"]))
