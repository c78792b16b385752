"""Skills and knowledge, after ESCO."""

from __future__ import annotations

from django.db import models

from parvis.occupations.enums import SkillKind
from parvis.occupations.models.groups import SkillGroup


class Skill(models.Model):
    """A skill or a piece of knowledge; ``group`` is its nearest group, ``top_group`` the heading it stands under on a page."""

    uri = models.CharField(max_length=200, unique=True)
    code = models.CharField(max_length=12, unique=True)
    kind = models.CharField(max_length=10, choices=SkillKind.choices)
    reuse = models.CharField(
        max_length=24,
        blank=True,
        help_text="ESCO reuse level: transversal, cross-sector, sector-specific, occupation-specific.",
    )
    group = models.ForeignKey(SkillGroup, null=True, blank=True, on_delete=models.SET_NULL, related_name="skills")
    top_group = models.ForeignKey(
        SkillGroup, null=True, blank=True, on_delete=models.SET_NULL, related_name="all_skills"
    )
    is_digital = models.BooleanField(default=False)
    is_green = models.BooleanField(default=False)
    is_transversal = models.BooleanField(default=False)
    version = models.CharField(max_length=12, blank=True)
    retired_in = models.CharField(max_length=12, blank=True, default="")
    revision = models.PositiveBigIntegerField(db_index=True)

    class Meta:
        ordering = ("id",)

    def __str__(self) -> str:
        return self.uri


class SkillText(models.Model):
    """A skill in one language."""

    skill = models.ForeignKey(Skill, on_delete=models.CASCADE, related_name="texts")
    language = models.CharField(max_length=8)
    label = models.CharField(max_length=400)
    alternatives = models.JSONField(default=list)
    description = models.TextField(blank=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("skill", "language"), name="one_text_a_skill_and_language"),)

    def __str__(self) -> str:
        return self.label
