"""What every statement of this room carries: who says so, when it was checked, from when to when it holds."""

from __future__ import annotations

import datetime

from django.db import models
from django.db.models import Q


def holding(on: datetime.date) -> Q:
    """Return the condition that a dated row holds on a day; an empty bound means: not known, so not excluded."""
    begun = Q(valid_from__isnull=True) | Q(valid_from__lte=on)
    return begun & (Q(valid_to__isnull=True) | Q(valid_to__gte=on))


class Dated(models.Model):
    """A sourced, dated statement. ``due_on`` is when it is to be checked again; a page says so once it has passed."""

    valid_from = models.DateField(null=True, blank=True)
    valid_to = models.DateField(null=True, blank=True, help_text="the last day it holds")
    source = models.CharField(max_length=300)
    source_url = models.URLField(max_length=300, blank=True)
    checked_on = models.DateField(null=True, blank=True)
    due_on = models.DateField(null=True, blank=True)
    is_sample = models.BooleanField(default=False, help_text="Ours, to be checked with the authority")
    importer = models.CharField(max_length=32, blank=True, help_text="Which import wrote it; empty when typed in")
    kept_hash = models.CharField(
        max_length=64, blank=True, help_text="What our seed last left, as a digest: a row that differs is a house's own"
    )

    class Meta:
        abstract = True

    def is_due(self, on: datetime.date) -> bool:
        """Say whether the day it was to be checked again has passed."""
        return self.due_on is not None and self.due_on < on
