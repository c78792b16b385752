"""Plans as they were made, and the meetings that hold."""

from __future__ import annotations

from typing import Self

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import Q

from parvis.core.random_keys import RandomKeyField, random_number
from parvis.meetings.enums import STANDING, MeetingState, PlanState
from parvis.meetings.models.day import MeetingDay
from parvis.meetings.models.seeker import Seeker
from parvis.meetings.models.table import Table


class Plan(models.Model):
    """A plan of a day: what was planned (``digest`` of the problem file, ``seed``) and what came out (docs/timetable.md).

    ``meetings`` are [[seeker, table, slot, place]] by primary keys, until they are published as rows of ``Meeting`` or the plan is put
    aside; ``unserved`` is [{seeker, why, say}]. Both name seekers and go with them; the certificate stays: it counts and names nobody.
    """

    day = models.ForeignKey(MeetingDay, on_delete=models.CASCADE, related_name="plans")
    state = models.CharField(max_length=9, choices=PlanState.choices, default=PlanState.DRAFT)
    seed = models.PositiveBigIntegerField()
    digest = models.CharField(max_length=64)
    certificate = models.JSONField(default=dict, encoder=DjangoJSONEncoder)
    meetings = models.JSONField(default=list, blank=True)
    unserved = models.JSONField(default=list, blank=True)
    number = models.PositiveIntegerField(default=0, help_text="How many meetings it had")
    stopped = models.BooleanField(default=False, help_text="The time given ended first")
    seconds = models.FloatField(default=0)
    made_on = models.DateField()

    class Meta:
        ordering = ("-id",)
        constraints = (
            models.UniqueConstraint(
                fields=("day",), condition=Q(state=PlanState.PUBLISHED), name="one_published_plan_a_day"
            ),
        )

    def __str__(self) -> str:
        return f"{self.day_id} {self.state}"


class MeetingQuerySet(models.QuerySet["Meeting"]):
    """Questions about meetings, in words."""

    def standing(self) -> Self:
        """Keep those that take a place."""
        return self.filter(state__in=STANDING)


class Meeting(models.Model):
    """A meeting that holds: published, or made by re-planning on the day. ``promised``: it never moves while both are present.

    Only rows that stand (``STANDING``) take a place; a missed or lost one stays to be counted. No list of a table's meetings with what their
    seekers state is ever shown: a table sees who is next, by name of word, colour and number. ``noted`` is the number of the table's note
    that holds (domain/hall/notes.py), 0 when none was sent.
    """

    id = RandomKeyField(primary_key=True, default=random_number, editable=False)
    day = models.ForeignKey(MeetingDay, on_delete=models.CASCADE, related_name="meetings")
    seeker = models.ForeignKey(Seeker, on_delete=models.CASCADE, related_name="meetings")
    table = models.ForeignKey(Table, on_delete=models.CASCADE, related_name="meetings")
    slot = models.PositiveSmallIntegerField()
    place = models.PositiveSmallIntegerField(default=1)
    state = models.CharField(max_length=8, choices=MeetingState.choices, default=MeetingState.PLANNED)
    promised = models.BooleanField(default=False)
    noted = models.PositiveIntegerField(default=0)

    objects = MeetingQuerySet.as_manager()

    class Meta:
        indexes = (models.Index(fields=("day", "slot", "state"), name="meeting_slot"),)
        constraints = (
            models.UniqueConstraint(
                fields=("seeker", "slot"), condition=Q(state__in=STANDING), name="one_place_at_a_time"
            ),
            models.UniqueConstraint(
                fields=("seeker", "table"), condition=Q(state__in=STANDING), name="a_pair_meets_once"
            ),
            models.UniqueConstraint(
                fields=("table", "slot", "place"), condition=Q(state__in=STANDING), name="one_seeker_a_place"
            ),
        )

    def __str__(self) -> str:
        return f"{self.day_id} {self.slot} {self.state}"
