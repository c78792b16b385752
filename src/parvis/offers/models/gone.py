"""An offer that was removed."""

from __future__ import annotations

from django.db import models

from parvis.occupations.models import Occupation


class Gone(models.Model):
    """What is left of a removed offer, so that its address goes on saying that it is over, and leads on to its trade."""

    code = models.CharField(max_length=16, primary_key=True)
    removed_on = models.DateField(db_index=True)
    was_withdrawn = models.BooleanField()
    occupation = models.ForeignKey(Occupation, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        ordering = ("code",)

    def __str__(self) -> str:
        return self.code
