"""Up to four trades side by side; the comparison is its address."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language

from parvis.core.codes import normalise_code
from parvis.core.etags import revised
from parvis.occupations.domain.cards import TradeCard
from parvis.occupations.domain.comparing import compare
from parvis.occupations.domain.finding import find_trades

#: Codes read from an address; what is longer was not made by this page.
READ = 16


@dataclass(frozen=True)
class Choice:
    """A trade with the query of the comparison that would hold it, or no longer hold it."""

    card: TradeCard
    query: str


def _query(codes: Iterable[str]) -> str:
    return "?" + urlencode([("t", code) for code in codes])


@revised("occupations")
def comparison(request: HttpRequest) -> HttpResponse:
    """Compare the trades ``t``; ``find`` looks for one more to add, as links."""
    language = get_language() or "en"
    asked = [normalise_code(code) for code in request.GET.getlist("t")[:READ]]
    compared = compare(asked, language)
    words = request.GET.get("find", "")[:100].strip()
    found = [card for card in find_trades(words, language) if card.code not in compared.codes]
    cards = [column.card for column in compared.columns]
    context = {
        "comparison": compared,
        "unknown": len(set(asked)) > len(compared.codes) and not compared.is_full,
        "left_out": len(set(asked)) > len(compared.codes) and compared.is_full,
        "removals": [Choice(card, _query(code for code in compared.codes if code != card.code)) for card in cards],
        "additions": [Choice(card, _query([*compared.codes, card.code])) for card in found],
        "words": words,
    }
    return render(request, "occupations/compare.html", context)
