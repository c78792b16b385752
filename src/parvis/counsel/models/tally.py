"""What is counted, and which forms were used up; neither is tied to a thread."""

from __future__ import annotations

from django.db import models

from parvis.core.random_keys import RandomKeyField, random_number
from parvis.network.models import Desk, House


class Answering(models.Model):
    """How a desk kept its word, by the month in which people wrote: threads answered or missed, and those answered in time."""

    id = RandomKeyField(primary_key=True, default=random_number, editable=False)
    desk = models.ForeignKey(Desk, on_delete=models.CASCADE, related_name="answering")
    month = models.DateField(help_text="The first day of the month")
    counted = models.PositiveIntegerField(default=0)
    in_time = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("desk", "month"), name="one_answering_a_desk_and_month"),
            models.CheckConstraint(condition=models.Q(in_time__lte=models.F("counted")), name="in_time_is_a_part"),
        )

    def __str__(self) -> str:
        return f"{self.desk_id} {self.month}"


class Opening(models.Model):
    """How many threads were begun at a house in a quarter of a year on pages of a language; never lessened when one is deleted."""

    id = RandomKeyField(primary_key=True, default=random_number, editable=False)
    house = models.ForeignKey(House, on_delete=models.CASCADE, related_name="letter_openings")
    quarter = models.DateField(help_text="The first day of the quarter")
    language = models.CharField(max_length=8)
    number = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("house", "quarter", "language"), name="one_opening_a_house_quarter_language"
            ),
        )

    def __str__(self) -> str:
        return f"{self.house_id} {self.quarter} {self.language}"


class Spent(models.Model):
    """That a form was used up, so that its moment of work is good once: a fingerprint, tied to no thread, for a day or two."""

    id = RandomKeyField(primary_key=True, editable=False)
    day = models.DateField()

    def __str__(self) -> str:
        return f"{self.day}"
