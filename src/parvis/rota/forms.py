"""What managers and partners type about shifts, dates and hours."""

from __future__ import annotations

import datetime
from typing import Any, cast

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from parvis.core.languages import INTERFACE_LANGUAGES, language_name
from parvis.core.refusal import Refusal
from parvis.core.said import say
from parvis.network.domain.rows import LANGUAGE
from parvis.network.domain.saying import say_weekday
from parvis.network.domain.typed_hours import Times, read_times, write_times
from parvis.network.models import House, Partner
from parvis.rota.domain.shifting import Otherwise, Wanted, on_weekdays
from parvis.rota.enums import EVERY
from parvis.rota.models import Shift, ShiftException
from parvis.rota.rules import MOST_PEOPLE

_HOURS_HELP = _("For example 9:00-12:30")


def _day(label: Any, *, required: bool = True, help_text: Any = "") -> forms.DateField:
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(label=label, required=required, help_text=help_text, widget=widget)


def _choose(form: forms.Form, name: str, choices: list[tuple[str, Any]]) -> None:
    cast("forms.ChoiceField", form.fields[name]).choices = choices


def spoken_choices(*spoken: list[str]) -> list[tuple[str, str]]:
    """Return languages to tick: those that are spoken, then those of the interface."""
    codes = dict.fromkeys([*(code for each in spoken for code in each), *INTERFACE_LANGUAGES])
    return [(code, language_name(code, get_language() or "en")) for code in codes]


class SpokenForm(forms.Form):
    """A form with the languages that are spoken: ticked, and further ones as codes."""

    languages = forms.MultipleChoiceField(
        label=_("Languages spoken"), required=False, widget=forms.CheckboxSelectMultiple()
    )
    also = forms.CharField(label=_("Further languages, as codes: pl, ro, tr"), required=False, max_length=100)

    def clean_also(self) -> list[str]:
        """Read the codes of further languages."""
        codes = [code for code in self.cleaned_data["also"].replace(",", " ").split() if code]
        wrong = [code for code in codes if not LANGUAGE.fullmatch(code)]
        if wrong:
            raise forms.ValidationError(
                _("%(code)s is no code of a language such as pl or zh-Hant.") % {"code": wrong[0]}
            )
        return codes

    def spoken(self) -> list[str]:
        """Return the languages that were ticked and typed."""
        return list(dict.fromkeys([*self.cleaned_data["languages"], *self.cleaned_data["also"]]))


def _one_time(typed: str) -> Times:
    """Read one pair of times; raise ValidationError naming what is not understood."""
    try:
        times = read_times(typed)
    except Refusal as refusal:
        raise forms.ValidationError(str(refusal)) from refusal
    if len(times) != 1:
        raise forms.ValidationError(_("Write from when to when, once: 9:00-12:30."))
    return times[0]


