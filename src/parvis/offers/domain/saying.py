"""Saying what an offer is: its kind explained, where, when, how long and for how much, as people of a language write it."""

from __future__ import annotations

import datetime
from collections.abc import Mapping

from babel.dates import format_skeleton
from babel.units import format_unit
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from parvis.core.languages import country_name, language_name, locale_of, money
from parvis.core.said import Said
from parvis.offers.enums import Criterion, OfferKind, PayPeriod
from parvis.offers.models import Offer

#: What each kind is, so that nobody takes one for another.
MEANINGS: Mapping[str, Promise] = {
    OfferKind.APPRENTICESHIP: gettext_lazy(
        "Apprenticeship: you learn a trade in a company and at a school, with a contract, pay and a diploma at the end."
    ),
    OfferKind.TRAINEESHIP: gettext_lazy(
        "Traineeship: you try a trade for some weeks or months. It leads to no diploma by itself and is often not paid."
    ),
    OfferKind.JOB: gettext_lazy(
        "Job: you work for pay. Some jobs train you as you go, but there is no diploma at the end."
    ),
}
KIND_TONES: Mapping[str, str] = {
    OfferKind.APPRENTICESHIP: "leaf",
    OfferKind.TRAINEESHIP: "sea",
    OfferKind.JOB: "night",
}
#: What each of the seven criteria means for whoever starts there.
CRITERIA: Mapping[Criterion, Promise] = {
    Criterion.WRITTEN_AGREEMENT: gettext_lazy("Your rights and duties are on paper before you start."),
    Criterion.LEARNING_OUTCOMES: gettext_lazy("You know what you will be able to do at the end."),
    Criterion.PEDAGOGICAL_SUPPORT: gettext_lazy("Somebody is there to show you, and works with your school."),
    Criterion.WORKPLACE_COMPONENT: gettext_lazy("At least half of the time is at work, with real tasks."),
    Criterion.PAY: gettext_lazy("You get money for your work, or your costs are covered."),
    Criterion.SOCIAL_PROTECTION: gettext_lazy("You are insured, as the law of the country says."),
    Criterion.WORK_CONDITIONS: gettext_lazy("The rules on hours and safety hold for you too."),
}
_PAY_PER: Mapping[str, Promise] = {
    PayPeriod.HOUR: pgettext_lazy("pay", "%(amount)s an hour"),
    PayPeriod.DAY: pgettext_lazy("pay", "%(amount)s a day"),
    PayPeriod.WEEK: pgettext_lazy("pay", "%(amount)s a week"),
    PayPeriod.MONTH: pgettext_lazy("pay", "%(amount)s a month"),
    PayPeriod.YEAR: pgettext_lazy("pay", "%(amount)s a year"),
}


def capital(text: str) -> str:
    """Return ``text`` with a capital first letter, as a heading or the start of a line."""
    return text[:1].upper() + text[1:]


def kind_label(kind: str) -> str:
    """Name the kind of an offer, as a heading."""
    return capital(str(OfferKind(kind).label))


def title_of(offer: Offer, language: str) -> Said:
    """Return the offer's title in its own language, asked for in ``language``."""
    return Said(offer.title, offer.language, language)


def where_of(offer: Offer, language: str) -> str:
    """Return town and country; empty when neither is known."""
    country = country_name(offer.country, language) if offer.country else ""
    return ", ".join(part for part in (offer.town, country) if part)


def month_of(day: datetime.date, language: str) -> str:
    """Write the month of ``day``: “September 2026”."""
    return capital(str(format_skeleton("yMMMM", day, locale=locale_of(language))))


def start_of(offer: Offer, language: str) -> str:
    """Say when it starts: the month, the sender's own words, or nothing."""
    return month_of(offer.starts_on, language) if offer.starts_on else offer.start


def length_of(offer: Offer, language: str) -> str:
    """Say how long it lasts; empty when nobody said."""
    shortest, longest = offer.months_min, offer.months_max
    months = longest or shortest
    if not months:
        return ""
    said = str(format_unit(months, "duration-month", "long", locale=locale_of(language)))
    return f"{shortest}–{said}" if shortest and shortest != months else said


def pay_of(offer: Offer, language: str) -> str:
    """Say the pay: an amount or a span of amounts, else the sender's own words, else nothing."""
    amounts = [amount for amount in (offer.pay_min, offer.pay_max) if amount is not None]
    if not amounts or not offer.pay_currency:
        return offer.pay
    said = " – ".join(money(amount, offer.pay_currency, language) for amount in dict.fromkeys(amounts))
    return str(_PAY_PER[offer.pay_per]) % {"amount": said} if offer.pay_per in _PAY_PER else said


def languages_of(offer: Offer, language: str) -> str:
    """Name the languages spoken at work."""
    return ", ".join(language_name(code, language) for code in offer.languages)


def level_name(level: int | str) -> str:
    """Name a level of the European framework."""
    return _("level %(level)s (EQF)") % {"level": level}
