"""Which trade a French job title of ROME names, among the trades of the ISCO-08 groups of its sheet.

Measured on ROME 3.47 and ESCO 1.2.0 by reading samples of 45: likeness from 95 of 100 (``ALIKE``), two wrong; from 90 to
95 half were wrong (« privé » for « supérieur »), hence the threshold; all words of one of the trade's names within the
title, and none that makes it another rank (``WITHIN``, see ``RANKS``), three wrong.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import IntEnum
from functools import lru_cache

from rapidfuzz import fuzz, process

from parvis.occupations.domain.names import forms

LIKENESS = 95.0
_SMALL = frozenset(
    [
        "a",
        "au",
        "aux",
        "d",
        "de",
        "des",
        "du",
        "en",
        "et",
        "l",
        "la",
        "le",
        "les",
        "ou",
        "par",
        "pour",
        "sur",
        "un",
        "une",
    ]
)
#: Words that make of a trade another one (helper, head, teacher of it …); a title may not add them to a trade's name.
RANKS = frozenset(
    [
        "adjoint",
        "adjointe",
        "agent",
        "agente",
        "aide",
        "apprenti",
        "apprentie",
        "architecte",
        "assistant",
        "assistante",
        "auxiliaire",
        "cadre",
        "charge",
        "chargee",
        "chef",
        "cheffe",
        "chercheur",
        "chercheuse",
        "commercial",
        "commerciale",
        "conseiller",
        "conseillere",
        "consultant",
        "consultante",
        "contremaitre",
        "controleur",
        "controleuse",
        "coordinateur",
        "coordinatrice",
        "directeur",
        "directrice",
        "eleve",
        "enseignant",
        "enseignante",
        "expert",
        "experte",
        "formateur",
        "formatrice",
        "gerant",
        "gerante",
        "gestionnaire",
        "ingenieur",
        "ingenieure",
        "inspecteur",
        "inspectrice",
        "maitre",
        "maitresse",
        "manager",
        "moniteur",
        "monitrice",
        "patron",
        "patronne",
        "professeur",
        "professeure",
        "responsable",
        "secretaire",
        "second",
        "sous",
        "superviseur",
        "superviseuse",
        "technicien",
        "technicienne",
        "vendeur",
        "vendeuse",
    ]
)


class Match(IntEnum):
    """How a title was matched, best last."""

    NONE = 0
    SHEET = 1  # by the one plain trade of its sheet or group
    WITHIN = 2
    ALIKE = 3
    SAME = 4


@dataclass(frozen=True)
class Named:
    """A trade as it can be named in French; ``label`` holds the forms of its label, folded."""

    pk: int
    isco: str
    label: frozenset[str]
    names: frozenset[str]


@lru_cache(maxsize=65536)
def folded(name: str) -> str:
    """Return ``name`` without accents, case and signs."""
    flat = unicodedata.normalize("NFKD", name.casefold().replace("œ", "oe"))
    return re.sub(r"[^a-z0-9]+", " ", "".join(sign for sign in flat if not unicodedata.combining(sign))).strip()


@lru_cache(maxsize=65536)
def words_of(name: str) -> frozenset[str]:
    """Return the telling words of a folded ``name``, in the singular."""
    return frozenset(word.rstrip("sx") if len(word) > 3 else word for word in name.split() if word not in _SMALL)


@dataclass
class Index:
    """The trades by their French names."""

    by_isco: dict[str, list[Named]] = field(default_factory=lambda: defaultdict(list))
    by_name: dict[str, list[Named]] = field(default_factory=lambda: defaultdict(list))

    @classmethod
    def of(cls, trades: Iterable[Named]) -> Index:
        """Build the index."""
        index = cls()
        for trade in trades:
            index.by_isco[trade.isco].append(trade)
            for name in trade.names:
                index.by_name[name].append(trade)
        return index

    def match(self, title: str, groups: Iterable[str]) -> tuple[Named | None, Match]:
        """Return the trade that ``title`` names, and how surely; groups are ISCO-08 unit groups of its sheet."""
        said = [folded(form) for form in forms(title)]
        near = [trade for group in sorted(groups) for trade in self.by_isco.get(group, ())]
        if same := [trade for trade in near if trade.names & set(said)]:
            return min(same, key=lambda trade: (not trade.label & set(said), _plainness(trade))), Match.SAME
        everywhere = {trade.pk: trade for form in said for trade in self.by_name.get(form, ())}
        if len(everywhere) == 1:
            return next(iter(everywhere.values())), Match.SAME
        if alike := self._alike(said, near):
            return alike, Match.ALIKE
        within = self._within(said, near)
        return within, Match.WITHIN if within else Match.NONE

    def _alike(self, said: list[str], near: list[Named]) -> Named | None:
        names = {name: trade for trade in sorted(near, key=_plainness, reverse=True) for name in sorted(trade.names)}
        found = [
            process.extractOne(form, names.keys(), scorer=fuzz.token_sort_ratio, score_cutoff=LIKENESS) for form in said
        ]
        best = max((one for one in found if one), key=lambda one: one[1], default=None)
        return names[best[0]] if best else None

    def _within(self, said: list[str], near: list[Named]) -> Named | None:
        best: tuple[int, tuple[int, int], Named] | None = None
        for form in said:
            title = words_of(form)
            for trade in near:
                size = max(
                    (
                        len(words)
                        for name in trade.names
                        if (words := words_of(name)) < title and not title - words & RANKS
                    ),
                    default=0,
                )
                if size and (best is None or (-size, _plainness(trade)) < (-best[0], best[1])):
                    best = (size, _plainness(trade), trade)
        return best[2] if best else None


def _plainness(trade: Named) -> tuple[int, int]:
    """Order trades by how plain they are: short labels first, then by age of the row."""
    return min((len(label) for label in trade.label), default=99), trade.pk