class ShiftForm(SpokenForm):
    """A shift; on adding, several times of a day and several weekdays make a shift each."""

    desk = forms.ChoiceField(label=_("Desk"))
    partner = forms.ChoiceField(label=_("Partner"), required=False)
    times = forms.CharField(label=_("From when to when"), max_length=100, widget=forms.TextInput(attrs={"dir": "auto"}))
    people = forms.IntegerField(label=_("How many people sit"), min_value=1, max_value=MOST_PEOPLE, initial=1)
    first_day = _day(_("First day"))
    every_weeks = forms.TypedChoiceField(label=_("How often"), choices=EVERY, coerce=int, initial=1)
    weekdays = forms.MultipleChoiceField(
        label=_("On these days of the week; none: on that of the first day"),
        required=False,
        widget=forms.CheckboxSelectMultiple(),
    )
    last_day = _day(_("Last day"), required=False, help_text=_("Empty: without end"))
    field_order = ("desk", "partner", "times", "languages", "also", "people", "first_day", "every_weeks", "weekdays")

    def __init__(self, *args: Any, house: House, is_new: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        language = get_language() or "en"
        self.is_new = is_new
        self.desks = {desk.key: desk for desk in house.desks.order_by("order", "key")}
        self.partners = {each.slug: each for each in Partner.objects.filter(partnerships__house=house).order_by("slug")}
        _choose(self, "desk", [(key, say(desk.question, language).text) for key, desk in self.desks.items()])
        own = ("", _("the house’s own people"))
        _choose(self, "partner", [own, *((key, say(one.name, language).text) for key, one in self.partners.items())])
        _choose(self, "languages", list(spoken_choices(house.languages, list(self.initial.get("languages", [])))))
        if is_new:
            _choose(self, "weekdays", [(str(day), say_weekday(day, language)) for day in range(1, 8)])
        else:
            del self.fields["weekdays"]
            self.fields["first_day"].label = _("From this day on")
            self.fields["first_day"].help_text = _("The dates before it stay as they were.")

    def clean_times(self) -> tuple[Times, ...]:
        """Read the times; several only when shifts are added."""
        try:
            times = read_times(self.cleaned_data["times"])
        except Refusal as refusal:
            raise forms.ValidationError(str(refusal)) from refusal
        if not times or (len(times) > 1 and not self.is_new):
            raise forms.ValidationError(_("Write from when to when, once: 9:00-12:30."))
        return times

    def wanted(self) -> list[Wanted]:
        """Return the shifts that were typed, once the form is valid."""
        typed = self.cleaned_data
        weekdays = [int(day) for day in typed.get("weekdays", [])] if typed["every_weeks"] else []
        return [
            each
            for begins, ends in typed["times"]
            for each in on_weekdays(
                Wanted(
                    desk=self.desks[typed["desk"]],
                    partner=self.partners.get(typed["partner"]),
                    begins=begins,
                    ends=ends,
                    first_day=typed["first_day"],
                    languages=tuple(self.spoken()),
                    people=typed["people"],
                    every_weeks=typed["every_weeks"],
                    last_day=typed["last_day"],
                ),
                weekdays,
            )
        ]


def shift_typed(shift: Shift, since: datetime.date) -> dict[str, Any]:
    """Return what the form shows of ``shift`` to be changed from ``since`` on."""
    return {
        "desk": shift.desk.key,
        "partner": shift.partner.slug if shift.partner else "",
        "times": write_times([(shift.begins, shift.ends)]),
        "languages": shift.languages,
        "people": shift.people,
        "first_day": since,
        "every_weeks": shift.every_weeks,
        "last_day": shift.last_day if shift.every_weeks else None,
    }


class DateForm(forms.Form):
    """One date of a shift: as planned, nobody comes, or at other times."""

    AS_PLANNED, AWAY, MOVED = "planned", "away", "moved"
    how = forms.ChoiceField(
        label=_("On this date"),
        choices=((AS_PLANNED, _("as planned")), (AWAY, _("nobody comes")), (MOVED, _("at other times"))),
        widget=forms.RadioSelect(),
        initial=AS_PLANNED,
    )
    times = forms.CharField(label=_("Other times"), help_text=_HOURS_HELP, max_length=60, required=False)
    reason = forms.CharField(
        label=_("Why, for colleagues; never whose illness or holiday it is"), max_length=160, required=False
    )

    def clean(self) -> dict[str, Any]:
        """Read the other times where they are wanted."""
        typed = super().clean() or {}
        self.read: Times | None = None
        if typed.get("how") == self.MOVED:
            try:
                self.read = _one_time(typed.get("times", ""))
            except forms.ValidationError as error:
                self.add_error("times", error)
        return typed

    def otherwise(self) -> Otherwise | None:
        """Return what was typed; None: as planned."""
        if self.cleaned_data["how"] == self.AS_PLANNED:
            return None
        return Otherwise(self.read, self.cleaned_data["reason"])


def date_typed(exception: ShiftException | None) -> dict[str, Any]:
    """Return what the form shows of a date."""
    if exception is None:
        return {}
    times = (exception.begins, exception.ends)
    is_moved = times[0] is not None and times[1] is not None
    return {
        "how": DateForm.MOVED if is_moved else DateForm.AWAY,
        "times": write_times([cast("Times", times)]) if is_moved else "",
        "reason": exception.reason,
    }


class EndForm(forms.Form):
    """From which day on a shift is no more."""

    since = _day(_("From this day on"))


class OfferForm(forms.Form):
    """To whom a date is offered."""

    to = forms.ChoiceField(label=_("Offer it to"), required=False)

    def __init__(self, *args: Any, partners: list[Partner], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        language = get_language() or "en"
        self.partners = {each.slug: each for each in partners}
        named = [(key, say(each.name, language).text) for key, each in self.partners.items()]
        _choose(self, "to", [("", _("every partner of the house")), *named])

    def partner(self) -> Partner | None:
        """Return the partner that was chosen; None: everybody."""
        return self.partners.get(self.cleaned_data["to"])


class TakeForm(SpokenForm):
    """Who takes a date, speaking what; a partner's own page knows who."""

    partner = forms.ChoiceField(label=_("Partner"))
    field_order = ("partner", "languages", "also")

    def __init__(self, *args: Any, partners: list[Partner], spoken: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        language = get_language() or "en"
        self.partners = {each.slug: each for each in partners}
        _choose(self, "partner", [(key, say(each.name, language).text) for key, each in self.partners.items()])
        if len(partners) == 1:
            self.fields["partner"].widget = forms.HiddenInput()
            self.fields["partner"].initial = partners[0].slug
        _choose(self, "languages", list(spoken_choices(spoken)))


class CopyForm(forms.Form):
    """To which week a week is copied."""

    to = _day(_("Copy this week to the week of"))


class SecondingForm(forms.Form):
    """What a partner's convention gives."""

    people = forms.IntegerField(
        label=_("How many people it can send at once"), min_value=1, max_value=200, required=False
    )
    hours = forms.IntegerField(
        label=_("Hours a month by its convention"), min_value=0, max_value=20_000, required=False
    )


def read_day(typed: str) -> datetime.date | None:
    """Return the day that an address names, None when it names none between 2000 and 2200."""
    try:
        day = datetime.date.fromisoformat(typed)
    except ValueError:
        return None
    return day if 2000 <= day.year <= 2200 else None
