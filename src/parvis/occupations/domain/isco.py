"""The tree of ISCO-08 as visitors walk it: groups with their names and how many trades stand in them."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Count, F, QuerySet
from django.db.models.functions import Substr

from parvis.core.said import Said
from parvis.occupations.domain.texts import isco_labels
from parvis.occupations.models import Occupation

#: Digits of a unit group, ISCO-08's finest.
UNIT = 4


@dataclass(frozen=True)
class IscoStep:
    """A group of ISCO-08: its code, its name, how many current trades stand in it (0 when not counted)."""

    code: str
    label: Said
    trades: int = 0


def isco_trail(code: str, language: str) -> list[IscoStep]:
    """Return the groups from the widest to ``code``: one query."""
    codes = [code[:length] for length in range(1, len(code) + 1)]
    labels = isco_labels(codes, language)
    return [IscoStep(one, labels.get(one) or Said(one, language, language)) for one in codes]


def isco_groups(trades: QuerySet[Occupation], language: str, *, under: str = "", length: int = 0) -> list[IscoStep]:
    """Return the groups of ``length`` digits (one more than ``under`` by default) below ``under`` that hold some of
    ``trades``, with how many, by code: two queries.
    """
    length = length or len(under) + 1
    rows = (
        trades.filter(isco__code__startswith=under)
        .exclude(isco_id=None)
        .order_by()
        .annotate(group=Substr(F("isco_id"), 1, length))
        .values_list("group")
        .annotate(number=Count("id"))
    )
    counts = {group: number for group, number in rows if len(group) == length}
    labels = isco_labels(counts, language)
    nameless = Said("", language, language)
    return [IscoStep(group, labels.get(group, nameless), counts[group]) for group in sorted(counts)]
