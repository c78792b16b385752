"""A skill as its page shows it."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Count, Q

from parvis.core.languages import fallback_order
from parvis.core.said import Said, say
from parvis.occupations.domain.texts import skill_group_labels
from parvis.occupations.enums import SkillKind
from parvis.occupations.models import Skill, SkillText


@dataclass(frozen=True)
class SkillPage:
    """A skill, its heading, and how many current trades need it or can use it."""

    key: int
    code: str
    uri: str
    label: Said
    description: Said
    heading: Said
    kind: SkillKind
    essential_for: int
    useful_for: int
    is_retired: bool


def skill_page(code: str, language: str) -> SkillPage | None:
    """Return the skill with ``code`` in ``language`` or its fallback, None when there is none: three queries."""
    current = Q(occupation_links__occupation__retired_in="")
    essential = Count("occupation_links", filter=current & Q(occupation_links__is_essential=True))
    useful = Count("occupation_links", filter=current & Q(occupation_links__is_essential=False))
    skill = Skill.objects.filter(code=code).annotate(essential_for=essential, useful_for=useful).first()
    if skill is None:
        return None
    texts = list(SkillText.objects.filter(skill=skill, language__in=fallback_order(language)).order_by("id"))
    headings = skill_group_labels([skill.top_group_id] if skill.top_group_id else [], language)
    return SkillPage(
        key=skill.pk,
        code=skill.code,
        uri=skill.uri,
        label=say({text.language: text.label for text in texts}, language) or Said(skill.uri, language, language),
        description=say({text.language: text.description for text in texts}, language),
        heading=headings.get(skill.top_group_id or 0, Said("", language, language)),
        kind=SkillKind(skill.kind),
        essential_for=skill.essential_for,
        useful_for=skill.useful_for,
        is_retired=bool(skill.retired_in),
    )
