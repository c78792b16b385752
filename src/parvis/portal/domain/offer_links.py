"""Links of the page of offers: the same question with one thing chosen, changed or taken away."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlencode

from babel.dates import format_skeleton
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from parvis.core.documents import Document
from parvis.core.languages import country_name, language_name, locale_of
from parvis.core.said import say
from parvis.network.domain.saying import say_distance
from parvis.offers.domain.saying import capital, kind_label, level_name
from parvis.offers.enums import OfferKind
from parvis.search.domain.offers.answering import Found, TradeCount
from parvis.search.domain.offers.question import Asked
from parvis.search.domain.offers.understanding import Understood

FACET_NAMES: Mapping[str, Promise] = {
    "trade": gettext_lazy("Trade"),
    "kind": gettext_lazy("Kind of offer"),
    "level": gettext_lazy("Level"),
    "start": gettext_lazy("Start"),
    "contract": gettext_lazy("Contract"),
    "criteria": gettext_lazy("Signs of a good place"),
    "country": gettext_lazy("Country"),
    "tongue": pgettext_lazy("of an offer", "Written in"),
}
KIND_PICTOGRAMS = {"apprenticeship": "path", "traineeship": "glasses", "job": "bag"}
#: Values of a facet shown.
MOST_VALUES = 12


@dataclass(frozen=True)
class Link:
    """A link with words; ``count`` and ``where`` may be empty, ``language`` when the words are in another."""

    words: str
    url: str
    count: int | None = None
    where: str = ""
    pictogram: str = ""
    language: str = ""
    is_chosen: bool = False
    number: int = 0
    is_current: bool = False


def address(asked: Asked) -> str:
    """Return the address of ``asked``."""
    parts = urlencode(asked.parts())
    return reverse("portal:offers") + (f"?{parts}" if parts else "")


def town_name(understood: Understood) -> str:
    """Return the name of the town that distances are told from; empty when it is a point or nothing."""
    return understood.town.name if understood.town and not understood.point else ""


def km_said(km: int, language: str) -> str:
    """Say a distance."""
    return say_distance(km, language)


def other_language(trade: Document, language: str) -> str:
    """Return the language that the name of ``trade`` is shown in, empty when it is the page's own."""
    said = say(trade.titles, language)
    return said.language if said.is_fallback else ""


def without(found: Found, name: str) -> str:
    """Return the address of the question less what its own text says of ``name``; the other things understood are kept."""
    asked, understood = found.asked, found.understood
    kept: dict[str, Any] = {"text": understood.words, "page": 1}
    chosen = dict(asked.chosen)
    if understood.kind and name != "kind":
        chosen["kind"] = understood.kind
    if understood.town and name != "town":
        kept |= {
            "town": asked.town or understood.town.name,
            "place": understood.town.id if "town" in understood.taken else asked.place,
        }
    if name == "town":
        kept |= {"town": "", "place": 0}
    if name == "trade":
        kept |= {"text": "", "trade": ""}
    return address(replace(asked, chosen=chosen, **kept))


def choice(found: Found, name: str, value: str) -> str:
    """Return the address with ``value`` chosen; a kind that the text says is answered by the choice."""
    if name == "kind" and found.understood.kind:
        plain = replace(found.asked, text=found.understood.words)
        if found.understood.town and "town" in found.understood.taken:
            plain = replace(plain, town=found.understood.town.name, place=found.understood.town.id)
        return address(plain.choosing(name, value))
    return address(found.asked.choosing(name, value))


def value_said(name: str, value: str, language: str) -> str:
    """Say the ``value`` of a facet in ``language``."""
    if name == "kind":
        return kind_label(value) if value in OfferKind.values else value
    if name == "level":
        return capital(level_name(value))
    if name == "start":
        month = datetime.date(int(value[:4]), int(value[5:]), 1)
        return capital(str(format_skeleton("yMMMM", month, locale=locale_of(language))))
    if name == "criteria":
        return _("all 7 signs") if value == "7" else _("at least %(number)s of 7 signs") % {"number": value}
    if name == "country":
        return country_name(value, language)
    return language_name(value, language) if name == "tongue" else value


def trade_link(one: TradeCount, found: Found, language: str) -> Link:
    """Return the link to the offers of a trade where one looks now."""
    asked = replace(found.asked, text="", trade=one.trade.code, page=1)
    if found.understood.town:
        asked = replace(asked, town=found.understood.town.name, place=found.understood.town.id)
    return Link(
        say(one.trade.titles, language).text,
        address(asked),
        one.count,
        pictogram=one.trade.pictogram or "compass",
        language=other_language(one.trade, language),
    )
