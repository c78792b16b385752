"""What a page of marks sends, by its form or by its script, read with clear sentences; what was pressed can be shown again."""

from __future__ import annotations

import datetime
import re
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, TypeVar

from django import forms
from django.db.models import TextChoices
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from parvis.core.refusal import Refusal
from parvis.marks.domain.noting import Note
from parvis.marks.domain.offering import Choice, Offer
from parvis.marks.domain.setup import Wanted, setup_of, themes_of
from parvis.marks.enums import Age, Band, Half, Mode, Status, Theme
from parvis.marks.rules import MOST_THEMES, half_of
from parvis.network.models import House

_NAME = re.compile(r"[A-Za-z0-9_-]{16,43}")
_LONGEST = 60
Code = TypeVar("Code", bound=TextChoices)


def draw_name() -> str:
    """Return a name for one note."""
    return secrets.token_urlsafe(16)


@dataclass(frozen=True)
class Pressed:
    """What was pressed, as it came; shown again as it was."""

    name: str = ""
    when: str = ""
    desk: str = ""
    themes: tuple[str, ...] = ()
    language: str = ""
    mode: str = ""
    band: str = ""
    age: str = ""
    status: str = ""

    @classmethod
    def of_form(cls, sent: QueryDict) -> Pressed:
        """Read the page's form, or the choices that its address begins with."""
        said = {name: sent.get(name, "")[:_LONGEST] for name in cls._single()}
        return cls(themes=tuple(each[:_LONGEST] for each in sent.getlist("themes")[: len(Theme)]), **said)

    @classmethod
    def of_json(cls, told: Mapping[str, Any]) -> Pressed:
        """Read a note of the page's script; what is no text is empty."""
        said = {name: _whole(str(told.get(name) or ""))[:_LONGEST] for name in cls._single()}
        themes = told.get("themes")
        return cls(themes=tuple(map(str, themes[: len(Theme)])) if isinstance(themes, list) else (), **said)

    @classmethod
    def _single(cls) -> list[str]:
        return [name for name in cls.__dataclass_fields__ if name != "themes"]


def _whole(told: str) -> str:
    """Return ``told`` with a question mark for half a character, which JSON can say and which has no bytes."""
    return told.encode("utf-8", "replace").decode()


def read_note(pressed: Pressed, offer: Offer, local: datetime.datetime) -> Note:
    """Return the note of what was pressed at the moment ``local`` of the house; refuse with a sentence what is no mark there now.

    Age and status are read only where the house asks for them.
    """
    note = read_pressed(pressed, local)
    if not set(note.themes) <= set(themes_of(offer.setup)):
        raise Refusal(_("This page is too old. Open it anew. Nothing was noted."))
    if not offer.has_desk(note.desk):
        raise Refusal(_("Press the desk. Nothing was noted."))
    if not offer.has_language(note.language):
        raise Refusal(_("Press the language. Nothing was noted."))
    age, status = note.age if offer.setup.asks_age else None, note.status if offer.setup.asks_status else None
    return replace(note, age=age, status=status)


def read_pressed(pressed: Pressed, local: datetime.datetime) -> Note:
    """Return what was pressed, be it offered now or not: a note that is taken back may say what the house asks no more."""
    themes = tuple(theme for theme in Theme if theme in pressed.themes)
    if not _NAME.fullmatch(pressed.name):
        raise Refusal(_("This page is too old. Open it anew. Nothing was noted."))
    if not themes or len(themes) > MOST_THEMES:
        raise Refusal(_("Press one to three themes. Nothing was noted."))
    mode, band = _code(Mode, pressed.mode), _code(Band, pressed.band)
    if mode is None:
        raise Refusal(_("Press how you talked. Nothing was noted."))
    if band is None:
        raise Refusal(_("Press how long it took. Nothing was noted."))
    day, half = _read_when(pressed.when, local)
    return Note(
        name=pressed.name,
        day=day,
        half=half,
        desk=pressed.desk,
        themes=themes,
        language=pressed.language,
        mode=mode,
        band=band,
        age=_code(Age, pressed.age),
        status=_code(Status, pressed.status),
    )


def _code(codes: type[Code], sent: str) -> Code | None:
    return codes(sent) if sent in codes.values else None


def _read_when(sent: str, local: datetime.datetime) -> tuple[datetime.date, Half]:
    """Return the day and its part: those of now when nothing was chosen."""
    if not sent:
        return local.date(), half_of(local)
    day, _slash, half = sent.partition("/")
    try:
        return datetime.date.fromisoformat(day), Half(half)
    except ValueError as error:
        raise Refusal(_("Choose the part of the day from the list. Nothing was noted.")) from error


@dataclass(frozen=True)
class Group:
    """A question that only some houses have on the page, with what is pressed."""

    name: str
    legend: str
    choices: list[Choice]
    pressed: tuple[str]


def asked_groups(offer: Offer, pressed: Pressed) -> list[Group]:
    """Return the questions that the house switched on; “not said” is pressed until somebody says it."""
    wanted = (
        (offer.setup.asks_age, "age", _("Age, if the visitor said it"), Age, pressed.age),
        (offer.setup.asks_status, "status", _("Now, if the visitor said it"), Status, pressed.status),
    )
    return [
        Group(
            name, legend, [Choice("", _("not said")), *(Choice(code, words) for code, words in codes.choices)], (now,)
        )
        for is_asked, name, legend, codes, now in wanted
        if is_asked
    ]


class SetupForm(forms.Form):
    """What a house wants marked."""

    themes = forms.MultipleChoiceField(
        label=gettext_lazy("Themes to press"),
        choices=Theme.choices,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": gettext_lazy("Leave at least one theme: a mark says what an interview was about.")},
    )
    asks_age = forms.BooleanField(label=gettext_lazy("Age can be marked, in five steps"), required=False)
    asks_status = forms.BooleanField(
        label=gettext_lazy("What somebody does now can be marked: school, work, …"), required=False
    )
    shows_desks = forms.BooleanField(
        label=gettext_lazy("Figures by desk"),
        help_text=gettext_lazy("Switch them off when a desk is one person’s alone: its number would be theirs."),
        required=False,
    )

    @classmethod
    def of(cls, house: House) -> SetupForm:
        """Return the form with what holds now."""
        setup = setup_of(house)
        return cls(
            initial={
                "themes": [theme.value for theme in themes_of(setup)],
                "asks_age": setup.asks_age,
                "asks_status": setup.asks_status,
                "shows_desks": setup.shows_desks,
            }
        )

    def wanted(self) -> Wanted:
        """Return what was chosen, once it is valid."""
        themes = frozenset(Theme(code) for code in self.cleaned_data["themes"])
        return Wanted(**self.cleaned_data | {"themes": themes})
