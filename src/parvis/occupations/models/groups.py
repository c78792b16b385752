"""ISCO-08 groups of occupations and ESCO's groups of skills."""

from __future__ import annotations

from django.db import models


class IscoGroup(models.Model):
    """A group of ISCO-08, 1 to 4 digits; the parent is the code without its last digit."""

    code = models.CharField(max_length=4, primary_key=True)
    uri = models.URLField(blank=True)
    parent = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="children")

    class Meta:
        ordering = ("code",)

    def __str__(self) -> str:
        return self.code


class IscoGroupText(models.Model):
    """What an ISCO-08 group is called in one language."""

    group = models.ForeignKey(IscoGroup, on_delete=models.CASCADE, related_name="texts")
    language = models.CharField(max_length=8)
    label = models.CharField(max_length=400)
    description = models.TextField(blank=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("group", "language"), name="one_text_a_group_and_language"),)

    def __str__(self) -> str:
        return self.label


class SkillGroup(models.Model):
    """A group of ESCO's skills pillar (S1, S1.2, K, ISCED-F field …)."""

    uri = models.URLField(unique=True)
    code = models.CharField(max_length=20, blank=True, db_index=True)
    parent = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="children")

    class Meta:
        ordering = ("code",)

    def __str__(self) -> str:
        return self.code or self.uri


class SkillGroupText(models.Model):
    """What a group of skills is called in one language."""

    group = models.ForeignKey(SkillGroup, on_delete=models.CASCADE, related_name="texts")
    language = models.CharField(max_length=8)
    label = models.CharField(max_length=400)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("group", "language"), name="one_text_a_skill_group_and_language"),
        )

    def __str__(self) -> str:
        return self.label
