"""Forms with texts in several languages side by side: those that a house speaks first, and what is missing said."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, ClassVar, Protocol

from django import forms
from django.forms import BoundField

from parvis.core.languages import INTERFACE_LANGUAGES, own_name


class Speaks(Protocol):
    """Who speaks languages (BCP 47): a house."""

    languages: Any
    name_language: Any


@dataclass(frozen=True)
class InLanguage:
    """The fields of one language; ``is_missing`` when nothing is written in it yet."""

    code: str
    name: str
    is_missing: bool
    is_wanted: bool
    fields: tuple[BoundField, ...]


class TextsForm(forms.Form):
    """A form with texts in languages side by side: those of the house first.

    ``words`` are the texts; ``said_as`` has for each its label and how long it may be; those of ``long`` have several lines.
    """

    words: tuple[str, ...] = ("name",)
    long: tuple[str, ...] = ("body",)
    said_as: ClassVar[Mapping[str, tuple[Any, int]]] = {}

    def __init__(self, *args: Any, house: Speaks, also: Iterable[str] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.wanted = list(dict.fromkeys([*house.languages, house.name_language]))
        self.written_in = list(dict.fromkeys([*self.wanted, *INTERFACE_LANGUAGES, *also]))
        for language in self.written_in:
            for name in self.words:
                self.fields[f"{name}_{language}"] = self._text_field(name, language)

    def _text_field(self, name: str, language: str) -> forms.CharField:
        words, longest = self.said_as[name]
        attrs = {"lang": language, "dir": "auto"}
        widget = forms.Textarea(attrs={**attrs, "rows": 5}) if name in self.long else forms.TextInput(attrs=attrs)
        return forms.CharField(label=words, max_length=longest, required=False, widget=widget)

    def said(self, name: str) -> dict[str, str]:
        """Return what was typed of ``name``, by language."""
        typed = {language: self.cleaned_data.get(f"{name}_{language}", "") for language in self.written_in}
        return {language: text for language, text in typed.items() if text}

    def in_languages(self) -> list[InLanguage]:
        """Return the fields of each language."""
        return [
            InLanguage(
                language,
                own_name(language),
                not self[f"{self.words[0]}_{language}"].value(),
                language in self.wanted,
                tuple(self[f"{name}_{language}"] for name in self.words),
            )
            for language in self.written_in
        ]

    def others(self) -> list[BoundField]:
        """Return the fields that belong to no language."""
        told = {f"{name}_{language}" for language in self.written_in for name in self.words}
        return [self[name] for name in self.fields if name not in told]
