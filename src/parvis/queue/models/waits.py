"""What a house keeps of its lines: sums, and no ticket in them. No two rows that one ticket wrote can be joined (domain/tallying.py)."""

from __future__ import annotations

from django.db import models

from parvis.core.enums import Half
from parvis.core.random_keys import RandomKeyField, random_number
from parvis.network.models import House
from parvis.queue.enums import By, Step


class _Sum(models.Model):
    id = RandomKeyField(primary_key=True, default=random_number, editable=False)
    house = models.ForeignKey(House, on_delete=models.CASCADE, related_name="+")
    day = models.DateField()
    half = models.CharField(max_length=2, choices=Half.choices, blank=True)
    number = models.PositiveIntegerField(default=0)

    class Meta:
        abstract = True


class Wait(_Sum):
    """How many waits of a half-day lasted a step of five minutes, by the band of load (``key``; empty: no table could help)."""

    key = models.CharField(max_length=40, blank=True)
    step = models.PositiveSmallIntegerField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=("house", "day", "half", "key", "step"), name="one_wait_a_cell"),)
        indexes = (models.Index(fields=("house", "half", "day"), name="wait_range"),)

    def __str__(self) -> str:
        return f"{self.house_id} {self.day} {self.key} {self.step}"


class Tally(_Sum):
    """How many tickets came to a ``step``: all together by half-day; ``by`` the desk or the language that was wanted (``key``)
    by month alone, which its first ``day`` names, without a half."""

    by = models.CharField(max_length=8, choices=By.choices)
    key = models.CharField(max_length=40, blank=True)
    step = models.CharField(max_length=8, choices=Step.choices)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("house", "day", "half", "by", "key", "step"), name="one_tally_a_cell"),
        )

    def __str__(self) -> str:
        return f"{self.house_id} {self.day} {self.by} {self.key} {self.step}"
