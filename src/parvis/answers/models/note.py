"""Notes: what a visitor wrote to a recruiter without a name, the answers, and perhaps a name in the end. All of it sealed."""

from __future__ import annotations

import datetime
from typing import Self

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q

from parvis.answers.enums import OPEN, OWED, Role, State
from parvis.answers.models.contract import Contract, random_name
from parvis.answers.rules import LATEST, SOONEST
from parvis.core.random_keys import RandomKeyField, random_number


class NoteQuerySet(models.QuerySet["Note"]):
    """Questions about notes, in words."""

    def open(self) -> Self:
        """Keep those that have not ended."""
        return self.filter(state__in=OPEN)

    def owed(self) -> Self:
        """Keep those to which a recruiter owes an answer."""
        return self.filter(state__in=OWED)

    def over_somewhere(self, now: datetime.datetime) -> Self:
        """Keep open ones whose day is over on the clock of some house: on that of their own it may not be yet."""
        return self.open().filter(due_on__lt=now.date() + datetime.timedelta(days=1))


class Slot(models.Model):
    """A place in the file of shards (domain/slots.py) that something sealed has; ``mark`` tells whether its shard is still the one."""

    id = RandomKeyField(primary_key=True, default=random_number, editable=False)
    number = models.PositiveIntegerField(unique=True)
    mark = models.CharField(max_length=16)

    def __str__(self) -> str:
        return f"{self.number}"


class Note(models.Model):
    """One note about an offer (``offer_code``: of a public thing) and where it stands.

    ``days`` is what was promised when it was sent: another promise later is not this one’s. ``name`` (random) is bound into every seal; ``locator`` is a keyed fingerprint of the return code, ``once`` of the form. ``due_on`` is the
    last day of an open state, None at an end. ``slot`` holds what opens the messages: without it nothing does. ``told_on`` and
    ``reminded_on`` are the days of mails about the answer that is owed now. Days only: no time of any act, and rows lie by chance.
    """

    id = RandomKeyField(primary_key=True, default=random_number, editable=False)
    name = models.CharField(max_length=32, unique=True, default=random_name, editable=False)
    contract = models.ForeignKey(Contract, on_delete=models.PROTECT, related_name="notes")
    offer_code = models.CharField(max_length=16)
    locator = models.CharField(max_length=32, unique=True)
    once = models.CharField(max_length=32, unique=True)
    slot = models.OneToOneField(Slot, null=True, on_delete=models.SET_NULL, related_name="note")
    state = models.CharField(max_length=9, choices=State.choices, default=State.WAITING)
    questions = models.PositiveSmallIntegerField(default=0)
    days = models.PositiveSmallIntegerField(validators=[MinValueValidator(SOONEST), MaxValueValidator(LATEST)])
    sent_on = models.DateField()
    due_on = models.DateField(null=True)
    ended_on = models.DateField(null=True)
    told_on = models.DateField(null=True)
    reminded_on = models.DateField(null=True)

    objects = NoteQuerySet.as_manager()

    class Meta:
        indexes = (
            models.Index(fields=("contract", "state", "due_on"), name="note_owed"),
            models.Index(fields=("offer_code", "state"), name="note_of_offer"),
            models.Index(fields=("ended_on",), name="note_ended"),
        )
        constraints = (
            models.CheckConstraint(
                condition=Q(state__in=OPEN, due_on__isnull=False, ended_on__isnull=True)
                | ~Q(state__in=OPEN) & Q(due_on__isnull=True, ended_on__isnull=False),
                name="an_open_note_has_a_day_and_an_end_has_one",
            ),
        )

    def __str__(self) -> str:
        return f"{self.offer_code} {self.state}"


class Message(models.Model):
    """One message of a note, sealed and filled up to one length. ``number`` counts from 1; number and role are bound into the seal."""

    id = RandomKeyField(primary_key=True, default=random_number, editable=False)
    note = models.ForeignKey(Note, on_delete=models.CASCADE, related_name="messages")
    number = models.PositiveSmallIntegerField()
    role = models.PositiveSmallIntegerField(choices=Role.choices)
    written_on = models.DateField()
    sealed = models.BinaryField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=("note", "number"), name="messages_are_counted"),)

    def __str__(self) -> str:
        return f"{self.note_id} {self.number}"


class Reveal(models.Model):
    """Name and contact of somebody who said who they are, sealed under a shard of their own: taken back, nothing opens them.

    They are shown to the recruiter who said yes too, until ``until``.
    """

    id = RandomKeyField(primary_key=True, default=random_number, editable=False)
    note = models.OneToOneField(Note, on_delete=models.CASCADE, related_name="reveal")
    slot = models.OneToOneField(Slot, on_delete=models.CASCADE, related_name="reveal")
    days = models.PositiveSmallIntegerField()
    until = models.DateField(null=True)
    sealed = models.BinaryField()

    def __str__(self) -> str:
        return f"{self.note_id}"
