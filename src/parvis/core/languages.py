"""The ten languages of the interface, and what CLDR knows of any language."""

from __future__ import annotations

import re
from collections.abc import Iterable
from copy import copy
from decimal import Decimal
from functools import lru_cache

from babel import Locale, UnknownLocaleError

#: Language code → its name in itself, in the order shown to visitors.
INTERFACE_LANGUAGES: dict[str, str] = {
    "fr": "Français",
    "en": "English",
    "de": "Deutsch",
    "it": "Italiano",
    "es": "Español",
    "pt": "Português",
    "nl": "Nederlands",
    "ca": "Català",
    "ar": "العربية",
    "uk": "Українська",
}


#: Which CLDR locale writes dates and numbers for a language that has several: Europe's, where the houses are.
CLDR = {"en": "en_GB", "pt": "pt_PT"}


@lru_cache(maxsize=512)
def locale_of(language: str) -> Locale:
    """Return the CLDR locale of ``language``, English when CLDR does not know it."""
    try:
        return Locale.parse(CLDR.get(language, language.replace("-", "_")))
    except (UnknownLocaleError, ValueError):
        return Locale.parse("en")


@lru_cache(maxsize=512)
def is_right_to_left(language: str) -> bool:
    """Say whether ``language`` is written from right to left."""
    return locale_of(language).text_direction == "rtl"


@lru_cache(maxsize=2048)
def language_name(language: str, shown_in: str) -> str:
    """Return the name of ``language`` in the language ``shown_in`` (CLDR), its code when unknown."""
    return str(locale_of(shown_in).languages.get(language.replace("-", "_"), language))


def is_same_language(one: str, other: str) -> bool:
    """Say whether two codes (BCP 47) name one language: ``pt-BR`` is Portuguese."""
    return one.partition("-")[0].lower() == other.partition("-")[0].lower()


def speaks(languages: Iterable[str], wanted: str) -> bool:
    """Say whether ``wanted`` is among ``languages``."""
    return any(is_same_language(each, wanted) for each in languages)


def own_name(language: str) -> str:
    """Return the name of ``language`` in itself."""
    return INTERFACE_LANGUAGES.get(language) or language_name(language, language)


@lru_cache(maxsize=4096)
def country_name(country: str, shown_in: str) -> str:
    """Return the name of the country with ISO 3166-1 alpha-2 code ``country`` in the language ``shown_in`` (CLDR)."""
    return str(locale_of(shown_in).territories.get(country, country))


#: A currency's letters beside a digit: CLDR writes a space there, which Babel leaves out.
_RUN_TOGETHER = re.compile(r"(?<=[^\W\d_])(?=\d)|(?<=\d)(?=[^\W\d_])")


def money(amount: Decimal | float, currency: str, shown_in: str) -> str:
    """Write an amount of ``currency`` (ISO 4217) in the language ``shown_in`` (CLDR); whole ones without the digits of cents."""
    pattern = copy(locale_of(shown_in).currency_formats["standard"])
    if is_whole := amount == int(amount):
        pattern.frac_prec = (0, 0)
    said = str(pattern.apply(amount, locale_of(shown_in), currency=currency, currency_digits=not is_whole))
    return _RUN_TOGETHER.sub("\u00a0", said)


def fallback_order(language: str) -> tuple[str, ...]:
    """Return the languages to try for a text wanted in ``language``: itself, a near relative, English, French, the others."""
    near = {"ca": ("es", "fr"), "pt": ("es",), "uk": ("en",), "ar": ("fr", "en")}.get(language, ())
    order = dict.fromkeys((language, *near, "en", "fr", *INTERFACE_LANGUAGES))
    return tuple(order)
