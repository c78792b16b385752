"""Who sends offers."""

from __future__ import annotations

from django.db import models


class Feed(models.Model):
    """A sender of offers: one file after another under one name, so that what is missing from the next can be withdrawn."""

    key = models.SlugField(max_length=40, unique=True)
    name = models.CharField(max_length=120, help_text="As a page names the source")
    importer = models.CharField(max_length=32, help_text="The format its files are in")
    country = models.CharField(max_length=2, blank=True, help_text="ISO 3166-1, of offers that name none")
    language = models.CharField(max_length=8, blank=True, help_text="BCP 47, of offers that name none")
    licence = models.CharField(max_length=120, blank=True)
    url = models.URLField(max_length=300, blank=True)
    acknowledged_on = models.DateField(null=True, blank=True, help_text="When a file of it last changed something")

    class Meta:
        ordering = ("key",)

    def __str__(self) -> str:
        return self.name or self.key
