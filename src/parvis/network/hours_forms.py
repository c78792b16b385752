"""What staff type about desks, weeks, and days that are otherwise."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from parvis.core.domain.differing import Data
from parvis.core.refusal import Refusal
from parvis.core.said import say
from parvis.network.content_forms import PartForm, day_field
from parvis.network.domain.house_parts import (
    DaysKey,
    WeekKey,
    desk_key,
    desk_order,
    times_of,
    week_of,
    with_days,
    with_desk,
    with_week,
)
from parvis.network.domain.saying import say_weekday
from parvis.network.domain.typed_hours import Times, read_times
from parvis.network.enums import Tone

DRAWINGS = (
    "compass", "talk", "people", "search", "book", "pen", "change", "rocket", "globe", "key", "scales", "star", "hands",
    "question", "language", "path",
)  # fmt: skip
#: Stands for the first day of a week that is not there yet.
NEW = "new"
HOURS = _("For example 9:00-12:30, 14:00-18:00; empty when closed")


def desk_choices(data: Data) -> list[tuple[str, Any]]:
    """Return the house and its desks to choose from."""
    language = get_language() or "en"
    desks = data["desks"]
    return [
        ("", _("the whole house")),
        *((key, say(desks[key]["question"], language).text) for key in desk_order(data)),
    ]


def _read(form: forms.Form, name: str, typed: dict[str, Any]) -> tuple[Times, ...]:
    try:
        return read_times(typed.get(name, ""))
    except Refusal as refusal:
        form.add_error(name, str(refusal))
        return ()


class DeskForm(PartForm):
    """A desk: its question in visitors' words."""

    plain = ("tone", "pictogram")
    texts = ("question", "hint", "words")
    spoken = True
    tone = forms.ChoiceField(choices=Tone.choices)
    pictogram = forms.ChoiceField(choices=[(name, name) for name in DRAWINGS], required=False)
    field_order = ("question", "hint", "words", "languages", "also")

    def __init__(self, *args: Any, key: str, **kwargs: Any) -> None:
        self.key = key
        super().__init__(*args, **kwargs)
        self.order_fields(self.field_order)
        now, field = self.holder(self.now).get("pictogram"), self.fields["pictogram"]
        if now and now not in DRAWINGS and isinstance(field, forms.ChoiceField):
            field.choices = [(now, now), *((name, name) for name in DRAWINGS)]

    def holder(self, data: Data) -> Mapping[str, Any]:
        """Return the desk."""
        found: Mapping[str, Any] = data["desks"].get(self.key, {})
        return found

    def path(self, name: str) -> tuple[str, ...]:
        """Return where a text of the desk stands."""
        return ("desks", self.key, name)

    def clean(self) -> dict[str, Any]:
        """Refuse a desk without a question."""
        typed = super().clean() or {}
        others = set(self.holder(self.now).get("question", {})) - {self.own}
        if not typed.get("question") and not others:
            self.add_error("question", _("Write the question in one language at least."))
        return typed

    def change(self, data: Data) -> Data:
        """Return ``data`` with the desk; a new one gets a key after its question."""
        self.key = self.key or desk_key(data, self.cleaned_data["question"])
        return super().change(data)

    def with_plain(self, data: Data, values: dict[str, Any]) -> Data:
        """Return ``data`` with the desk's plain values."""
        return with_desk(data, self.key, values | self.said_languages())


class WeekForm(PartForm):
    """A week of the house or of a desk, a line a day."""

    desk = forms.ChoiceField(label=_("Whose hours"), required=False)
    since = day_field(label=_("Only from this day on"))
    until = day_field(label=_("Only until this day"))

    def __init__(self, *args: Any, key: WeekKey, first: int, **kwargs: Any) -> None:
        self.key = key
        super().__init__(*args, **kwargs)
        field = self.fields["desk"]
        if isinstance(field, forms.ChoiceField):
            field.choices = desk_choices(self.now)
        language = get_language() or "en"
        for number in range(7):
            day = (first - 1 + number) % 7 + 1
            self.fields[f"day_{day}"] = forms.CharField(
                label=say_weekday(day, language),
                max_length=200,
                required=False,
                widget=forms.TextInput(attrs={"dir": "auto"}),
            )

    def read(self, data: Data) -> dict[str, Any]:
        """Return the week as it is typed."""
        shown: dict[str, Any] = {f"day_{day}": times for day, times in week_of(data, self.key).items()}
        return shown | {"desk": self.key.desk, "since": self.key.since.replace(NEW, ""), "until": self.key.until}

    def clean(self) -> dict[str, Any]:
        """Read every day's hours; say of each what is not understood."""
        typed = super().clean() or {}
        self.week = {day: _read(self, f"day_{day}", typed) for day in range(1, 8)}
        return typed

    def change(self, data: Data) -> Data:
        """Return ``data`` with this week."""
        dates = (self.cleaned_data[name].isoformat() if self.cleaned_data[name] else "" for name in ("since", "until"))
        return with_week(data, self.key, WeekKey(self.cleaned_data["desk"], *dates), self.week)


class DaysForm(PartForm):
    """Days that are otherwise."""

    desk = forms.ChoiceField(label=_("Whose hours"), required=False)
    since = day_field(label=_("First day"))
    until = day_field(label=_("Last day, when it is more than one"))
    hours = forms.CharField(label=_("Opening hours on these days"), help_text=HOURS, max_length=200, required=False)
    texts = ("reason",)

    def __init__(self, *args: Any, key: DaysKey, **kwargs: Any) -> None:
        self.key = key
        super().__init__(*args, **kwargs)
        self.fields["since"].required = True
        field = self.fields["desk"]
        if isinstance(field, forms.ChoiceField):
            field.choices = desk_choices(self.now)

    def path(self, name: str) -> tuple[str, ...]:
        """Return where the reason stands."""
        return ("exceptions", f"{self.key.since}_{self.key.until}_{self.key.desk}", name)

    def read(self, data: Data) -> dict[str, Any]:
        """Return the days as they are typed."""
        rows = [row for row in data["exceptions"] if self.key.holds(row)]
        shown = {"desk": self.key.desk, "since": self.key.since, "until": self.key.until, "hours": times_of(rows)}
        return shown | {"reason": (rows[0]["reason"] if rows else {}).get(self.own, "")}

    def clean(self) -> dict[str, Any]:
        """Read the hours."""
        typed = super().clean() or {}
        self.times = _read(self, "hours", typed)
        return typed

    def change(self, data: Data) -> Data:
        """Return ``data`` with these days; the reason keeps its other languages."""
        typed = self.cleaned_data
        since = typed["since"].isoformat()
        until = typed["until"].isoformat() if typed["until"] else since
        before: Mapping[str, str] = next((row["reason"] for row in data["exceptions"] if self.key.holds(row)), {})
        reason = {code: text for code, text in {**before, self.own: typed["reason"]}.items() if text}
        return with_days(data, self.key, DaysKey(typed["desk"], since, until), self.times, reason)
