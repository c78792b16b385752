"""Texts of feeds as values; what cannot be read as one is None or empty, never a guess."""

from __future__ import annotations

import datetime
import math
import re
from decimal import Decimal, InvalidOperation
from functools import lru_cache

from django.utils.timezone import get_default_timezone

from parvis.core.languages import INTERFACE_LANGUAGES, locale_of
from parvis.core.letters import bare
from parvis.offers.enums import PayPeriod

_EUROPEAN = re.compile(r"^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})(?:[ T](\d{1,2}):(\d{2})(?::(\d{2}))?)?$")
_YEARS = (1990, 2100)
_PERIODS = {
    PayPeriod.HOUR: "hour hourly heure horaire stunde hora ora uur",
    PayPeriod.DAY: "day daily jour journalier tag dia giorno dag",
    PayPeriod.WEEK: "week weekly semaine hebdomadaire woche semana settimana setmana",
    PayPeriod.MONTH: "month monthly mois mensuel monat mes mese maand",
    PayPeriod.YEAR: "year yearly annual annum an annee annuel jahr ano anno jaar any",
}
_PERIOD_OF = {word: period for period, words in _PERIODS.items() for word in words.split()}


def moment(text: str | None) -> datetime.datetime | None:
    """Return the moment ``text`` names (ISO 8601, «2025-02-27 14:31:25 UTC», «11/12/2025 10:41:41», day first), with its zone.

    Without a zone it is the installation's.
    """
    typed = (text or "").strip()
    if not typed:
        return None
    try:
        if found := _EUROPEAN.match(typed):
            day, month, year, hour, minute, second = (int(part or 0) for part in found.groups())
            read = datetime.datetime(year, month, day, hour, minute, second)  # noqa: DTZ001  the zone follows
        else:
            read = datetime.datetime.fromisoformat(
                typed.removesuffix(" UTC") + ("+00:00" if typed.endswith(" UTC") else "")
            )
        if not _YEARS[0] <= read.year <= _YEARS[1]:
            return None
        return read if read.tzinfo else read.replace(tzinfo=get_default_timezone())
    except (ValueError, OverflowError):
        return None


def day(text: str | None) -> datetime.date | None:
    """Return the day ``text`` names, as it is written, None for none."""
    read = moment(text)
    return read.date() if read else None


def end(text: str | None) -> datetime.datetime | None:
    """Return the moment at which something with the end ``text`` is over: a bare day ends when the day does."""
    read = moment(text) if text else None
    if read is None or not re.fullmatch(r"[\d/.-]{8,10}", (text or "").strip()):
        return read
    return read + datetime.timedelta(days=1)


def number(text: object, most: float = 1e9) -> float | None:
    """Return the number ``text`` is («48,5»), None for none, for what is not finite and beyond ``most``."""
    if text is None or text == "":
        return None
    try:
        read = float(str(text).strip().replace(",", "."))
    except ValueError:
        return None
    return read if math.isfinite(read) and abs(read) <= most else None


def whole(text: object, most: int = 32767) -> int | None:
    """Return the whole number from 1 to ``most`` that ``text`` is, None for none."""
    read = number(text)
    return int(read) if read is not None and read == int(read) and 1 <= read <= most else None


def amount(text: object) -> Decimal | None:
    """Return an amount of money above nothing, None for none."""
    if text is None or text == "":
        return None
    try:
        read = Decimal(str(text).strip().replace(" ", "").replace("\u202f", "").replace(",", "."))
    except InvalidOperation:
        return None
    return (round(read, 2) or None) if read.is_finite() and 0 < read < 10**9 else None


def currency(text: str) -> str:
    """Return the code of a currency (ISO 4217) that ``text`` is, empty for none."""
    typed = text.strip()
    return typed.upper() if len(typed) == 3 and typed.isascii() and typed.isalpha() else ""


def per(text: object) -> str:
    """Return the period of pay that ``text`` names, empty for none."""
    if not text:
        return ""
    words = re.split(r"[\W_]+", bare(str(text or "")))
    return next((_PERIOD_OF[word].value for word in words if word in _PERIOD_OF), "")


@lru_cache(maxsize=4096)
def country(text: str) -> str:
    """Return the code of the country that ``text`` is or names in a language of the interface, empty for none."""
    typed = text.strip()
    if len(typed) == 2 and typed.isascii() and typed.isalpha():
        return typed.upper()
    return _countries().get(bare(typed), "")


@lru_cache(maxsize=1)
def _countries() -> dict[str, str]:
    found = {
        "fra": "FR",
        "deu": "DE",
        "bel": "BE",
        "che": "CH",
        "esp": "ES",
        "ita": "IT",
        "prt": "PT",
        "gbr": "GB",
        "uk": "GB",
    }
    for language in INTERFACE_LANGUAGES:
        found |= {bare(name): code for code, name in locale_of(language).territories.items() if len(code) == 2}
    return found


@lru_cache(maxsize=1024)
def language(text: str) -> str:
    """Return the code of a language («fr_FR» → fr), empty for what is none."""
    found = re.match(r"([a-zA-Z]{2,3})(?:[-_][a-zA-Z]{2,4})?$", text.strip())
    return found[1].lower() if found else ""
