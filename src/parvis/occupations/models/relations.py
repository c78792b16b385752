"""What ties a trade to skills, interests, conditions and other trades; each tie names its source."""

from __future__ import annotations

from django.db import models

from parvis.occupations.enums import ConditionKind, Nearness, Provenance
from parvis.occupations.models.occupation import Occupation
from parvis.occupations.models.skill import Skill


class OccupationSkill(models.Model):
    """A skill a trade needs (essential) or can use (optional)."""

    occupation = models.ForeignKey(Occupation, on_delete=models.CASCADE, related_name="skill_links")
    skill = models.ForeignKey(Skill, on_delete=models.CASCADE, related_name="occupation_links")
    is_essential = models.BooleanField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("occupation", "skill"), name="one_link_an_occupation_and_skill"),
        )

    def __str__(self) -> str:
        return f"{self.occupation_id}–{self.skill_id}"


class InterestProfile(models.Model):
    """The interest types (RIASEC) of a trade by one source.

    ``letters`` is one to three of RIASEC, strongest first. ``scores`` maps each letter to 0…100 where the source
    gives figures. ``is_approximate`` when a crosswalk lies between (ROME or O*NET → ISCO-08 → ESCO).
    """

    occupation = models.ForeignKey(Occupation, on_delete=models.CASCADE, related_name="interests")
    source = models.CharField(max_length=8, choices=Provenance.choices)
    letters = models.CharField(max_length=3)
    scores = models.JSONField(default=dict, blank=True)
    is_approximate = models.BooleanField(default=False)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("occupation", "source"), name="one_profile_an_occupation_and_source"),
        )

    def __str__(self) -> str:
        return self.letters


class NearOccupation(models.Model):
    """A trade near another, as one source says; ``reason`` is empty or a pictogram-free plain key explained on the page."""

    occupation = models.ForeignKey(Occupation, on_delete=models.CASCADE, related_name="near_links")
    other = models.ForeignKey(Occupation, on_delete=models.CASCADE, related_name="near_of")
    source = models.CharField(max_length=8, choices=Provenance.choices)
    nearness = models.CharField(max_length=4, choices=Nearness.choices)
    is_approximate = models.BooleanField(default=False)
    rank = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ("rank",)
        constraints = (
            models.UniqueConstraint(fields=("occupation", "other", "source"), name="one_nearness_a_pair_and_source"),
        )

    def __str__(self) -> str:
        return f"{self.occupation_id}→{self.other_id}"


class WorkCondition(models.Model):
    """Where and how a trade is worked (ROME work environments), in the source's language."""

    occupation = models.ForeignKey(Occupation, on_delete=models.CASCADE, related_name="conditions")
    source = models.CharField(max_length=8, choices=Provenance.choices)
    language = models.CharField(max_length=8)
    kind = models.CharField(max_length=40, choices=ConditionKind.choices)
    texts = models.JSONField(default=list)
    is_approximate = models.BooleanField(default=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("occupation", "source", "language", "kind"), name="one_condition_a_kind"),
        )

    def __str__(self) -> str:
        return f"{self.occupation_id} {self.kind}"
