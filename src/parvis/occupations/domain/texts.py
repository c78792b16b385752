"""Labels of skills and groups, said in a language: one query a kind of thing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import TypeVar

from parvis.core.languages import fallback_order
from parvis.core.said import Said, say
from parvis.occupations.models import IscoGroupText, SkillGroupText, SkillText

Key = TypeVar("Key", int, str)


def skill_labels(skills: Iterable[int], language: str) -> dict[int, Said]:
    """Return the label of each of ``skills`` (primary keys) in ``language`` or its fallback."""
    rows = SkillText.objects.filter(skill__in=list(skills), language__in=fallback_order(language))
    return _said(rows.order_by("id").values_list("skill_id", "language", "label"), language)


def skill_group_labels(groups: Iterable[int], language: str) -> dict[int, Said]:
    """Return the label of each of the skill ``groups`` (primary keys) in ``language`` or its fallback."""
    rows = SkillGroupText.objects.filter(group__in=list(groups), language__in=fallback_order(language))
    return _said(rows.order_by("id").values_list("group_id", "language", "label"), language)


def isco_labels(codes: Iterable[str], language: str) -> dict[str, Said]:
    """Return the label of each ISCO-08 group in ``codes`` in ``language`` or its fallback."""
    rows = IscoGroupText.objects.filter(group__in=list(codes), language__in=fallback_order(language))
    return _said(rows.order_by("id").values_list("group_id", "language", "label"), language)


def _said(rows: Iterable[tuple[Key, str, str]], language: str) -> dict[Key, Said]:
    texts: dict[Key, dict[str, str]] = defaultdict(dict)
    for key, said_in, label in rows:
        texts[key][said_in] = label
    return {key: say(labels, language) for key, labels in texts.items()}
