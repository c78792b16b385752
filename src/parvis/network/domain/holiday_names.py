"""Public holidays by date, and their names in the language of a page (package ``holidays``)."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from functools import lru_cache

import holidays

from parvis.core.said import Said, first_said, say

#: Feasts that are the same feast wherever they are kept, as the package calls them in English. A national day is none:
#: what Spain calls its own must not name Italy's.
SHARED = frozenset(
    {
        "New Year's Day",
        "Epiphany",
        "Saint Joseph's Day",
        "Good Friday",
        "Easter Sunday",
        "Easter Monday",
        "Labor Day",
        "Ascension Day",
        "Pentecost Monday",
        "Corpus Christi",
        "Assumption Day",
        "All Saints' Day",
        "Immaculate Conception",
        "Christmas Eve",
        "Christmas Day",
        "Saint Stephen's Day",
    }
)
#: Where a language is at home: countries whose names of shared feasts it borrows for the others, the nearest first.
AT_HOME: Mapping[str, tuple[str, ...]] = {
    "fr": ("FR", "BE", "CH"),
    "de": ("DE", "AT", "CH", "BE"),
    "it": ("IT", "CH"),
    "es": ("ES", "CL", "CO"),
    "pt": ("PT", "BR"),
    "nl": ("NL", "BE"),
    "ca": ("ES", "AD"),
    "ar": ("LB", "MA", "CA"),
    "uk": ("UA", "PL", "ES"),
}
ENGLISH = "en_US"


@lru_cache(maxsize=4096)
def public_holidays(country: str, subdivision: str, year: int, spoken: str = ENGLISH) -> dict[datetime.date, str]:
    """Return the public holidays of a year by date, named in ``spoken``, a language as the package writes it.

    A subdivision that the package does not know counts as none; a country it does not know has no holidays here.
    """
    known = holidays.list_supported_countries()
    if country not in known:
        return {}
    part = subdivision if subdivision in known[country] else None
    return dict(holidays.country_holidays(country, subdiv=part, years=year, language=spoken).items())


def holiday_said(country: str, subdivision: str, day: datetime.date, wanted: str) -> Said:
    """Return what the public holiday on ``day`` is called, in ``wanted`` or the nearest language that has a name for it."""
    english = public_holidays(country, subdivision, day.year).get(day, "")
    spoken = _spoken(country)
    if not english or wanted in spoken:
        return _named(country, subdivision, day, wanted, wanted)
    if english in SHARED and (borrowed := _shared(wanted, day.year).get(english)):
        return Said(borrowed, wanted, wanted)
    return _named(country, subdivision, day, first_said(spoken, wanted) or wanted, wanted)


def _named(country: str, subdivision: str, day: datetime.date, language: str, wanted: str) -> Said:
    spoken = _spoken(country).get(language, ENGLISH)
    said_in = language if language in _spoken(country) else "en"
    return say({said_in: public_holidays(country, subdivision, day.year, spoken).get(day, "")}, wanted)


@lru_cache(maxsize=256)
def _spoken(country: str) -> dict[str, str]:
    """Return the languages in which the package names holidays of ``country``: our code → its own."""
    found: dict[str, str] = {}
    for spoken in holidays.list_localized_countries().get(country, []):
        found.setdefault(spoken.partition("_")[0], spoken)
    return found


@lru_cache(maxsize=256)
def _shared(language: str, year: int) -> dict[str, str]:
    """Return the names of shared feasts in ``language``: the package's English name → that of a country at home in it."""
    found: dict[str, str] = {}
    for country in AT_HOME.get(language, ()):
        for part in ("", *holidays.list_supported_countries()[country]):
            names = public_holidays(country, part, year, _spoken(country)[language])
            for day, english in public_holidays(country, part, year).items():
                if english in SHARED:
                    found.setdefault(english, names[day])
    return found
