"""The page of offers: what was understood, what was found, and every way on from here as a link."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from parvis.answers.domain.badges import Badge, badges_of
from parvis.core.languages import country_name
from parvis.core.said import quoted, say
from parvis.network.domain.places import Town
from parvis.offers.domain.lines import Fetched, Line, fetch, line_of
from parvis.offers.domain.saying import kind_label
from parvis.portal.domain.offer_links import (
    FACET_NAMES,
    KIND_PICTOGRAMS,
    MOST_VALUES,
    Link,
    address,
    choice,
    km_said,
    other_language,
    town_name,
    trade_link,
    value_said,
    without,
)
from parvis.portal.domain.offer_promises import with_badges
from parvis.search.domain.offers.answering import Found
from parvis.search.domain.offers.asking import ask
from parvis.search.domain.offers.looking import Hit
from parvis.search.domain.offers.question import CHOICES, PAGE_SIZE, RADII, USUAL, Asked
from parvis.search.domain.offers.understanding import Understood
from parvis.search.domain.questions import MOST_PAGES


@dataclass(frozen=True)
class Facet:
    """The choices of one facet, as the search page shows them."""

    words: Promise
    choices: list[Link]


@dataclass(frozen=True)
class PlaceHelp:
    """What there is to say of a town that was typed."""

    is_unknown: bool = False
    choices: tuple[Link, ...] = ()
    spellings: tuple[Link, ...] = ()


def offers_page(asked: Asked, language: str, now: datetime.datetime) -> dict[str, Any]:
    """Return everything the page shows: one query of the database for the offers, two to seven for promises to answer, one for near trades."""
    found, is_from_database = ask(asked, language, now)
    shown = fetch([hit.code for hit in (*found.hits, *found.unlocated)], now)
    badges = badges_of(shown.offers, now) if shown.offers else {}
    understood = found.understood
    town = understood.town
    number = str(town.id) if town else ""
    return {
        "asked": asked,
        "radii": RADII if asked.km in RADII else tuple(sorted((*RADII, asked.km))),
        "hidden": _hidden(asked),
        "is_from_database": is_from_database,
        "heading": _heading(found, language),
        "chips": list(_chips(found, language)),
        "as_typed": address(replace(asked, is_plain=True, page=1)) if understood.taken else "",
        "place": _place_help(found, language),
        "radius_links": _radius_links(found, language),
        "lines": with_badges(_lines(found.hits, shown, language, number), badges),
        "pages": _pages(found),
        "order": _order(found, language),
        "unlocated": _unlocated(found, shown, language, badges),
        "facets": list(_facets(found, language)),
        "near_trades": [trade_link(one, found, language) for one in found.near_trades],
        "wider": _wider(found, language),
        "ways_on": list(_ways_on(found, language)),
        "houses_url": _houses(understood),
    }


def _hidden(asked: Asked) -> list[tuple[str, str]]:
    """Return what the form carries unseen: everything but its own blanks, the town chosen for another and the page."""
    return [
        (name, value)
        for name, value in asked.parts().items()
        if name not in {"q", "town", "place", "km", "page", "plain", "near"}
    ]


def _lines(hits: Sequence[Hit], shown: Fetched, language: str, town: str) -> list[Line]:
    return [line_of(shown.offers[hit.code], language, hit.km, town) for hit in hits if hit.code in shown.offers]


def _unlocated(found: Found, shown: Fetched, language: str, badges: dict[str, Badge]) -> dict[str, Any]:
    more = (
        address(replace(found.asked, is_unstated=True, page=1)) if found.unlocated_total > len(found.unlocated) else ""
    )
    lines = with_badges(_lines(found.unlocated, shown, language, ""), badges)
    return {"lines": lines, "total": found.unlocated_total, "more": more}


def _heading(found: Found, language: str) -> str:
    """Say how many there are, and where: the sentence that a reader hears first."""
    total, asked = found.total, found.asked
    if asked.is_unstated:
        said = ngettext("%(number)s offer that does not say where", "%(number)s offers that do not say where", total)
        return said % {"number": total}
    if found.understood.centre is None and found.understood.place is not None:
        said = ngettext("%(number)s offer, wherever it is", "%(number)s offers, wherever they are", total)
        return said % {"number": total}
    if found.understood.centre is None:
        return ngettext("%(number)s offer", "%(number)s offers", total) % {"number": total}
    where = {
        "number": total,
        "km": km_said(asked.km, language),
        "town": town_name(found.understood) or _("where you are"),
    }
    if not total:
        return _("Nothing within %(km)s of %(town)s") % where
    said = ngettext("%(number)s offer within %(km)s of %(town)s", "%(number)s offers within %(km)s of %(town)s", total)
    return said % where


def _order(found: Found, language: str) -> str:
    """Say in one sentence why the list stands in this order."""
    del language
    if found.understood.centre is None or found.asked.is_unstated:
        said = _("Those that start in the next three months first; equals by today’s lot.")
    else:
        said = _(
            "In bands: up to 5, 10, 20, 50 and 100 km. In each, those that start soon first; equals by today’s lot."
        )
    return f"{said} {_('There are too many to sort: these were drawn by lot.')}" if found.is_drawn else said


def _chips(found: Found, language: str) -> Iterator[Link]:
    """Yield what is looked for; each link takes one away."""
    asked, understood = found.asked, found.understood
    for trade in understood.trades:
        words = say(trade.titles, language).text
        yield Link(words, without(found, "trade"), pictogram=trade.pictogram, language=other_language(trade, language))
    if not understood.trades and understood.words:
        yield Link(quoted(understood.words), without(found, "trade"), pictogram="search")
    if town := town_name(understood):
        yield Link(_("near %(town)s") % {"town": town}, without(found, "town"), pictogram="pin")
    elif understood.point:
        yield Link(_("near where you are"), address(replace(asked, point=None, page=1)), pictogram="pin")
    if understood.kind:
        yield Link(kind_label(understood.kind), without(found, "kind"), pictogram=KIND_PICTOGRAMS[understood.kind])
    for name, value in asked.chosen.items():
        yield Link(value_said(name, value, language), address(asked.choosing(name, "")))
    if asked.is_unstated:
        yield Link(_("place not stated"), address(replace(asked, is_unstated=False, page=1)))


def _place_help(found: Found, language: str) -> PlaceHelp:
    """Return other towns of the name, spellings near it, or that nobody knows it."""
    place, asked = found.understood.place, found.asked
    if place is None:
        return PlaceHelp()
    choices = tuple(_town_link(town, asked, language) for town in place.others)
    spellings = tuple(Link(name, address(replace(asked, town=name, place=0, page=1))) for name in place.spellings)
    return PlaceHelp(not place.towns and not spellings, choices, (*spellings, *choices) if spellings else ())


def _town_link(town: Town, asked: Asked, language: str) -> Link:
    where = ", ".join(
        part for part in (town.area, country_name(town.country, language)) if part and not part.isdecimal()
    )
    return Link(town.name, address(replace(asked, town=town.name, place=town.id, page=1)), where=where)


def _radius_links(found: Found, language: str) -> list[Link]:
    return [
        Link(
            km_said(one.km, language),
            address(replace(found.asked, km=one.km, page=1)),
            one.total,
            is_chosen=one.km == found.asked.km,
        )
        for one in found.radii
    ]


def _pages(found: Found) -> list[Link]:
    last = min(-(-found.total // PAGE_SIZE), MOST_PAGES)
    return [
        Link(
            str(number),
            address(replace(found.asked, page=number)),
            number=number,
            is_current=number == found.asked.page,
        )
        for number in range(1, last + 1)
        if last > 1
    ]


def _facets(found: Found, language: str) -> Iterator[Facet]:
    """Yield what the list can be narrowed down by, each with more than one value or a chosen one."""
    if found.trades:
        yield Facet(FACET_NAMES["trade"], [trade_link(one, found, language) for one in found.trades])
    for name in CHOICES:
        counts = found.facets.get(name, {})
        chosen = found.asked.chosen.get(name, "")
        if name == "kind" and found.understood.kind:
            chosen = found.understood.kind
        values = _sorted(name, counts)[:MOST_VALUES]
        if chosen or len(values) > 1 or (name == "criteria" and values):
            choices = [
                Link(
                    value_said(name, value, language),
                    choice(found, name, "" if value == chosen else value),
                    counts[value],
                    is_chosen=value == chosen,
                )
                for value in values
            ]
            if choices:
                yield Facet(FACET_NAMES[name], choices)


def _sorted(name: str, counts: Mapping[str, int]) -> list[str]:
    if name in {"level", "start", "criteria"}:
        return sorted(counts)
    return sorted(counts, key=lambda value: (-counts[value], value))


def _wider(found: Found, language: str) -> dict[str, str]:
    """Return the sentence that says how many there are further away, and the link that shows them; never mixed in."""
    if found.wider is not None:
        km, total = found.wider
        said = ngettext("There is %(number)s within %(km)s.", "There are %(number)s within %(km)s.", total)
        sentence = said % {"number": total, "km": km_said(km, language)}
        return {"sentence": sentence, "url": address(replace(found.asked, km=km, page=1))}
    if not found.total and found.elsewhere:
        said = ngettext("There is %(number)s further away.", "There are %(number)s further away.", found.elsewhere)
        return {"sentence": said % {"number": found.elsewhere}, "url": without(found, "town")}
    return {}


def _ways_on(found: Found, language: str) -> Iterator[Link]:
    """Yield what else can be tried where nothing was found."""
    asked = found.asked
    for kind, count in found.other_kinds.items():
        words = _("%(kind)s: %(number)s") % {"kind": kind_label(kind), "number": count}
        yield Link(words, choice(found, "kind", kind), pictogram=KIND_PICTOGRAMS.get(kind, "bag"))
    for name, value in asked.chosen.items():
        said = {"choice": value_said(name, value, language)}
        yield Link(_("Without “%(choice)s”") % said, address(asked.choosing(name, "")), pictogram="close")
    for trade in found.understood.trades[:1]:
        words = _("Look at the trade: %(trade)s") % {"trade": say(trade.titles, language).text}
        yield Link(words, f"/{language}/{trade.path}", pictogram=trade.pictogram or "compass")
    if asked.text and not found.understood.trades:
        yield Link(
            _("Say it in another language: all of them are searched"), address(Asked(km=USUAL)), pictogram="language"
        )


def _houses(understood: Understood) -> str:
    """Return the address of the houses near the town."""
    if town := town_name(understood):
        return f"{reverse('network:houses')}?{urlencode({'town': town})}"
    return reverse("network:houses")
