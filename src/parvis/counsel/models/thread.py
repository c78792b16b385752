"""Threads: sealed letters between a visitor, who is a phrase, and a desk."""

from __future__ import annotations

import datetime
from typing import Self

from django.db import models
from django.db.models import Q

from parvis.core.random_keys import RandomKeyField, random_number
from parvis.counsel.enums import OWED, Keep, Role, State
from parvis.counsel.models.keys import DeskKey
from parvis.network.models import Desk, House


class ThreadQuerySet(models.QuerySet["Thread"]):
    """Questions about threads, in words."""

    def at(self, house: House) -> Self:
        """Keep those of a house's desks."""
        return self.filter(desk__house=house)

    def owed(self) -> Self:
        """Keep those in which the desk owes an answer."""
        return self.filter(state__in=OWED)

    def never_answered(self) -> Self:
        """Keep those in which no desk has written yet."""
        return self.filter(first_answer_on__isnull=True)

    def over(self, today: datetime.date) -> Self:
        """Keep those whose time is over."""
        return self.filter(keep_until__lt=today)


class Thread(models.Model):
    """One thread. ``name`` (random) is bound into every seal; ``locator`` is a keyed fingerprint of half of the phrase.

    ``root`` is the secret of the thread, sealed under the phrase (Argon2id with ``salt``); the key of the letters is made of it **and** of
    the shard in ``slot`` of a file that no backup holds (domain/shards.py); ``shard_print`` tells whether that shard is still the one.
    Days only: no time of any act; rows and slots lie by chance, so that no order of coming is a time either. ``language`` is that of the page it was written on. ``version`` moves with every change.
    A desk with threads cannot go: its visitors would find nothing under their words, and nobody would have told them.
    """

    id = RandomKeyField(primary_key=True, default=random_number, editable=False)
    name = models.CharField(max_length=32, unique=True)
    desk = models.ForeignKey(Desk, on_delete=models.PROTECT, related_name="threads")
    locator = models.CharField(max_length=32, unique=True)
    salt = models.BinaryField()
    root = models.BinaryField()
    slot = models.PositiveIntegerField(unique=True)
    shard_print = models.CharField(max_length=16)
    language = models.CharField(max_length=8)
    state = models.CharField(max_length=8, choices=State.choices, default=State.NEW)
    opened_on = models.DateField()
    first_answer_on = models.DateField(null=True)
    keep_days = models.PositiveSmallIntegerField(choices=Keep.choices, default=Keep.LONGEST)
    keep_until = models.DateField(db_index=True)
    version = models.PositiveIntegerField(default=0)

    objects = ThreadQuerySet.as_manager()

    class Meta:
        indexes = (models.Index(fields=("desk", "state", "opened_on"), name="thread_owed"),)
        constraints = (
            models.CheckConstraint(condition=Q(keep_days__range=(1, 90)), name="thread_is_kept_90_days_at_most"),
        )

    def __str__(self) -> str:
        return f"{self.desk_id} {self.state}"


class DeskWrap(models.Model):
    """The root of a thread, sealed to a key of its desk."""

    id = RandomKeyField(primary_key=True, default=random_number, editable=False)
    thread = models.ForeignKey(Thread, on_delete=models.CASCADE, related_name="wraps")
    key = models.ForeignKey(DeskKey, on_delete=models.RESTRICT, related_name="wraps")
    sealed = models.BinaryField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=("thread", "key"), name="one_wrap_a_thread_and_key"),)

    def __str__(self) -> str:
        return f"{self.thread_id} {self.key_id}"


class Letter(models.Model):
    """One letter, sealed. ``number`` counts from 1 in its thread; number and role are bound into the seal."""

    id = RandomKeyField(primary_key=True, default=random_number, editable=False)
    thread = models.ForeignKey(Thread, on_delete=models.CASCADE, related_name="letters")
    number = models.PositiveSmallIntegerField()
    role = models.PositiveSmallIntegerField(choices=Role.choices)
    written_on = models.DateField()
    sealed = models.BinaryField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=("thread", "number"), name="letters_are_counted"),)

    def __str__(self) -> str:
        return f"{self.thread_id} {self.number}"


class Claim(models.Model):
    """That somebody at the desk is writing in a thread. ``mark`` is a fingerprint that only the session of staff can make again
    (domain/claims.py): it leads to nobody. ``until`` is on whole ten minutes; the row goes with the answer, or when it is over."""

    id = RandomKeyField(primary_key=True, default=random_number, editable=False)
    thread = models.OneToOneField(Thread, on_delete=models.CASCADE, related_name="claim")
    mark = models.CharField(max_length=32)
    until = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.thread_id}"


class LiveDesk(models.Model):
    """That a desk answers at once while it is open: the house switched it on. Without the row it does not."""

    desk = models.OneToOneField(Desk, on_delete=models.CASCADE, related_name="live_letters")

    def __str__(self) -> str:
        return f"{self.desk_id}"
