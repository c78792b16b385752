"""Trades as a team types them, one a line: by name in any language, or by code."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Q
from django.utils.translation import gettext as _

from parvis.core.codes import normalise_code
from parvis.core.refusal import Refusal
from parvis.core.said import quoted, say
from parvis.occupations.domain.finding import find_trades
from parvis.occupations.models import Occupation

MOST = 12


def lines_of(typed: str) -> list[str]:
    """Return what was typed, one a line, each once."""
    return list(dict.fromkeys(line.strip() for line in typed.splitlines() if line.strip()))


def trades_typed(typed: str, language: str) -> list[Occupation]:
    """Return the trades that ``typed`` names; refuse a line that names none, with what is spelt most like it."""
    lines = lines_of(typed)
    if len(lines) > MOST:
        raise Refusal(_("One event shows %(most)s trades at most.") % {"most": MOST})
    return [_trade(line, language) for line in lines]


def _trade(line: str, language: str) -> Occupation:
    words = line[:300]
    named = (
        Q(code=normalise_code(words)[:12]) | Q(texts__label__iexact=words) | Q(texts__label__istartswith=f"{words} /")
    )
    found = Occupation.objects.current().filter(named).order_by("pk").first()
    if found is not None:
        return found
    near = [card.label.text for card in find_trades(words, language)]
    if len(near) == 1:
        card = find_trades(words, language)[0]
        return Occupation.objects.get(code=card.code)
    told = ", ".join(quoted(name) for name in near[:4])
    raise Refusal(
        _("No trade is called %(words)s. Is it one of these? %(near)s") % {"words": quoted(line[:60]), "near": told}
        if told
        else _("No trade is called %(words)s.") % {"words": quoted(line[:60])}
    )


def as_typed(trades: Iterable[Occupation], language: str) -> str:
    """Return ``trades``, fetched with their texts, one a line as somebody would type them."""
    named = (
        say({text.language: text.label for text in trade.texts.all()}, language).text or trade.code for trade in trades
    )
    return "\n".join(named)
