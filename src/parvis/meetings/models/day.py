"""A meeting day: a date of an event on which recruiters and training seekers sit at one table."""

from __future__ import annotations

import datetime
from typing import Self
from zoneinfo import ZoneInfo

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q

from parvis.agenda.enums import PUBLIC
from parvis.agenda.models import Session
from parvis.meetings.enums import SHOWN, DayState
from parvis.meetings.rules import KEPT, MOST_MEETINGS, MOST_SLOTS, Slot, slots_of


class MeetingDayQuerySet(models.QuerySet["MeetingDay"]):
    """Questions about meeting days, in words."""

    def public(self) -> Self:
        """Keep those that visitors may see: opened, of an event they may see."""
        return self.filter(state__in=SHOWN, session__event__state__in=PUBLIC)

    def to_forget(self, now: datetime.datetime) -> Self:
        """Keep those that ended so long ago that nothing about a seeker may be left."""
        return self.filter(session__ends__lte=now - KEPT)


class MeetingDay(models.Model):
    """The meetings of one date. Its row is the one lock of all that happens on it (domain/locking.py).

    ``version`` moves with every act, so that screens know when to look again; ``stated`` is a number drawn anew whenever what was stated of the
    day, its tables or its seekers changes: what memory holds under it is true (None: nothing may be kept). The slots begin with the session, each
    ``slot_minutes`` long, ``pause_minutes`` apart; ``breaks`` are [[slot, minutes]]: after that slot everybody rests so long.
    ``zones`` are coarse places where seekers say they can work, in the house's own words. ``seed`` decides between equals and is
    shown from the start: it is the date, so nobody chose it. Held places (``Table.held``) are free for all from ``release_before``
    slots before their slot. ``reached`` is the slot called last (domain/hall/turns.py). ``most`` is how many meetings a seeker has who says nothing else, ``cap`` what anybody may ask for.
    """

    session = models.OneToOneField(Session, on_delete=models.CASCADE, related_name="meeting_day")
    state = models.CharField(max_length=8, choices=DayState.choices, default=DayState.DRAFT)
    slot_minutes = models.PositiveSmallIntegerField(
        default=10, validators=[MinValueValidator(3), MaxValueValidator(120)]
    )
    pause_minutes = models.PositiveSmallIntegerField(default=2, validators=[MaxValueValidator(60)])
    slot_count = models.PositiveSmallIntegerField(
        default=12, validators=[MinValueValidator(1), MaxValueValidator(MOST_SLOTS)]
    )
    breaks = models.JSONField(default=list, blank=True)
    zones = models.JSONField(default=list, blank=True, help_text="Names, in the order shown")
    joins_open = models.DateTimeField(null=True, blank=True, help_text="Empty: as soon as the day is open")
    joins_close = models.DateTimeField(null=True, blank=True, help_text="Empty: when the day begins")
    walk_ins = models.BooleanField(default=True, help_text="Whether people may join on the day, at the reception")
    most = models.PositiveSmallIntegerField(
        default=4, validators=[MinValueValidator(1), MaxValueValidator(MOST_MEETINGS)]
    )
    cap = models.PositiveSmallIntegerField(
        default=6, validators=[MinValueValidator(1), MaxValueValidator(MOST_MEETINGS)]
    )
    release_before = models.PositiveSmallIntegerField(default=1, validators=[MaxValueValidator(MOST_SLOTS)])
    seed = models.PositiveBigIntegerField()
    version = models.PositiveBigIntegerField(default=0)
    stated = models.PositiveBigIntegerField(null=True, editable=False)
    reached = models.PositiveSmallIntegerField(null=True, editable=False, help_text="The slot called last")
    forgotten_on = models.DateField(null=True, editable=False, help_text="When all about its seekers went")

    objects = MeetingDayQuerySet.as_manager()

    class Meta:
        ordering = ("session__starts", "id")
        constraints = (
            models.CheckConstraint(condition=Q(slot_count__range=(1, MOST_SLOTS)), name="meeting_day_has_slots"),
            models.CheckConstraint(condition=Q(slot_minutes__gte=1), name="meeting_slot_lasts"),
        )

    def __str__(self) -> str:
        return f"{self.session_id} {self.state}"

    def local_day(self, now: datetime.datetime) -> datetime.date:
        """Return the day that ``now`` is on the clock of its house; needs ``session``."""
        return now.astimezone(ZoneInfo(self.session.time_zone)).date()

    def slots(self) -> tuple[Slot, ...]:
        """Return the slots of the day, aware; needs ``session``."""
        return slots_of(self.session.starts, self.slot_count, self.slot_minutes, self.pause_minutes, self.breaks)
