"""Everyday words written for Parvis, applied to every trade that stands."""

from __future__ import annotations

from parvis.occupations.domain.marks import digest, may_write
from parvis.occupations.domain.merging import Changes, batches, merge
from parvis.occupations.domain.seed_files import everyday_words
from parvis.occupations.enums import WordsKind
from parvis.occupations.models import Occupation, OccupationWords


def apply_everyday(changes: Changes) -> int:
    """Give every trade that stands its everyday words; those that a house has changed stay. Return the rows written."""
    return sum(_apply(changes, uris) for uris in batches(sorted(everyday_words())))


def _apply(changes: Changes, uris: list[str]) -> int:
    trades = list(Occupation.objects.filter(uri__in=uris).order_by("pk"))
    kind = WordsKind.EVERYDAY.value
    there = {
        (row.occupation_id, row.language): row.words
        for row in OccupationWords.objects.filter(occupation__in=trades, kind=kind)
    }
    rows: list[OccupationWords] = []
    for trade in trades:
        for language, words in everyday_words()[trade.uri].items():
            mark = f"words.{language}"
            if may_write(trade, mark, there.get((trade.pk, language)), words):
                trade.seed_marks[mark] = digest(words)
                rows.append(OccupationWords(occupation=trade, language=language, kind=kind, words=words))
    if rows:
        merge(rows, ("occupation_id", "language", "kind"), ("words",))
        written = {row.occupation_id for row in rows}
        Occupation.objects.bulk_update([trade for trade in trades if trade.pk in written], ["seed_marks"])
        changes.touch(Occupation, written)
    return len(rows)
