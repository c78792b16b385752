"""What is left of a day: sums, with nobody in them."""

from __future__ import annotations

from django.db import models

from parvis.core.random_keys import RandomKeyField, random_number
from parvis.meetings.enums import Outcome, Step
from parvis.meetings.models.day import MeetingDay


class Tally(models.Model):
    """How many of a day came to a step."""

    id = RandomKeyField(primary_key=True, default=random_number, editable=False)
    day = models.ForeignKey(MeetingDay, on_delete=models.CASCADE, related_name="tallies")
    step = models.CharField(max_length=12, choices=Step.choices)
    number = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("day", "step"), name="one_meeting_tally_a_step"),)

    def __str__(self) -> str:
        return f"{self.day_id} {self.step} {self.number}"


class OutcomeCount(models.Model):
    """How many seekers of a day told an outcome; never whose, when, or with which table."""

    id = RandomKeyField(primary_key=True, default=random_number, editable=False)
    day = models.ForeignKey(MeetingDay, on_delete=models.CASCADE, related_name="outcomes")
    outcome = models.CharField(max_length=8, choices=Outcome.choices)
    number = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("day", "outcome"), name="one_count_an_outcome"),)

    def __str__(self) -> str:
        return f"{self.day_id} {self.outcome} {self.number}"
