"""The doors to the trades, and the lists behind them."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language

from parvis.core.etags import revised
from parvis.occupations.domain.browsing import everyday_trades, interest_doors, sector_doors, trades_of_interest
from parvis.occupations.domain.isco import UNIT, isco_groups, isco_trail
from parvis.occupations.domain.listing import listing
from parvis.occupations.domain.sectors import look_of
from parvis.occupations.enums import Interest, Sector
from parvis.occupations.models import IscoGroup, IscoGroupText, Occupation

#: Digits of the groups a sector is narrowed by at first: ISCO-08's sub-major groups.
SUB_MAJOR = 2


def _language() -> str:
    return get_language() or "en"


def _isco(typed: str) -> str:
    """Return ``typed`` when it is written as an ISCO-08 code, empty otherwise."""
    return typed if typed.isascii() and typed.isdigit() and len(typed) <= UNIT else ""


@revised("occupations")
def browse(request: HttpRequest) -> HttpResponse:
    """Every way in: sectors, interest types, everyday trades, ISCO-08."""
    language = _language()
    context = {
        "sectors": sector_doors(),
        "interests": interest_doors(),
        "everyday": everyday_trades(language),
        "groups": isco_groups(Occupation.objects.current(), language),
    }
    return render(request, "occupations/browse.html", context)


@revised("occupations")
def sector(request: HttpRequest, key: str) -> HttpResponse:
    """The trades of a sector, narrowed by a word (``word``) or a group of ISCO-08 (``isco``)."""
    if key not in Sector.values:
        raise Http404
    language, word, isco = _language(), request.GET.get("word", "")[:100], _isco(request.GET.get("isco", ""))
    trades = Occupation.objects.current().in_sector(key)
    under = isco if len(isco) < UNIT else isco[:-1]
    context = {
        "sector": Sector(key),
        "look": look_of(key),
        "groups": isco_groups(trades, language, under=under or "", length=max(SUB_MAJOR, len(under) + 1)),
        "trail": isco_trail(isco, language)[SUB_MAJOR - 1 :],
        "listing": listing(trades.in_isco(isco) if isco else trades, language, request.GET.get("page"), words=word),
        "word": word,
        "isco": isco,
    }
    return render(request, "occupations/sector.html", context)


@revised("occupations")
def interest(request: HttpRequest, letter: str) -> HttpResponse:
    """The trades whose strongest interest type is ``letter``, each with the source that says so."""
    if letter.upper() not in Interest.values:
        raise Http404
    chosen, word = Interest(letter.upper()), request.GET.get("word", "")[:100]
    found, sources = trades_of_interest(chosen, _language(), request.GET.get("page"), word)
    context = {
        "interest": chosen,
        "doors": interest_doors(),
        "listing": found,
        "cards": [(card, ", ".join(view.said_by for view in sources[card.code])) for card in found.cards],
        "word": word,
    }
    return render(request, "occupations/interest.html", context)


@revised("occupations")
def isco(request: HttpRequest, code: str) -> HttpResponse:
    """A group of ISCO-08: the groups below it, or its trades when it is a unit group."""
    language = _language()
    if not _isco(code) or not IscoGroup.objects.filter(code=code).exists():
        raise Http404
    trades = Occupation.objects.current().in_isco(code)
    texts = {text.language: text.description for text in IscoGroupText.objects.filter(group=code).order_by("id")}
    trail = isco_trail(code, language)
    context = {
        "trail": trail,
        "group": trail[-1],
        "description": texts,
        "groups": isco_groups(trades, language, under=code) if len(code) < UNIT else [],
        "listing": listing(trades, language, request.GET.get("page")),
    }
    return render(request, "occupations/isco.html", context)
