"""A trade in brief, as every page shows it: home, search results, lists, notebook."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db.models.functions import Substr
from django.utils.translation import gettext as _

from parvis.core.languages import fallback_order, language_name
from parvis.core.said import Said, say
from parvis.occupations.domain.sectors import look_of
from parvis.occupations.enums import Sector
from parvis.occupations.models import Occupation, OccupationText

#: Longest summary on a card, in characters; a source's description is cut to its first sentence or to this.
SUMMARY_LENGTH = 180
_READ = 400
_SENTENCE = re.compile(r"^(.{20,}?[.!?。؟])(?:\s|$)", re.DOTALL)


@dataclass(frozen=True)
class TradeCard:
    """A trade in brief. ``label`` carries both gender forms; ``summary`` may be empty; ``code`` names its page."""

    code: str
    uri: str
    label: Said
    summary: Said
    pictogram: str
    tone: str
    sector: str
    isco: str
    is_retired: bool

    @property
    def sector_label(self) -> str:
        """Return the sector's name in the active language, empty without one."""
        return str(Sector(self.sector).label) if self.sector else ""

    @property
    def note(self) -> str:
        """Say which language the card is shown in when it is not the wanted one, empty otherwise."""
        shown = self.summary or self.label
        if not shown.is_fallback:
            return ""
        return _("shown in %(language)s") % {"language": language_name(shown.language, shown.wanted)}


def first_sentence(text: str, limit: int = SUMMARY_LENGTH) -> str:
    """Return the first sentence of ``text``, cut at a word with an ellipsis when longer than ``limit`` characters."""
    flat = " ".join(text.split())
    found = _SENTENCE.match(flat)
    sentence = found.group(1) if found else flat
    if len(sentence) <= limit:
        return sentence
    return sentence[: limit - 1].rsplit(" ", 1)[0].rstrip(" ,;:–-") + "…"


def card_of(trade: Occupation, labels: Mapping[str, str], summaries: Mapping[str, str], language: str) -> TradeCard:
    """Make the card of ``trade`` from its labels and summaries (language → text); the URI stands in for no label."""
    look = look_of(trade.sector)
    return TradeCard(
        code=trade.code,
        uri=trade.uri,
        label=say(labels, language) or Said(trade.uri, language, language),
        summary=say(summaries, language),
        pictogram=trade.pictogram or look.pictogram,
        tone=look.tone,
        sector=trade.sector,
        isco=trade.isco_id or "",
        is_retired=trade.is_retired,
    )


def cards(trades: Iterable[Occupation], language: str) -> list[TradeCard]:
    """Return the cards of ``trades`` in their order, said in ``language`` or its fallback: one query for all texts."""
    wanted = list(trades)
    labels: dict[int, dict[str, str]] = defaultdict(dict)
    summaries: dict[int, dict[str, str]] = defaultdict(dict)
    rows = (
        OccupationText.objects.filter(occupation__in=wanted, language__in=fallback_order(language))
        .order_by("id")
        .values_list("occupation_id", "language", "label", "summary", Substr("description", 1, _READ))
    )
    for trade, said_in, label, summary, description in rows:
        labels[trade][said_in] = label
        summaries[trade][said_in] = summary or first_sentence(description)
    return [card_of(trade, labels[trade.pk], summaries[trade.pk], language) for trade in wanted]


def trade_cards(codes: Iterable[str], language: str) -> list[TradeCard]:
    """Return the cards of the trades with ``codes``, in that order, unknown codes left out: two queries however many."""
    order = list(dict.fromkeys(codes))
    found = Occupation.objects.in_bulk(order, field_name="code")
    return cards((found[code] for code in order if code in found), language)
