"""Numbers in words of the active language."""

from __future__ import annotations

from decimal import Decimal

from babel.numbers import format_decimal
from babel.units import format_unit
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from parvis.core.domain.figures import Unit
from parvis.core.languages import locale_of

_HOUR = Decimal(60)


def hours_of(minutes: int) -> Decimal:
    """Return minutes as hours, to the hundredth."""
    return (minutes / _HOUR).quantize(Decimal("0.01"))


def amount(value: int | None, unit: Unit) -> str:
    """Say a number with its unit; what is not known, or too small to be shown, is said to be so."""
    if value is None:
        return _("not known, or too few")
    locale = locale_of(get_language() or "en")
    if unit == Unit.MINUTES:
        hours = (value / _HOUR).quantize(Decimal("0.1")).normalize()
        return str(format_unit(hours, "hour", "short", locale=locale))
    return str(format_decimal(value, locale=locale))
