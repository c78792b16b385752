"""The tree of ISCO-08 as visitors walk it: groups with their names and how many trades stand in them."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Count, F, QuerySet
from django.db.models.functions import Substr
from django.utils.translation import pgettext_lazy

from parvis.core.said import Said
from parvis.occupations.domain.texts import isco_labels
from parvis.occupations.models import Occupation

#: Digits of a unit group, ISCO-08's finest.
UNIT = 4


#: The ten major groups in our own plain words, for languages and machines without ISCO-08's texts.
MAJOR = {
    "1": pgettext_lazy("ISCO-08", "People who lead"),
    "2": pgettext_lazy("ISCO-08", "Professions that need long studies"),
    "3": pgettext_lazy("ISCO-08", "Technicians and those who assist professions"),
    "4": pgettext_lazy("ISCO-08", "Office and customer clerks"),
    "5": pgettext_lazy("ISCO-08", "Service and sales"),
    "6": pgettext_lazy("ISCO-08", "Farming, forestry, fishing"),
    "7": pgettext_lazy("ISCO-08", "Crafts and trades"),
    "8": pgettext_lazy("ISCO-08", "Machines, plants, driving"),
    "9": pgettext_lazy("ISCO-08", "Helping and simple work"),
    "0": pgettext_lazy("ISCO-08", "Armed forces"),
}


@dataclass(frozen=True)
class IscoStep:
    """A group of ISCO-08: its code, its name (empty when not loaded), how many current trades it holds (0: not counted)."""

    code: str
    label: Said
    trades: int = 0


def isco_trail(code: str, language: str) -> list[IscoStep]:
    """Return the groups from the widest to ``code``: one query."""
    codes = [code[:length] for length in range(1, len(code) + 1)]
    labels = isco_labels(codes, language)
    return [IscoStep(one, _named(one, labels.get(one), language)) for one in codes]


def _named(code: str, label: Said | None, language: str) -> Said:
    """Return ``label``, or our own words for a major group that has none in ``language``; empty without either."""
    if code in MAJOR and (label is None or label.is_fallback):
        return Said(str(MAJOR[code]), language, language)
    return label or Said("", language, language)


def isco_groups(trades: QuerySet[Occupation], language: str, *, under: str = "", length: int = 0) -> list[IscoStep]:
    """Return the groups of ``length`` digits (one more than ``under`` by default) below ``under`` that hold some of
    ``trades``, with how many, by code: two queries. A group whose name nobody loaded is left out: a bare number tells nothing.
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
    steps = (IscoStep(group, _named(group, labels.get(group), language), counts[group]) for group in sorted(counts))
    return [step for step in steps if step.label]
