"""How a house takes people in turn, and the tables that call."""

from __future__ import annotations

from django.db import models

from parvis.network.models import House
from parvis.queue.enums import Mode


class Flow(models.Model):
    """The line of a house; no row: no tickets. Its row is the one lock of the line.

    ``desks`` are the keys of those that take tickets, none: every desk. ``sequence`` orders tickets and calls, ``version``
    moves with every act. After ``last_at`` (the house's clock), and on the day ``closed_on``, no ticket is given.
    """

    house = models.OneToOneField(House, on_delete=models.CASCADE, related_name="flow")
    mode = models.CharField(max_length=8, choices=Mode.choices, default=Mode.NOD)
    desks = models.JSONField(default=list, blank=True)
    by_visitors = models.BooleanField(default=True)
    last_at = models.TimeField(null=True, blank=True)
    closed_on = models.DateField(null=True, blank=True)
    sequence = models.PositiveBigIntegerField(default=0)
    version = models.PositiveBigIntegerField(default=0)
    is_sample = models.BooleanField(default=False)

    def __str__(self) -> str:
        return f"{self.house_id} {self.mode}"


class Table(models.Model):
    """A table that calls people today: whoever sits there says at which desks (keys) and in which languages.

    ``sign`` is what stands over it. It knows nobody of the staff, and counts nothing.
    """

    house = models.ForeignKey(House, on_delete=models.CASCADE, related_name="tables")
    number = models.PositiveSmallIntegerField()
    sign = models.CharField(max_length=30, blank=True)
    desks = models.JSONField(default=list, blank=True)
    languages = models.JSONField(default=list, blank=True)
    day = models.DateField()

    class Meta:
        ordering = ("number",)
        constraints = (models.UniqueConstraint(fields=("house", "number"), name="one_table_a_house_and_number"),)

    def __str__(self) -> str:
        return f"{self.house_id} {self.number}"
