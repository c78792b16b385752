"""What the page of marks offers at a house: desks, themes, languages and the rest, with the key that presses each."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass

from babel.dates import format_skeleton
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from parvis.core.domain.periods import ONE_DAY
from parvis.core.languages import INTERFACE_LANGUAGES, language_name, locale_of
from parvis.core.said import Said, say
from parvis.marks.domain.noting import local_now
from parvis.marks.domain.setup import setup_of, themes_of
from parvis.marks.enums import Band, Half, Mode, Theme
from parvis.marks.models import Setup
from parvis.marks.rules import half_of
from parvis.network.models import House

#: Languages that are offered beside those of the house and of the interface, in the order of their codes; then any other.
# fmt: off
MORE_LANGUAGES = (
    "am", "bg", "bn", "cs", "da", "el", "fa", "fi", "ff", "ha", "hi", "hr", "hu", "ja", "kab", "ko", "ku", "ln", "lt", "lv",
    "ps", "pa", "pl", "ro", "rom", "ru", "sk", "sl", "so", "sq", "sr", "sv", "sw", "ta", "ti", "tr", "ur", "vi", "wo", "zh",
)
# fmt: on
OTHER_LANGUAGE = "und"
#: Letters for themes, in the order of Theme; those after them for languages.
LETTERS = "abcdefghijklmnopqrstuvwxyz"
WITH_KEY = len(LETTERS) - len(Theme)
#: Parts of a day that can be chosen to note what was not noted at once.
BACK = 6


@dataclass(frozen=True)
class Choice:
    """Something to press: its code, its words, and the key that presses it (empty: none)."""

    value: str
    words: Said | str | Promise
    key: str = ""


@dataclass(frozen=True)
class Offer:
    """All that can be pressed at a house now."""

    setup: Setup
    desks: tuple[Choice, ...]
    themes: tuple[Choice, ...]
    languages: tuple[Choice, ...]
    more_languages: tuple[Choice, ...]
    earlier: tuple[Choice, ...]
    modes: tuple[Choice, ...]
    bands: tuple[Choice, ...]

    def has_desk(self, key: str) -> bool:
        """Say whether ``key`` is a desk of the house, or empty where there is none."""
        return key in {desk.value for desk in self.desks} if self.desks else not key

    def has_language(self, code: str) -> bool:
        """Say whether ``code`` is a language of the page."""
        return any(code == each.value for each in (*self.languages, *self.more_languages))


def offer_of(house: House, now: datetime.datetime, language: str) -> Offer:
    """Return what can be pressed at ``house``, in the words of ``language``; two questions."""
    setup = setup_of(house)
    desks = list(house.desks.all())
    spoken = [code for desk in desks for code in desk.languages]
    codes = list(dict.fromkeys((*house.languages, *spoken, *INTERFACE_LANGUAGES, *MORE_LANGUAGES)))
    languages = [Choice(code, language_name(code, language), key) for code, key in _with_keys(codes)]
    last = Choice(OTHER_LANGUAGE, _("Another language"))
    on = themes_of(setup)
    return Offer(
        setup,
        tuple(
            Choice(desk.key, say(desk.question, language), f"⇧{place}" if place < 10 else "")
            for place, desk in enumerate(desks, 1)
        ),
        tuple(
            Choice(str(theme), theme.label, letter)
            for theme, letter in zip(Theme, LETTERS, strict=False)
            if theme in on
        ),
        tuple(languages[:WITH_KEY]),
        (*sorted(languages[WITH_KEY:], key=lambda each: str(each.words)), last),
        tuple(_earlier(house, now, language)),
        tuple(Choice(str(mode), mode.label, str(place)) for place, mode in enumerate(Mode, 1 + len(Band))),
        tuple(Choice(str(band), band.label, str(place)) for place, band in enumerate(Band, 1)),
    )


def _with_keys(codes: Iterable[str]) -> Iterable[tuple[str, str]]:
    keys = LETTERS[len(Theme) :]
    return ((code, keys[place : place + 1]) for place, code in enumerate(codes))


def _earlier(house: House, now: datetime.datetime, language: str) -> Iterable[Choice]:
    """Yield the last parts of days before this one, as DAY/HALF."""
    local, halves = local_now(house, now), list(Half)
    day, half = local.date(), half_of(local)
    for _each in range(BACK):
        place = halves.index(half)
        day, half = (day, halves[place - 1]) if place else (day - ONE_DAY, halves[-1])
        named = format_skeleton("MMMEd", day, locale=locale_of(language))
        yield Choice(f"{day}/{half}", f"{named}, {half.label}")
