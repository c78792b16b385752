"""A desk ("pôle"): a question in the visitor's words that somebody at the house answers."""

from __future__ import annotations

from django.db import models

from parvis.core.said import TranslatedField
from parvis.network.enums import Tone
from parvis.network.models.house import House


class Desk(models.Model):
    """A desk of a house. It stands under a question, never under an institution's name; ``key`` is unique in the house."""

    house = models.ForeignKey(House, on_delete=models.CASCADE, related_name="desks")
    key = models.SlugField(max_length=40)
    code = models.CharField(max_length=12, unique=True)
    question = TranslatedField(blank=False)
    hint = TranslatedField()
    words = models.JSONField(default=dict, blank=True, help_text="{language: [everyday words that lead here]}")
    tone = models.CharField(max_length=8, choices=Tone.choices)
    pictogram = models.CharField(max_length=24, blank=True)
    languages = models.JSONField(default=list, blank=True, help_text="Languages spoken at the desk, BCP 47")
    order = models.PositiveSmallIntegerField(default=0)
    is_sample = models.BooleanField(default=False)

    class Meta:
        ordering = ("order", "key")
        constraints = (models.UniqueConstraint(fields=("house", "key"), name="one_desk_a_house_and_key"),)

    def __str__(self) -> str:
        return f"{self.house_id} {self.key}"
