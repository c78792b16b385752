"""What the door counts."""

from __future__ import annotations

from django.db import models

from parvis.seats.models.plan import Plan


class Tally(models.Model):
    """How many people one open door page has counted in without a code; the page's own number, so that sending it twice counts once.

    ``clicker`` is drawn anew each time the page is opened and names nothing else.
    """

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="tallies")
    clicker = models.CharField(max_length=24)
    number = models.IntegerField(default=0)
    turn = models.PositiveIntegerField(default=0, help_text="An older message that comes late changes nothing")

    class Meta:
        constraints = (models.UniqueConstraint(fields=("plan", "clicker"), name="one_tally_a_clicker"),)

    def __str__(self) -> str:
        return f"{self.plan_id}: {self.number}"
