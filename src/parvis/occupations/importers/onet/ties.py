"""Which jobs of O*NET speak for which trade: those of its ISCO-08 group, by title where one fits."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from parvis.occupations.domain.names import forms
from parvis.occupations.enums import WordsKind
from parvis.occupations.importers.onet.files import Job
from parvis.occupations.models import Occupation, OccupationText, OccupationWords

ENGLISH = "en"
_PARTS = re.compile(r",|;| and | or ")
Words = frozenset[str]


@dataclass
class Ties:
    """``by_title``: trade → jobs of the same name; ``by_group``: trade → all jobs of its ISCO-08 group;
    ``closest``: job → the one trade that bears its name best.
    """

    by_title: dict[int, list[str]] = field(default_factory=dict)
    by_group: dict[int, list[str]] = field(default_factory=dict)
    closest: dict[str, int] = field(default_factory=dict)


def words_of(name: str) -> Words:
    """Return the words of an English ``name`` in the singular: "Bakers" and "baker" are the same."""
    return frozenset(map(_singular, re.findall(r"[a-z]+", name.lower())))


def _singular(word: str) -> str:
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    return word[:-1] if word.endswith("s") and not word.endswith("ss") and len(word) > 3 else word


def tie(jobs: Mapping[str, Job]) -> Ties:
    """Tie the current trades to the jobs; a title with "and" or commas counts whole and in its parts."""
    titles = {code: {words_of(job.title), *map(words_of, _PARTS.split(job.title))} for code, job in jobs.items()}
    in_group: dict[str, list[str]] = defaultdict(list)
    for code, job in sorted(jobs.items()):
        for group in job.isco:
            in_group[group].append(code)
    ties, ranked = Ties(), dict[str, tuple[bool, int, int]]()
    for trade, isco, label, names in _named_trades():
        ties.by_group[trade] = in_group.get(isco, [])
        for code in ties.by_group[trade]:
            if titles[code] & (label | names):
                ties.by_title.setdefault(trade, []).append(code)
                rank = (not titles[code] & label, len(names), trade)
                ranked[code] = min(ranked.get(code, rank), rank)
    ties.closest = {code: trade for code, (_, _, trade) in ranked.items()}
    return ties


def _named_trades() -> Iterator[tuple[int, str, set[Words], set[Words]]]:
    """Yield (trade, its ISCO-08 group, the words of its label's forms, of its other names), in English."""
    labels: dict[int, set[Words]] = {}
    for trade, label in (
        OccupationText.objects.filter(language=ENGLISH).order_by().values_list("occupation_id", "label")
    ):
        labels[trade] = {words_of(form) for form in forms(label)}
    names: dict[int, set[Words]] = {}
    rows = OccupationWords.objects.filter(language=ENGLISH, kind=WordsKind.ALTERNATIVE).order_by()
    for trade, words in rows.values_list("occupation_id", "words"):
        names[trade] = {words_of(word) for word in words}
    current = Occupation.objects.current().exclude(isco=None).order_by("pk").values_list("pk", "isco_id")
    for trade, isco in current:
        yield trade, isco or "", labels.get(trade, set()), names.get(trade, set())
