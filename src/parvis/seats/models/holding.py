"""Seats somebody has or waits for: known by fingerprints of a code, by nothing else."""

from __future__ import annotations

import datetime
from typing import Self

from django.db import models
from django.db.models import F, Q

from parvis.agenda.enums import EventState, SessionState
from parvis.seats.enums import ALIVE, SITTING, State
from parvis.seats.models.plan import Plan


class HoldingQuerySet(models.QuerySet["Holding"]):
    """Questions about holdings, in words."""

    def sitting(self) -> Self:
        """Keep those that take seats away from others."""
        return self.filter(state__in=SITTING)

    def in_line(self) -> Self:
        """Keep those that wait, the first in line first."""
        return self.filter(state=State.WAITING).order_by("place")

    def alive(self) -> Self:
        """Keep those with which something can still be done."""
        return self.filter(state__in=ALIVE)

    def out_of_time(self, now: datetime.datetime) -> Self:
        """Keep the offers to which nobody said yes in time. One that ran to the very beginning of its date holds at the door, and goes to nobody else."""
        ran_out = self.filter(state=State.OFFERED, offered_until__lte=now)
        return ran_out.filter(offered_until__lt=F("plan__session__starts"))

    def to_tell(self, now: datetime.datetime) -> Self:
        """Keep those who left a contact and whose coming date was cancelled, or begins at another time than they were told."""
        is_cancelled = Q(plan__session__state=SessionState.CANCELLED) | Q(
            plan__session__event__state=EventState.CANCELLED
        )
        is_moved = ~Q(known_start=F("plan__session__starts"))
        return self.alive().filter(is_cancelled | is_moved, contact__isnull=False, plan__session__ends__gt=now)


class Holding(models.Model):
    """Seats of a plan. ``locator`` and ``door`` are fingerprints of the code, ``once`` of the form that took them.

    ``place`` orders the line and says nothing else. ``offered_until`` is a full hour. ``entry`` is the mark of the door that let
    them in. ``known_start`` is when the session began as far as the holder was told. ``contact`` is sealed; it goes when the seats are given
    back, when its owner was told that the session is cancelled or moved, or seven days after. No time of any act is kept.
    """

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="holdings")
    locator = models.CharField(max_length=32, unique=True)
    door = models.CharField(max_length=32)
    once = models.CharField(max_length=32, unique=True)
    seats = models.PositiveSmallIntegerField()
    is_group = models.BooleanField(default=False)
    state = models.CharField(max_length=8, choices=State.choices)
    place = models.PositiveIntegerField(null=True)
    offered_until = models.DateTimeField(null=True)
    entry = models.CharField(max_length=24, blank=True)
    came = models.PositiveSmallIntegerField(default=0)
    known_start = models.DateTimeField()
    contact = models.BinaryField(null=True)

    objects = HoldingQuerySet.as_manager()

    class Meta:
        indexes = (
            models.Index(fields=("plan", "state", "place"), name="holding_line"),
            models.Index(fields=("plan", "door"), name="holding_door"),
        )
        constraints = (
            models.CheckConstraint(condition=Q(seats__range=(1, 60)), name="holding_has_seats"),
            models.CheckConstraint(condition=Q(is_group=True) | Q(seats__lte=6), name="only_groups_are_big"),
            models.CheckConstraint(
                condition=~Q(state=State.WAITING) | Q(place__isnull=False), name="who_waits_has_a_place"
            ),
            models.CheckConstraint(
                condition=~Q(state=State.OFFERED) | Q(offered_until__isnull=False), name="an_offer_has_an_end"
            ),
        )

    def __str__(self) -> str:
        return f"{self.seats} {self.state}"
