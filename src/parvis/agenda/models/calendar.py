"""What comes in from elsewhere: calendars a house follows, and notices that a person has to read."""

from __future__ import annotations

from typing import Self

from django.db import models

from parvis.agenda.enums import Why
from parvis.agenda.models.kind import Kind
from parvis.network.models import House


class Calendar(models.Model):
    """A calendar (iCalendar) that a house follows: its events arrive as drafts of ``kind``.

    ``etag`` is the sender's mark of what was fetched last; ``fetched_on`` the day, None before the first time; ``trouble``
    the sentence of what went wrong then, empty when nothing did.
    """

    house = models.ForeignKey(House, on_delete=models.CASCADE, related_name="calendars")
    kind = models.ForeignKey(Kind, on_delete=models.PROTECT, related_name="calendars")
    name = models.SlugField(max_length=60, unique=True)
    url = models.URLField(max_length=500)
    language = models.CharField(max_length=8)
    etag = models.CharField(max_length=500, blank=True)
    fetched_on = models.DateField(null=True, blank=True)
    trouble = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ("name",)
        constraints = (models.UniqueConstraint(fields=("house", "url"), name="one_calendar_a_house_and_address"),)

    def __str__(self) -> str:
        return self.name


class NoticeQuerySet(models.QuerySet["Notice"]):
    """Questions about notices, in words."""

    def open(self) -> Self:
        """Keep those that nobody has dealt with."""
        return self.filter(is_done=False)


class Notice(models.Model):
    """A notice that a programme could not understand, for a person to read; ``reference`` is the sender's, ``reason`` a code."""

    house = models.ForeignKey(House, on_delete=models.CASCADE, related_name="notices")
    reference = models.CharField(max_length=200)
    text = models.TextField()
    reason = models.CharField(max_length=20)
    source = models.CharField(max_length=300, blank=True)
    place = models.CharField(max_length=200, blank=True, help_text="The name of whoever it is from, where known")
    town = models.CharField(max_length=120, blank=True)
    is_done = models.BooleanField(default=False)

    objects = NoticeQuerySet.as_manager()

    class Meta:
        ordering = ("id",)
        constraints = (models.UniqueConstraint(fields=("house", "reference"), name="one_notice_a_house_and_reference"),)

    def __str__(self) -> str:
        return self.reference

    @property
    def event_reference(self) -> str:
        """Return the reference of an event that is made of this notice."""
        return f"notice:{self.reference}"[:200]

    @property
    def why(self) -> str:
        """Say in a sentence why it waits."""
        return str(Why(self.reason).label if self.reason in Why.values else Why.OTHER.label)
