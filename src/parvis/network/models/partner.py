"""Who holds a house together; partners are named on its page, and nowhere does a search or a desk see them."""

from __future__ import annotations

import datetime
from typing import Self

from django.db import models
from django.db.models import F, Q

from parvis.core.said import TranslatedField
from parvis.network.enums import PartnerLevel
from parvis.network.models.house import House


class Partner(models.Model):
    """An organisation that keeps a house: its level, and its types by the European Alliance for Apprenticeships."""

    slug = models.SlugField(max_length=60, unique=True)
    name = TranslatedField(blank=False)
    level = models.CharField(max_length=10, choices=PartnerLevel.choices)
    types = models.JSONField(default=list, help_text="One or more of PartnerType")
    country = models.CharField(max_length=2, blank=True)
    website = models.URLField(blank=True)
    source = models.CharField(max_length=300, blank=True)
    is_sample = models.BooleanField(default=False)

    class Meta:
        ordering = ("slug",)

    def __str__(self) -> str:
        return self.slug


class PartnershipQuerySet(models.QuerySet["Partnership"]):
    """Questions about partnerships, in words."""

    def standing(self, on: datetime.date) -> Self:
        """Keep those that hold on the day ``on``."""
        return self.filter(
            Q(since__isnull=True) | Q(since__lte=on),
            Q(until__isnull=True) | Q(until__gte=on),
        )


class Partnership(models.Model):
    """A partner's dated tie to a house (its *convention*)."""

    house = models.ForeignKey(House, on_delete=models.CASCADE, related_name="partnerships")
    partner = models.ForeignKey(Partner, on_delete=models.CASCADE, related_name="partnerships")
    since = models.DateField(null=True, blank=True)
    until = models.DateField(null=True, blank=True)
    charter_accepted_on = models.DateField(
        null=True, blank=True, help_text="The day the charter was accepted, if known"
    )
    is_sample = models.BooleanField(default=False)

    objects = PartnershipQuerySet.as_manager()

    class Meta:
        ordering = ("partner__slug",)
        constraints = (
            models.UniqueConstraint(fields=("house", "partner"), name="one_partnership_a_house_and_partner"),
            models.CheckConstraint(
                condition=Q(since__isnull=True) | Q(until__isnull=True) | Q(until__gte=F("since")),
                name="partnership_ends_after_it_begins",
            ),
        )

    def __str__(self) -> str:
        return f"{self.house_id}–{self.partner_id}"

    def stands(self, on: datetime.date) -> bool:
        """Say whether it holds on the day ``on``, as ``standing`` asks the database."""
        return (self.since is None or self.since <= on) and (self.until is None or on <= self.until)


class Presence(models.Model):
    """Hours that a partner was present at a house in a month: the only figure there is of one partner."""

    house = models.ForeignKey(House, on_delete=models.CASCADE, related_name="presences")
    partner = models.ForeignKey(Partner, on_delete=models.CASCADE, related_name="presences")
    month = models.DateField(help_text="The first day of the month")
    hours = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ("-month", "partner__slug")
        constraints = (
            models.UniqueConstraint(fields=("house", "partner", "month"), name="one_presence_a_partner_and_month"),
        )

    def __str__(self) -> str:
        return f"{self.house_id}–{self.partner_id} {self.month:%Y-%m}"
