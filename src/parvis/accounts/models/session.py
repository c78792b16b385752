"""Where a member of staff is signed in: a list to look at and to end, without address or browser."""

from __future__ import annotations

import datetime
from typing import Self

from django.db import models

from parvis.accounts.models.staff import Staff


class StaffSessionQuerySet(models.QuerySet["StaffSession"]):
    """Questions about sessions, in words."""

    def standing(self, now: datetime.datetime) -> Self:
        """Keep those that have not run out at ``now``."""
        return self.filter(ends_at__gt=now)


class StaffSession(models.Model):
    """One sign-in: the fingerprint of its key, the day it began, and what its owner calls it. ``data`` is sealed."""

    key_hash = models.CharField(max_length=64, unique=True)
    staff = models.ForeignKey(Staff, on_delete=models.CASCADE, related_name="sign_ins")
    begun_on = models.DateField()
    ends_at = models.DateTimeField(db_index=True)
    label = models.CharField(max_length=60, blank=True)
    is_whole = models.BooleanField(default=False, help_text="The second step was taken")
    data = models.TextField()

    objects = StaffSessionQuerySet.as_manager()

    class Meta:
        ordering = ("-begun_on", "-pk")

    def __str__(self) -> str:
        return f"{self.staff_id} {self.begun_on}"
