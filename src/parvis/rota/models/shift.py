"""Who sits at which desk when: shifts that come back, dates that are otherwise, dates that change hands. Never a person."""

from __future__ import annotations

import datetime
from typing import Self

from django.db import models
from django.db.models import F, Q

from parvis.network.models import Desk, House, Partner
from parvis.rota.enums import EVERY, STANDING_SWAPS, SwapState


class ShiftQuerySet(models.QuerySet["Shift"]):
    """Questions about shifts, in words."""

    def at(self, house: House) -> Self:
        """Keep the shifts of the desks of ``house``."""
        return self.filter(desk__house=house)

    def of(self, partner: Partner) -> Self:
        """Keep the shifts of ``partner``."""
        return self.filter(partner=partner)

    def within(self, first: datetime.date, last: datetime.date) -> Self:
        """Keep those that may take place on one of the days from ``first`` to ``last``."""
        return self.filter(Q(last_day__isnull=True) | Q(last_day__gte=first), first_day__lte=last)


class Shift(models.Model):
    """People of a partner (None: of the house itself) at a desk from ``begins`` to ``ends``, on the clock of the house.

    It takes place on ``first_day`` and every ``every_weeks`` weeks after it until ``last_day`` (None: without end); with
    ``every_weeks`` 0 on ``first_day`` alone. ``ends`` at or before ``begins`` is on the next day. It never says who sits.
    """

    desk = models.ForeignKey(Desk, on_delete=models.CASCADE, related_name="shifts")
    partner = models.ForeignKey(Partner, null=True, blank=True, on_delete=models.CASCADE, related_name="shifts")
    languages = models.JSONField(default=list, blank=True, help_text="Languages spoken, BCP 47")
    people = models.PositiveSmallIntegerField(default=1)
    begins = models.TimeField()
    ends = models.TimeField()
    first_day = models.DateField()
    last_day = models.DateField(null=True, blank=True)
    every_weeks = models.PositiveSmallIntegerField(default=1, choices=EVERY)
    is_sample = models.BooleanField(default=False)

    objects = ShiftQuerySet.as_manager()

    class Meta:
        ordering = ("first_day", "begins", "pk")
        constraints = (
            models.CheckConstraint(condition=Q(people__range=(1, 12)), name="shift_of_one_to_twelve_people"),
            models.CheckConstraint(condition=Q(every_weeks__range=(0, 4)), name="shift_every_fourth_week_at_most"),
            models.CheckConstraint(
                condition=Q(last_day__isnull=True) | Q(last_day__gte=F("first_day")),
                name="shift_ends_after_it_begins",
            ),
            models.CheckConstraint(
                condition=~Q(every_weeks=0) | Q(last_day=F("first_day")), name="shift_on_one_day_has_one_day"
            ),
            models.CheckConstraint(condition=~Q(begins=F("ends")), name="shift_lasts"),
        )

    def __str__(self) -> str:
        return f"{self.desk_id} {self.first_day} {self.begins:%H:%M}–{self.ends:%H:%M}"

    def takes_place_on(self, day: datetime.date) -> bool:
        """Say whether the plan has it on ``day``; exceptions are not asked."""
        if day < self.first_day or (self.last_day is not None and day > self.last_day):
            return False
        days = (day - self.first_day).days
        return days == 0 or (self.every_weeks > 0 and days % (7 * self.every_weeks) == 0)


class ShiftException(models.Model):
    """The date ``day`` of a shift is otherwise: nobody comes when ``begins`` and ``ends`` are None, else they hold.

    ``reason`` is for colleagues and says why, never who.
    """

    shift = models.ForeignKey(Shift, on_delete=models.CASCADE, related_name="exceptions")
    day = models.DateField()
    begins = models.TimeField(null=True, blank=True)
    ends = models.TimeField(null=True, blank=True)
    reason = models.CharField(max_length=160, blank=True)

    class Meta:
        ordering = ("day", "pk")
        constraints = (
            models.UniqueConstraint(fields=("shift", "day"), name="one_exception_a_shift_and_day"),
            models.CheckConstraint(
                condition=Q(begins__isnull=True, ends__isnull=True) | Q(begins__isnull=False, ends__isnull=False),
                name="exception_away_or_with_times",
            ),
        )

    def __str__(self) -> str:
        return f"{self.shift_id} {self.day}"

    @property
    def is_away(self) -> bool:
        """Say whether nobody comes."""
        return self.begins is None


class SwapQuerySet(models.QuerySet["Swap"]):
    """Questions about swaps, in words."""

    def standing(self) -> Self:
        """Keep those that are offered or taken."""
        return self.filter(state__in=STANDING_SWAPS)

    def asked(self) -> Self:
        """Keep those that wait for somebody."""
        return self.filter(state=SwapState.ASKED)

    def taken(self) -> Self:
        """Keep those that another partner has taken."""
        return self.filter(state=SwapState.ACCEPTED)

    def for_partner(self, partner: Partner) -> Self:
        """Keep those that ``partner`` may take: offered to it or to everybody at a house it belongs to, and not its own."""
        is_for = Q(offered_to=partner) | Q(offered_to__isnull=True)
        at_its_house = Q(shift__desk__house__partnerships__partner=partner)
        return self.asked().filter(is_for, at_its_house).exclude(shift__partner=partner)


class Swap(models.Model):
    """A date of a shift that its partner offers: to everybody of the house, or to ``offered_to``; who took it, speaking what.

    It holds no time of anybody's act: the log of staff says who did what.
    """

    shift = models.ForeignKey(Shift, on_delete=models.CASCADE, related_name="swaps")
    day = models.DateField()
    state = models.CharField(max_length=10, choices=SwapState.choices, default=SwapState.ASKED)
    offered_to = models.ForeignKey(Partner, null=True, blank=True, on_delete=models.CASCADE, related_name="+")
    taken_by = models.ForeignKey(Partner, null=True, blank=True, on_delete=models.CASCADE, related_name="swaps_taken")
    languages = models.JSONField(default=list, blank=True, help_text="What who takes it speaks, BCP 47")

    objects = SwapQuerySet.as_manager()

    class Meta:
        ordering = ("day", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=("shift", "day"), condition=Q(state__in=("asked", "accepted")), name="one_standing_swap_a_date"
            ),
            models.CheckConstraint(
                condition=Q(state="accepted", taken_by__isnull=False)
                | (~Q(state="accepted") & Q(taken_by__isnull=True)),
                name="swap_taken_by_who_took_it",
            ),
        )

    def __str__(self) -> str:
        return f"{self.shift_id} {self.day} {self.state}"
