"""What a house keeps of its lines: sums by half-day, and no ticket in them."""

from __future__ import annotations

from django.db import models

from parvis.network.models import House
from parvis.queue.enums import By, Half, Step


class _OfHalfDay(models.Model):
    house = models.ForeignKey(House, on_delete=models.CASCADE, related_name="+")
    day = models.DateField()
    half = models.CharField(max_length=2, choices=Half.choices)
    number = models.PositiveIntegerField(default=0)

    class Meta:
        abstract = True


class Wait(_OfHalfDay):
    """How many waits of a half-day lasted a step of five minutes, sorted ``by`` one thing (its ``key``) and no second one."""

    by = models.CharField(max_length=8, choices=By.choices)
    key = models.CharField(max_length=40, blank=True)
    step = models.PositiveSmallIntegerField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("house", "day", "half", "by", "key", "step"), name="one_wait_a_cell"),
        )
        indexes = (models.Index(fields=("house", "by", "half", "day"), name="wait_range"),)

    def __str__(self) -> str:
        return f"{self.house_id} {self.day} {self.by} {self.key} {self.step}"


class Tally(_OfHalfDay):
    """How many tickets of a half-day came to a ``step``, ``by`` the desk or the language that was wanted."""

    by = models.CharField(max_length=8, choices=By.choices)
    key = models.CharField(max_length=40, blank=True)
    step = models.CharField(max_length=8, choices=Step.choices)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("house", "day", "half", "by", "key", "step"), name="one_tally_a_cell"),
        )

    def __str__(self) -> str:
        return f"{self.house_id} {self.day} {self.by} {self.key} {self.step}"
