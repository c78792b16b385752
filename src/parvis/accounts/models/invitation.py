"""A link that lets somebody set a password and a second step: once, and for a few days."""

from __future__ import annotations

import datetime
from typing import Self

from django.db import models

from parvis.accounts.enums import Purpose
from parvis.accounts.models.staff import Staff


class InvitationQuerySet(models.QuerySet["Invitation"]):
    """Questions about invitations, in words."""

    def usable(self, now: datetime.datetime) -> Self:
        """Keep links that are given out, unused and not too old at ``now``."""
        return self.filter(is_used=False, ends_at__gt=now).exclude(mark="")

    def waiting(self, now: datetime.datetime) -> Self:
        """Keep recoveries that wait for a second manager at ``now``."""
        return self.filter(purpose=Purpose.RECOVERY, mark="", is_used=False, ends_at__gt=now)


class Invitation(models.Model):
    """Of the link only a fingerprint is kept; empty while a recovery waits for its second manager (``second_by``)."""

    staff = models.ForeignKey(Staff, on_delete=models.CASCADE, related_name="invitations")
    purpose = models.CharField(max_length=10, choices=Purpose.choices)
    first_by = models.ForeignKey(Staff, null=True, on_delete=models.CASCADE, related_name="+")
    second_by = models.ForeignKey(Staff, null=True, on_delete=models.CASCADE, related_name="+")
    mark = models.CharField(max_length=64, blank=True, db_index=True)
    ends_at = models.DateTimeField()
    is_used = models.BooleanField(default=False)

    objects = InvitationQuerySet.as_manager()

    class Meta:
        ordering = ("-ends_at", "-pk")

    def __str__(self) -> str:
        return f"{self.purpose} {self.staff_id}"
