"""The pattern of slots as a desk types it; times are on the house's clock."""

from __future__ import annotations

import datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import get_language, gettext_lazy, pgettext_lazy
from django.utils.translation import gettext as _

from parvis.appointments.domain.making import Pattern
from parvis.appointments.models import MOST_CHAIRS
from parvis.core.languages import INTERFACE_LANGUAGES, language_name
from parvis.core.said import say
from parvis.network.domain.saying import say_weekday
from parvis.network.models import Desk, House

HERE, ONLINE = "here", "online"
MOST_WEEKS = 12
LINK_LABEL = gettext_lazy("By video: the address of your house’s own room")


class PatternForm(forms.Form):
    """Slots of a day or of some days of a few weeks."""

    desk = forms.ChoiceField(label=gettext_lazy("Desk"))
    chair = forms.IntegerField(
        label=gettext_lazy("Chair"),
        help_text=gettext_lazy("Slots of one chair never overlap. Two people side by side are two chairs."),
        min_value=1,
        max_value=MOST_CHAIRS,
        initial=1,
    )
    way = forms.ChoiceField(
        label=gettext_lazy("How you meet"),
        choices=((HERE, gettext_lazy("at the house")), (ONLINE, gettext_lazy("by video"))),
    )
    link = forms.URLField(
        label=LINK_LABEL,
        help_text=gettext_lazy("Only whoever types the code of a slot sees it, from the day before."),
        max_length=300,
        required=False,
        assume_scheme="https",
    )
    languages = forms.MultipleChoiceField(label=gettext_lazy("Languages"), widget=forms.CheckboxSelectMultiple)
    first = forms.DateField(
        label=gettext_lazy("First day"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    weekdays = forms.MultipleChoiceField(
        label=gettext_lazy("Days of the week"),
        help_text=gettext_lazy("None: the first day alone."),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    weeks = forms.IntegerField(label=gettext_lazy("For how many weeks"), min_value=1, max_value=MOST_WEEKS, initial=1)
    begins = forms.TimeField(
        label=pgettext_lazy("time of a day", "From"), widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
    )
    ends = forms.TimeField(
        label=pgettext_lazy("time of a day", "Until"), widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
    )
    minutes = forms.IntegerField(label=gettext_lazy("Minutes a slot"), min_value=5, max_value=240, initial=30)
    pause = forms.IntegerField(label=gettext_lazy("Minutes of pause between"), min_value=0, max_value=120, initial=10)

    def __init__(self, house: House, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        language = get_language() or "en"
        self.desks = {desk.key: desk for desk in Desk.objects.filter(house=house).order_by("order", "key")}
        spoken = dict.fromkeys([*house.languages, *(code for desk in self.desks.values() for code in desk.languages)])
        spoken |= dict.fromkeys(INTERFACE_LANGUAGES)
        self._choose("desk", [(key, say(desk.question, language).text) for key, desk in self.desks.items()])
        self._choose("languages", [(code, language_name(code, language)) for code in spoken])
        self._choose("weekdays", [(str(day), say_weekday(day, language)) for day in range(1, 8)])

    def _choose(self, name: str, choices: list[tuple[str, str]]) -> None:
        field = self.fields[name]
        if isinstance(field, forms.ChoiceField):
            field.choices = choices

    def clean(self) -> dict[str, Any]:
        """Refuse a way by video without its address, and times in the wrong order."""
        told = super().clean() or {}
        if told.get("way") == ONLINE and not told.get("link") and "link" not in self.errors:
            self.add_error("link", ValidationError(_("Write the address of the video room.")))
        begins, ends = told.get("begins"), told.get("ends")
        if begins and ends and begins >= ends:
            self.add_error("ends", ValidationError(_("It ends before it begins. Change one of the two times.")))
        first = told.get("first")
        if first and not 2000 < first.year < 2200:
            self.add_error("first", ValidationError(_("This day is too far away.")))
        return told

    def pattern(self) -> Pattern:
        """Return what was typed, once it is valid."""
        told = self.cleaned_data
        return Pattern(
            self.desks[told["desk"]],
            told["chair"],
            tuple(told["languages"]),
            _days(told["first"], {int(day) for day in told["weekdays"]}, told["weeks"]),
            told["begins"],
            told["ends"],
            told["minutes"],
            told["pause"],
            told["link"] if told["way"] == ONLINE else "",
        )


def _days(first: datetime.date, weekdays: set[int], weeks: int) -> tuple[datetime.date, ...]:
    """Return the days from ``first`` on for ``weeks`` weeks that fall on ``weekdays``; the first day's own where none is chosen."""
    wanted = weekdays or {first.isoweekday()}
    days = (first + datetime.timedelta(days=ahead) for ahead in range(7 * weeks))
    return tuple(day for day in days if day.isoweekday() in wanted)
