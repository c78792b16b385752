"""Which trade an offer is for: said by its sender, else by its title, else by a code of trades; else it stays blank.

In this order, each only where the one before found nothing:

1. the sender's ESCO URI or our own code (``given``);
2. the first part of the title is exactly a name of one trade (``name``), or a later part is (``part``);
3. the first part begins with a name of one trade of two words or more (``part``): the longest such name;
4. the sender's ROME or ISCO-08 code stands for exactly one trade (``code``).

Job titles of ROME were tied to trades through codes, so a title that is only one of those is approximate (``part``) too.

Names are labels, other names and job titles of the offer's language, compared without case, accents, marks of gender and small
words. A name that several trades bear names none, unless it is the label of one of them. Everyday words are for searching, not
for saying what a place is.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from functools import lru_cache

from parvis.occupations.domain.names import forms
from parvis.occupations.enums import WordsKind
from parvis.occupations.models import Occupation, OccupationText, OccupationWords
from parvis.offers.domain.titles import name_words, title_parts
from parvis.offers.enums import Match

Words = tuple[str, ...]
Matched = tuple[int | None, Match]
NOTHING: Matched = (None, Match.NONE)
#: Words of a name that may be found at the beginning of a longer title; one word says too little («manager»).
LEAST = 2


class Matcher:
    """The names of all current trades, language by language as they are asked for; made once an import."""

    def __init__(self) -> None:
        self._names: dict[str, dict[Words, Matched]] = {}
        self._codes: dict[str, int] | None = None
        self.match = lru_cache(maxsize=50_000)(self._match)

    def _match(self, title: str, language: str, codes: tuple[str, ...]) -> Matched:
        """Return the trade's key, or None, and how it was found."""
        given = [self.codes[code] for code in codes if code.startswith(("esco:", "code:")) and self.codes.get(code)]
        if given:
            return given[0], Match.GIVEN
        return self._by_title(title_parts(title), self.names(language)) or self._by_code(codes) or NOTHING

    @staticmethod
    def _by_title(parts: list[Words], names: dict[Words, Matched]) -> Matched | None:
        for place, words in enumerate(parts):
            found = names.get(words, NOTHING)
            if found[0]:
                return found[0], Match.PART if place else found[1]
        first = parts[0] if parts else ()
        for length in range(len(first) - 1, LEAST - 1, -1):
            found = names.get(first[:length], NOTHING)
            if found[0]:
                return found[0], Match.PART
        return None

    def _by_code(self, codes: Iterable[str]) -> Matched | None:
        found = next((self.codes[code] for code in codes if self.codes.get(code)), None)
        return (found, Match.CODE) if found else None

    def names(self, language: str) -> dict[Words, Matched]:
        """Return folded words of a name → the one trade that bears it (None when several do), and how far that can be relied on."""
        if language not in self._names:
            self._names[language] = _names_in(language)
        return self._names[language]

    @property
    def codes(self) -> dict[str, int]:
        """Return «esco:<URI>», «code:<ours>», «rome:<code>» and «isco:<unit group>» → the one trade it stands for, 0 for several."""
        if self._codes is None:
            self._codes = _codes()
        return self._codes


def _names_in(language: str) -> dict[Words, Matched]:
    """Read the names in ``language``: labels go before other names, those before job titles."""
    current = Occupation.objects.current().order_by()
    labels = OccupationText.objects.filter(occupation__in=current, language=language).order_by("pk")
    found = _layer(
        ((pk, forms(label)) for pk, label in labels.values_list("occupation_id", "label").iterator()), Match.NAME
    )
    for kind, match in ((WordsKind.ALTERNATIVE, Match.NAME), (WordsKind.JOB_TITLE, Match.PART)):
        rows = OccupationWords.objects.filter(occupation__in=current, language=language, kind=kind).order_by("pk")
        found = {**_layer(rows.values_list("occupation_id", "words").iterator(), match), **found}
    return found


def _layer(rows: Iterable[tuple[int, Iterable[str]]], match: Match) -> dict[Words, Matched]:
    bearers: dict[Words, set[int]] = defaultdict(set)
    for trade, names in rows:
        for name in names:
            for words in {name_words(name), *title_parts(name)[:1]}:
                bearers[words].add(trade)
    bearers.pop((), None)
    return {words: (trades.pop(), match) if len(trades) == 1 else NOTHING for words, trades in bearers.items()}


def _codes() -> dict[str, int]:
    bearers: dict[str, set[int]] = defaultdict(set)
    trades = Occupation.objects.current().order_by("pk").values_list("pk", "uri", "code", "isco_id", "rome_codes")
    for pk, uri, code, isco, rome in trades.iterator():
        for named in (f"esco:{uri}", f"code:{code}", f"isco:{isco}", *(f"rome:{one}" for one in rome)):
            bearers[named].add(pk)
    return {named: found.pop() if len(found) == 1 else 0 for named, found in bearers.items()}
