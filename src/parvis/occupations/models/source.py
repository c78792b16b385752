"""Where facts come from."""

from __future__ import annotations

from django.db import models


class Source(models.Model):
    """A published body of facts, one row a version that is loaded: its licence and the words it wants to be named by."""

    key = models.CharField(max_length=20, primary_key=True, help_text="seed, esco, rome, onet")
    title = models.CharField(max_length=120)
    version = models.CharField(max_length=20, blank=True)
    licence = models.CharField(max_length=200)
    attribution = models.TextField()
    url = models.URLField(blank=True)
    loaded_on = models.DateField()

    def __str__(self) -> str:
        return f"{self.title} {self.version}".strip()
