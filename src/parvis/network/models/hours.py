"""When a house or a desk is open: the week, and the days that are otherwise."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from parvis.core.said import TranslatedField
from parvis.network.enums import Weekday
from parvis.network.models.desk import Desk
from parvis.network.models.house import House


class OpeningPeriod(models.Model):
    """Open every week on ``weekday`` from ``opens`` to ``closes``, local time, between the two dates where given.

    ``closes`` at or before ``opens`` is on the next day. ``desk`` empty: the hours of the house.
    """

    house = models.ForeignKey(House, on_delete=models.CASCADE, related_name="periods")
    desk = models.ForeignKey(Desk, null=True, blank=True, on_delete=models.CASCADE, related_name="periods")
    weekday = models.PositiveSmallIntegerField(choices=Weekday.choices)
    opens = models.TimeField()
    closes = models.TimeField()
    valid_from = models.DateField(null=True, blank=True)
    valid_until = models.DateField(null=True, blank=True)
    is_sample = models.BooleanField(default=False)

    class Meta:
        ordering = ("weekday", "opens", "pk")
        constraints = (
            models.CheckConstraint(condition=Q(weekday__range=(1, 7)), name="period_on_a_day_of_the_week"),
            models.CheckConstraint(
                condition=Q(valid_from__isnull=True)
                | Q(valid_until__isnull=True)
                | Q(valid_until__gte=F("valid_from")),
                name="period_ends_after_it_begins",
            ),
        )

    def __str__(self) -> str:
        return f"{self.weekday} {self.opens}–{self.closes}"


class OpeningException(models.Model):
    """Days that are not as the week says: closed when no hours are given, else open at these hours.

    It beats public holidays and the week; of two on one day the one with fewer days counts.
    """

    house = models.ForeignKey(House, on_delete=models.CASCADE, related_name="exceptions")
    desk = models.ForeignKey(Desk, null=True, blank=True, on_delete=models.CASCADE, related_name="exceptions")
    starts_on = models.DateField()
    ends_on = models.DateField()
    opens = models.TimeField(null=True, blank=True)
    closes = models.TimeField(null=True, blank=True)
    reason = TranslatedField()
    is_sample = models.BooleanField(default=False)

    class Meta:
        ordering = ("starts_on", "opens", "pk")
        constraints = (
            models.CheckConstraint(condition=Q(ends_on__gte=F("starts_on")), name="exception_ends_after_it_begins"),
            models.CheckConstraint(
                condition=Q(opens__isnull=True, closes__isnull=True) | Q(opens__isnull=False, closes__isnull=False),
                name="exception_closed_or_with_hours",
            ),
        )

    def __str__(self) -> str:
        return f"{self.starts_on}–{self.ends_on}"
