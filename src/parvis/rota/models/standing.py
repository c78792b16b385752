"""What a desk says of itself now: free, talking, back at. A row a chair, written over, never a person and never a history."""

from __future__ import annotations

import datetime
from typing import Self

from django.db import models
from django.db.models import Q

from parvis.network.models import Desk, House
from parvis.rota.enums import ChairState, Half
from parvis.rota.rules import half_of


class StandingQuerySet(models.QuerySet["Standing"]):
    """Questions about standings, in words."""

    def at(self, house: House) -> Self:
        """Keep those of the desks of ``house``."""
        return self.filter(desk__house=house)

    def holding(self, local: datetime.datetime) -> Self:
        """Keep those said in the half-day of ``local``, a moment on the clock of the house, and those of its day that are
        back later: older ones say nothing."""
        is_of_half = Q(half=half_of(local), back_at__isnull=True)
        return self.filter(is_of_half | Q(back_at__gt=local.time()), day=local.date())


class Standing(models.Model):
    """One chair of a desk (1, 2 …): a number at a table, nobody's. It holds for the half-day in which it was said;
    one that is back later until then, on that day.

    When it was said is not kept: the beginning of a talk would be the time of a visit. ``back_at`` is on the house's clock.
    """

    desk = models.ForeignKey(Desk, on_delete=models.CASCADE, related_name="standings")
    chair = models.PositiveSmallIntegerField(default=1)
    state = models.CharField(max_length=8, choices=ChairState.choices)
    back_at = models.TimeField(null=True, blank=True)
    languages = models.JSONField(default=list, blank=True, help_text="Languages spoken at this chair, BCP 47")
    day = models.DateField()
    half = models.CharField(max_length=2, choices=Half.choices)

    objects = StandingQuerySet.as_manager()

    class Meta:
        ordering = ("desk", "chair")
        constraints = (
            models.UniqueConstraint(fields=("desk", "chair"), name="one_standing_a_chair"),
            models.CheckConstraint(condition=Q(chair__range=(1, 12)), name="a_desk_has_twelve_chairs_at_most"),
            models.CheckConstraint(
                condition=Q(state="back", back_at__isnull=False) | (~Q(state="back") & Q(back_at__isnull=True)),
                name="standing_back_says_when",
            ),
        )

    def __str__(self) -> str:
        return f"{self.desk_id}.{self.chair} {self.state}"
