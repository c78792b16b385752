"""Lengths, pay, levels and conditions in plain words, in the active language."""

from __future__ import annotations

from babel.numbers import format_decimal
from django.utils.translation import get_language, ngettext, pgettext
from django.utils.translation import gettext as _

from parvis.core.languages import locale_of, money
from parvis.core.said import quoted
from parvis.qualifications.domain.paths.graph import SOME, UNKNOWN, Door
from parvis.qualifications.domain.paths.pay import Pay
from parvis.qualifications.domain.paths.route import YEAR
from parvis.qualifications.enums import Isced


def months_words(months: int) -> str:
    """Say a number of months: whole years as years, half years too, the rest as months."""
    if months >= YEAR and months % YEAR == 0:
        years = months // YEAR
        return ngettext("%(number)d year", "%(number)d years", years) % {"number": years}
    if months > YEAR and months % 6 == 0:
        return _("%(number)s years") % {"number": format_decimal(months / YEAR, locale=_locale())}
    return ngettext("%(number)d month", "%(number)d months", months) % {"number": months}


def length_words(shortest: int | None, longest: int | None, *, is_known: bool = True) -> str:
    """Say how long something takes; what is not known is said to be so."""
    if shortest in {None, UNKNOWN}:
        known = longest if longest not in {None, UNKNOWN} else None
        return _("up to %(length)s") % {"length": months_words(known)} if known else _("length not known")
    assert shortest is not None
    if not is_known:
        return _("%(length)s, and a part whose length is not known") % {"length": months_words(shortest)}
    if longest in {None, UNKNOWN}:
        return _("%(length)s or more") % {"length": months_words(shortest)}
    if not longest:
        return _("no course asked: straight to the examination")
    if longest == shortest:
        return months_words(shortest)
    return _("%(shortest)s to %(longest)s") % {
        "shortest": months_words(shortest),
        "longest": months_words(longest or 0),
    }


def pay_words(pay: Pay, currency: str) -> str:
    """Say what is paid: “43 % to 53 % of the minimum wage, per month”."""
    bounds = [_amount(bound, pay.base, currency) for bound in dict.fromkeys((pay.low, pay.high))]
    said = bounds[0] if len(bounds) == 1 else _("%(low)s to %(high)s") % {"low": bounds[0], "high": bounds[1]}
    bases = {
        "minimum_wage": _("%(share)s of the minimum wage"),
        "agreement": _("%(share)s of the wage in the sector’s agreement"),
        "skilled_wage": _("%(share)s of a skilled worker’s wage"),
    }
    said = bases[pay.base] % {"share": said} if pay.base in bases else said
    per = {
        "hour": _("%(amount)s an hour"),
        "week": _("%(amount)s a week"),
        "month": _("%(amount)s a month"),
        "year": _("%(amount)s a year"),
    }
    return said if pay.base or pay.per not in per else per[pay.per] % {"amount": said}


def _amount(bound: float, base: str, currency: str) -> str:
    if base:
        return f"{format_decimal(bound, locale=_locale())} %"
    return money(bound, currency or "XXX", get_language() or "en")


def level_words(eqf: int) -> str:
    """Say an EQF level, or that it is not known."""
    return pgettext("European level", "level %(level)d of 8") % {"level": eqf} if eqf else _("level not known")


def asks_words(door: Door, youngest: int, needed: str) -> list[str]:
    """Say what a way in asks, one condition a line; ``needed`` is the title of the qualification it needs."""
    asks = []
    if needed:
        asks.append(quoted(needed))
    if door.isced:
        words = {"schooling": str(Isced(door.isced).label)}
        asks.append(_("%(schooling)s, in the same country") % words if door.at_home else words["schooling"])
    if door.eqf:
        words = {"level": level_words(door.eqf)}
        asks.append(
            _("a qualification of %(level)s, of the same country") % words
            if door.at_home
            else _("a qualification of %(level)s") % words
        )
    if door.experience:
        asks.append(experience_words(door.experience))
    if youngest:
        asks.append(_("from the age of %(age)d") % {"age": youngest})
    if door.oldest != UNKNOWN:
        asks.append(_("up to the age of %(age)d") % {"age": door.oldest})
    return asks


def experience_words(months: int) -> str:
    """Say how much experience is asked; one month stands for “some, no least length is set”."""
    if months == SOME:
        return _("experience in the trade; no least length is set")
    return _("%(length)s of experience in the trade or near it") % {"length": months_words(months)}


def _locale() -> str:
    return str(locale_of(get_language() or "en"))
