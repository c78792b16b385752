"""Where rules hold: a country, or a part of it that makes its own."""

from __future__ import annotations

import datetime
from typing import Self

from django.db import models
from django.db.models import F

from parvis.core.said import TranslatedField
from parvis.qualifications.enums import Topic
from parvis.qualifications.models.dated import Dated, holding


class Jurisdiction(models.Model):
    """A country (ISO 3166-1, "CH") or a part with rules of its own ("BE-FR"); names of countries come from CLDR.

    ``levels`` maps national levels to EQF where the country says so ({"CITE 3": 4}); empty when not known.
    """

    code = models.CharField(max_length=8, primary_key=True)
    country = models.CharField(max_length=2, db_index=True, help_text="ISO 3166-1 alpha-2")
    part_of = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="parts")
    names = TranslatedField(help_text="For parts of countries only")
    languages = models.JSONField(default=list, blank=True, help_text="Languages people learn in there, BCP 47")
    currency = models.CharField(max_length=3, blank=True, help_text="ISO 4217")
    levels = models.JSONField(default=dict, blank=True)

    class Meta:
        ordering = ("code",)

    def __str__(self) -> str:
        return self.code


class RuleQuerySet(models.QuerySet["Rule"]):
    """Questions about rules, in words."""

    def holding(self, on: datetime.date) -> Self:
        """Keep the rules that hold on a day."""
        return self.filter(holding(on))

    def oldest_first(self) -> Self:
        """Order by first day, then key, rules that nobody dated first: the last one of a topic counts, on every database."""
        return self.order_by(F("valid_from").asc(nulls_first=True), "key")

    def about(self, topic: Topic) -> Self:
        """Keep the rules on a topic."""
        return self.filter(topic=topic)


class Rule(Dated):
    """A dated rule of a jurisdiction: minimum age, pay by age and year, who signs, when places are advertised.

    ``values`` is data whose shape its topic decides (``rules.py`` checks it); ``says`` is the rule in plain words.
    A rule for one ``qualification`` goes before the jurisdiction's own; a part's goes before its country's.
    """

    key = models.CharField(max_length=120, unique=True, help_text="Stable name, «CH:minimum_age:2004»")
    jurisdiction = models.ForeignKey(Jurisdiction, on_delete=models.PROTECT, related_name="rules")
    qualification = models.ForeignKey(
        "qualifications.Qualification", null=True, blank=True, on_delete=models.CASCADE, related_name="rules"
    )
    topic = models.CharField(max_length=16, choices=Topic.choices)
    values = models.JSONField(default=dict, blank=True)
    says = TranslatedField()
    revision = models.PositiveBigIntegerField(db_index=True)

    objects = RuleQuerySet.as_manager()

    class Meta:
        ordering = ("jurisdiction", "topic", "key")

    def __str__(self) -> str:
        return self.key
