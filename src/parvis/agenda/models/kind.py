"""Kinds of events, as data: what a house adds stands beside what everybody has."""

from __future__ import annotations

from typing import Self

from django.db import models
from django.db.models import Q

from parvis.agenda.enums import APART_KIND, Seats
from parvis.core.said import TranslatedField
from parvis.network.models import House


class KindQuerySet(models.QuerySet["Kind"]):
    """Questions about kinds, in words."""

    def of(self, house: House) -> Self:
        """Keep the kinds that ``house`` may use: everybody's and its own."""
        return self.filter(Q(house__isnull=True) | Q(house=house)).exclude(key=APART_KIND)


class Kind(models.Model):
    """A kind of event and its rules: whether seats are limited, whether neutrality is reviewed, whether it is for the public.

    ``house`` None: everybody's. ``minutes`` is how long a new session of it usually lasts.
    """

    key = models.SlugField(max_length=40, unique=True)
    house = models.ForeignKey(House, null=True, blank=True, on_delete=models.CASCADE, related_name="event_kinds")
    name = TranslatedField(blank=False)
    hint = TranslatedField()
    pictogram = models.CharField(max_length=24, blank=True)
    tone = models.CharField(max_length=8, default="brick")
    seats = models.CharField(max_length=8, choices=Seats.choices, default=Seats.NONE)
    is_reviewed = models.BooleanField(default=True, help_text="A partner's proposal is reviewed for neutrality")
    is_for_public = models.BooleanField(default=True, help_text="False: for professionals or invited groups")
    minutes = models.PositiveSmallIntegerField(default=120)
    order = models.PositiveSmallIntegerField(default=0)

    objects = KindQuerySet.as_manager()

    class Meta:
        ordering = ("order", "key")

    def __str__(self) -> str:
        return self.key
