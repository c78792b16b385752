"""What staff did: who, what, when. Nothing of a visitor stands here."""

from __future__ import annotations

from typing import Self

from django.db import models

from parvis.accounts.models.staff import Staff


class StaffActQuerySet(models.QuerySet["StaffAct"]):
    """Questions about acts, in words."""

    def of_house(self, slug: str) -> Self:
        """Keep what was done at the house ``slug``."""
        return self.filter(house=slug)


class StaffAct(models.Model):
    """One act: ``what`` is its code (``event.published``), ``code`` names the thing, ``house`` is a house's slug or empty."""

    staff = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="acts")
    what = models.CharField(max_length=60)
    code = models.CharField(max_length=60, blank=True)
    house = models.CharField(max_length=60, blank=True, db_index=True)
    at = models.DateTimeField(db_index=True)

    objects = StaffActQuerySet.as_manager()

    class Meta:
        ordering = ("-at", "-pk")

    def __str__(self) -> str:
        return f"{self.what} {self.code}"
