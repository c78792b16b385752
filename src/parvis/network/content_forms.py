"""What staff type about their house: each form reads its part of a draft, and writes it back."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping
from typing import Any
from zoneinfo import available_timezones

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from parvis.core.domain.differing import Data
from parvis.core.domain.versions import Edit
from parvis.core.languages import INTERFACE_LANGUAGES, language_name, locale_of
from parvis.network.domain.content_words import plain_words
from parvis.network.domain.house_texts import LONGEST, field_words, is_machine, text_at, with_text
from parvis.network.domain.rows import LANGUAGE

DATE = {"type": "date"}


def country_choices(language: str) -> list[tuple[str, str]]:
    """Return countries by name in ``language`` (CLDR)."""
    names = {str(code): str(name) for code, name in locale_of(language).territories.items()}
    codes = (code for code in names if len(code) == 2 and code.isalpha() and code not in {"EU", "EZ", "UN", "ZZ"})
    return sorted(((code, names[code]) for code in codes), key=lambda each: each[1].casefold())


def day_field(**options: Any) -> forms.DateField:
    """Return a field for a day."""
    return forms.DateField(required=False, widget=forms.DateInput(attrs=DATE, format="%Y-%m-%d"), **options)


def text_field(field: str, language: str) -> forms.CharField:
    """Return the field of a text in ``language``."""
    attrs: dict[str, Any] = {"lang": language, "dir": "auto"}
    is_long = LONGEST[field] > 300
    widget = forms.Textarea(attrs={**attrs, "rows": 4}) if is_long else forms.TextInput(attrs=attrs)
    return forms.CharField(label=field_words(field), max_length=LONGEST[field], required=False, widget=widget)


class PartForm(forms.Form):
    """A form for a part of a house's draft. ``plain`` are fields it takes as they are, ``texts`` those in the house's language."""

    plain: tuple[str, ...] = ()
    texts: tuple[str, ...] = ()
    spoken = False

    def __init__(self, typed: Any = None, *, data_now: Data) -> None:
        self.own: str = data_now["name_language"]
        self.now = data_now
        super().__init__(typed, initial=self.read(data_now))
        words = plain_words()
        for name in self.plain:
            self.fields[name].label = words[name]
        for name in self.texts:
            self.fields[name] = text_field(name, self.own)
        if self.spoken:
            _add_languages(self, self.holder(data_now).get("languages", []))

    def holder(self, data: Data) -> Mapping[str, Any]:
        """Return what holds the fields: the house, or a desk of it."""
        return data

    def path(self, name: str) -> tuple[str, ...]:
        """Return where the text ``name`` stands."""
        return (name,)

    def read(self, data: Data) -> dict[str, Any]:
        """Return what the form shows of ``data``; two editors are told apart by it."""
        holder = self.holder(data)
        shown = {name: _shown(holder.get(name)) for name in self.plain}
        shown |= {name: text_at(data, self.path(name), self.own) for name in self.texts}
        return shown | ({"languages": list(holder.get("languages", []))} if self.spoken else {})

    def change(self, data: Data) -> Data:
        """Return ``data`` with what was typed."""
        changed = self.with_plain(data, {name: _plain(self.cleaned_data[name]) for name in self.plain})
        for name in self.texts:
            typed = self.cleaned_data[name]
            if typed != text_at(changed, self.path(name), self.own):
                changed = with_text(changed, self.path(name), self.own, typed)
        return changed

    def with_plain(self, data: Data, values: dict[str, Any]) -> Data:
        """Return ``data`` with plain values."""
        return {**data, **values, **self.said_languages()}

    def said_languages(self) -> dict[str, Any]:
        """Return the languages that were ticked and typed."""
        if not self.spoken:
            return {}
        return {"languages": list(dict.fromkeys([*self.cleaned_data["languages"], *self.cleaned_data["also"]]))}

    def clean_also(self) -> list[str]:
        """Read the codes of further languages."""
        codes = [code for code in self.cleaned_data["also"].replace(",", " ").split() if code]
        wrong = [code for code in codes if not LANGUAGE.fullmatch(code)]
        if wrong:
            raise forms.ValidationError(
                _("%(code)s is no code of a language such as pl or zh-Hant.") % {"code": wrong[0]}
            )
        return codes

    def edit(self) -> Edit:
        """Return the edit that this form makes."""
        return Edit(self.read, self.change)

    def theirs(self, seen: Mapping[str, Any]) -> list[tuple[str, str]]:
        """Return the label and words of each field that somebody else wrote otherwise."""
        return [
            (str(self.fields[name].label), ", ".join(map(str, value)) if isinstance(value, list) else str(value))
            for name, value in seen.items()
            if name in self.fields and _shown(_plain(self.cleaned_data.get(name))) != _shown(value)
        ]


def _shown(value: Any) -> Any:
    if isinstance(value, list):
        return ", ".join(map(str, value))
    return "" if value is None else value


def _plain(value: Any) -> Any:
    """Return a typed value as data keeps it."""
    return value.isoformat() if isinstance(value, datetime.date) else value


def _add_languages(form: forms.Form, spoken: Iterable[str]) -> None:
    shown_in = get_language() or "en"
    choices = [(code, language_name(code, shown_in)) for code in dict.fromkeys([*spoken, *INTERFACE_LANGUAGES])]
    form.fields["languages"] = forms.MultipleChoiceField(
        label=_("Languages spoken"), choices=choices, required=False, widget=forms.CheckboxSelectMultiple()
    )
    form.fields["also"] = forms.CharField(
        label=_("Further languages, as codes: pl, ro, tr"), required=False, max_length=100
    )


class AboutForm(PartForm):
    """Who the house is."""

    plain = ("name", "name_language", "other_names", "source", "source_url", "checked_on", "due_on", "is_sample")
    texts = ("about",)
    spoken = True
    name = forms.CharField(max_length=160)
    name_language = forms.ChoiceField()
    other_names = forms.CharField(max_length=500, required=False)
    source = forms.CharField(max_length=300, required=False)
    source_url = forms.URLField(max_length=300, required=False, assume_scheme="https")
    checked_on = day_field()
    due_on = day_field()
    is_sample = forms.BooleanField(required=False)
    field_order = ("name", "name_language", "about", "other_names", "languages", "also")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        shown_in = get_language() or "en"
        codes = dict.fromkeys([self.own, *INTERFACE_LANGUAGES])
        field = self.fields["name_language"]
        if isinstance(field, forms.ChoiceField):
            field.choices = [(code, language_name(code, shown_in)) for code in codes]
        self.order_fields(self.field_order)

    def clean_other_names(self) -> list[str]:
        """Read names with commas between."""
        return [name.strip() for name in self.cleaned_data["other_names"].split(",") if name.strip()]

    def clean(self) -> dict[str, Any]:
        """Check the order of the days."""
        typed = super().clean() or {}
        if typed.get("checked_on") and typed.get("due_on") and typed["due_on"] < typed["checked_on"]:
            self.add_error("due_on", _("The last day is before the first."))
        return typed


class PlaceForm(PartForm):
    """Where the house is, and how to reach it."""

    plain = (
        "address", "postcode", "town", "region", "country", "latitude", "longitude", "is_place_of_town", "time_zone",
        "closes_on_holidays", "holiday_subdivision", "phone", "email", "website",
    )  # fmt: skip
    texts = ("directions", "access")
    address = forms.CharField(max_length=200, required=False)
    postcode = forms.CharField(max_length=16, required=False)
    town = forms.CharField(max_length=120)
    region = forms.CharField(max_length=120, required=False)
    country = forms.ChoiceField()
    latitude = forms.FloatField(min_value=-90, max_value=90)
    longitude = forms.FloatField(min_value=-180, max_value=180)
    is_place_of_town = forms.BooleanField(required=False)
    time_zone = forms.CharField(max_length=40, help_text="Europe/Paris")
    closes_on_holidays = forms.TypedChoiceField(
        required=False,
        choices=[("", _("not known")), ("True", _("yes")), ("False", _("no"))],
        coerce=lambda value: value == "True",
        empty_value=None,
    )
    holiday_subdivision = forms.CharField(max_length=12, required=False)
    phone = forms.CharField(max_length=32, required=False)
    email = forms.EmailField(max_length=254, required=False)
    website = forms.URLField(max_length=200, required=False, assume_scheme="https")
    field_order = (
        "address",
        "postcode",
        "town",
        "region",
        "country",
        "directions",
        "access",
        "phone",
        "email",
        "website",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["country"]
        if isinstance(field, forms.ChoiceField):
            field.choices = country_choices(get_language() or "en")
        self.order_fields(self.field_order)

    def clean_time_zone(self) -> str:
        """Refuse what no clock knows."""
        return known_zone(self.cleaned_data["time_zone"])


def known_zone(typed: str) -> str:
    """Return a time zone of the IANA database, or say that it is none."""
    if typed not in available_timezones():
        raise forms.ValidationError(_("No time zone is called %(name)s. Write Europe/Paris.") % {"name": typed})
    return typed


class TranslateForm(forms.Form):
    """Every text of a draft in one language, beside the one it is translated from."""

    def __init__(self, typed: Any = None, *, units: list[Any], data_now: Data, language: str) -> None:
        self.units, self.language = units, language
        self.own: str = data_now["name_language"]
        super().__init__(typed, initial=self.read(data_now))
        for unit in units:
            self.fields[unit.name] = text_field(unit.field, language)
            self.fields[unit.name].label = unit.label(get_language() or "en")
            self.fields[f"machine/{unit.name}"] = forms.BooleanField(
                label=_("a machine’s draft, nobody has read it yet"), required=False
            )

    def read(self, data: Data) -> dict[str, Any]:
        """Return the texts in the language, and which of them are a machine's."""
        texts = {unit.name: text_at(data, unit.path, self.language) for unit in self.units}
        return texts | {f"machine/{unit.name}": is_machine(data, unit.path, self.language) for unit in self.units}

    def change(self, data: Data) -> Data:
        """Return ``data`` with what was typed."""
        for unit in self.units:
            typed, by_machine = self.cleaned_data[unit.name], self.cleaned_data[f"machine/{unit.name}"]
            data = with_text(data, unit.path, self.language, typed, is_machine=by_machine)
        return data

    def clean(self) -> dict[str, Any]:
        """Refuse to empty the only words of a desk's question."""
        typed = super().clean() or {}
        for unit in self.units:
            is_only = set(unit.texts) <= {self.language}
            if unit.field == "question" and is_only and not typed.get(unit.name):
                self.add_error(unit.name, _("Write the question in one language at least."))
        return typed

    def edit(self) -> Edit:
        """Return the edit that this form makes."""
        return Edit(self.read, self.change)

    def theirs(self, seen: Mapping[str, Any]) -> list[tuple[str, str]]:
        """Return the label and words of each text that somebody else wrote otherwise."""
        return [
            (str(self.fields[name].label), str(value))
            for name, value in seen.items()
            if isinstance(value, str) and self.cleaned_data.get(name, "") != value
        ]

    def pairs(self) -> list[tuple[Any, Any, Any, Any]]:
        """Return each text: what it is, what readers are shown now, its field, and its mark of a machine."""
        return [(unit, unit.shown(self.language), self[unit.name], self[f"machine/{unit.name}"]) for unit in self.units]


class NoteForm(forms.Form):
    """A sentence for whoever reads the draft."""

    note = forms.CharField(label=_("What is new, in one sentence for whoever reads it"), max_length=300, required=False)


class AnswerForm(forms.Form):
    """A sentence for whoever wrote the draft."""

    answer = forms.CharField(label=_("What should change, in one sentence"), max_length=300)
