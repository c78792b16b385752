"""Rooms of a house in which sessions take place."""

from __future__ import annotations

from django.db import models

from parvis.core.said import TranslatedField
from parvis.network.models import House


class Room(models.Model):
    """A room: its name in the house's own words, how many it holds (None: nobody said), its way in."""

    house = models.ForeignKey(House, on_delete=models.CASCADE, related_name="rooms")
    code = models.CharField(max_length=12, unique=True)
    name = TranslatedField(blank=False)
    capacity = models.PositiveSmallIntegerField(null=True, blank=True)
    access = models.JSONField(default=list, blank=True, help_text="Of enums.Access")
    directions = TranslatedField()
    order = models.PositiveSmallIntegerField(default=0)
    is_closed = models.BooleanField(default=False, help_text="No longer used: kept for what took place in it")

    class Meta:
        ordering = ("order", "code")

    def __str__(self) -> str:
        return self.code
