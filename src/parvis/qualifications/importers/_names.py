"""Titles of registers: tied to trades by equal names only, and given back the accents that capitals took from them."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator

from parvis.core.letters import bare
from parvis.occupations.domain.names import forms
from parvis.occupations.models import OccupationText, OccupationWords
from parvis.qualifications.domain.records import OpeningRecord

_WORD = re.compile(r"[^\W\d_]+")
_KEPT_UPPER = 4  # letters up to which a word without a vowel is taken for initials (CNC, BTP)


class TradeNames:
    """The names of trades in one language: title → the one trade that is called exactly so."""

    def __init__(self, language: str) -> None:
        self._trades: dict[str, set[str]] = defaultdict(set)
        self._spelt: dict[str, set[str]] = defaultdict(set)
        for uri, name in _names(language):
            self._trades[_folded(name)].add(uri)
            for word in _WORD.findall(name):
                self._spelt[bare(word)].add(word.casefold())

    def openings(self, names: Iterable[str], source: str) -> tuple[OpeningRecord, ...]:
        """Return the trades called exactly as one of ``names``; approximate, because only a name ties them."""
        found = {uri for name in names for uri in [self._one(name)] if uri}
        return tuple(OpeningRecord(trade=uri, source=source, is_approximate=True) for uri in sorted(found))

    def _one(self, name: str) -> str:
        trades = self._trades.get(_folded(name), set())
        return next(iter(trades)) if len(trades) == 1 else ""

    def spelt(self, capitals: str) -> str:
        """Return a title in capitals as a sentence: "PATISSIER" → "Pâtissier", where trades spell the word in one way."""
        words = _WORD.sub(lambda found: self._word(found[0]), capitals)
        return words[:1].upper() + words[1:]

    def _word(self, word: str) -> str:
        ways = self._spelt.get(bare(word), set())
        if len(ways) == 1:
            return next(iter(ways))
        is_initials = len(word) <= _KEPT_UPPER and not set(bare(word)) & set("aeiouy")
        return word if is_initials and len(word) > 1 else word.lower()


def _names(language: str) -> Iterator[tuple[str, str]]:
    texts = OccupationText.objects.filter(language=language, occupation__retired_in="").order_by("pk")
    for uri, label in texts.values_list("occupation__uri", "label"):
        for form in forms(label):
            yield uri, form
    words = OccupationWords.objects.filter(language=language, kind="alternative", occupation__retired_in="")
    for uri, names in words.order_by("pk").values_list("occupation__uri", "words"):
        for name in names:
            yield uri, name


def _folded(name: str) -> str:
    return " ".join(re.findall(r"\w+", bare(name)))
