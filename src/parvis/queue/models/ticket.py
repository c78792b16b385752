"""A ticket: a word and a colour, for a day at most."""

from __future__ import annotations

import datetime
from typing import Self

from django.db import models
from django.db.models import Q

from parvis.core.enums import Colour, Half
from parvis.network.models import Desk, House
from parvis.queue.enums import ALIVE, IN_HAND, STILL_WAITED, State
from parvis.queue.models.flow import Table
from parvis.queue.rules import oldest_kept


class TicketQuerySet(models.QuerySet["Ticket"]):
    """Questions about tickets, in words."""

    def kept(self, local: datetime.datetime) -> Self:
        """Keep those that still live at ``local``, a moment on the clock of their house."""
        return self.exclude(self._over(local))

    def over(self, local: datetime.datetime) -> Self:
        """Keep those whose day is over at ``local``; who waits, waits until midnight at most."""
        return self.filter(self._over(local))

    @staticmethod
    def _over(local: datetime.datetime) -> Q:
        day, half = oldest_kept(local)
        before = Q(day__lt=day) | Q(day__lt=local.date(), state__in=STILL_WAITED)
        return before | Q(day=day, half=Half.MORNING) if half == Half.AFTERNOON else before

    def alive(self) -> Self:
        """Keep those with which something can still be done."""
        return self.filter(state__in=ALIVE)

    def waiting(self) -> Self:
        """Keep those who wait to be called, first come first."""
        return self.filter(state=State.WAITING).order_by("place")


class Ticket(models.Model):
    """A place in the line of a house. ``locator`` is a fingerprint of the ticket's code; the code is nowhere.

    ``place`` is the order of coming and stays the same wherever the ticket is passed on to. ``desk`` None and ``language``
    empty: any. ``overtaken`` counts those who came later and were called before; ``overtook`` are the places of those whom its
    own call overtook, so that a call taken back takes back exactly that. ``load`` says how many were before, for each
    open table. Two minutes are kept, and only while they are needed: ``since`` (when it was taken) until the first call, when
    the wait becomes ``waited``, a step of five minutes, and that too goes once it is counted; ``back_by`` while somebody is away.
    """

    house = models.ForeignKey(House, on_delete=models.CASCADE, related_name="tickets")
    desk = models.ForeignKey(Desk, null=True, blank=True, on_delete=models.SET_NULL, related_name="tickets")
    language = models.CharField(max_length=12, blank=True)
    spoken = models.CharField(max_length=12, help_text="The language its page and its slip are in")
    day = models.DateField()
    half = models.CharField(max_length=2, choices=Half.choices)
    place = models.PositiveBigIntegerField()
    state = models.CharField(max_length=8, choices=State.choices, default=State.WAITING)
    word = models.CharField(max_length=16)
    colour = models.CharField(max_length=6, choices=Colour.choices)
    locator = models.CharField(max_length=32, unique=True)
    overtaken = models.PositiveSmallIntegerField(default=0)
    overtook = models.JSONField(default=list, blank=True)
    load = models.PositiveSmallIntegerField(null=True)
    since = models.DateTimeField(null=True)
    waited = models.PositiveSmallIntegerField(null=True)
    back_by = models.DateTimeField(null=True)
    table = models.ForeignKey(Table, null=True, on_delete=models.SET_NULL, related_name="tickets")
    called = models.PositiveBigIntegerField(null=True)
    calls = models.PositiveSmallIntegerField(default=0)
    is_passed_on = models.BooleanField(default=False)

    objects = TicketQuerySet.as_manager()

    class Meta:
        indexes = (models.Index(fields=("house", "state", "place"), name="ticket_line"),)
        constraints = (
            models.UniqueConstraint(
                fields=("house", "word", "colour"), condition=Q(state__in=ALIVE), name="one_living_ticket_a_name"
            ),
            models.UniqueConstraint(
                fields=("table",), condition=Q(state__in=IN_HAND), name="one_ticket_in_hand_a_table"
            ),
            models.CheckConstraint(
                condition=Q(since__isnull=True) | Q(state=State.WAITING), name="a_minute_only_while_it_waits"
            ),
            models.CheckConstraint(
                condition=Q(back_by__isnull=True) | Q(state=State.AWAY), name="a_minute_only_while_it_is_away"
            ),
        )

    def __str__(self) -> str:
        return f"{self.house_id} {self.state}"
