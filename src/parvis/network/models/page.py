"""A page of a house's own: who we are, access, school classes."""

from __future__ import annotations

from typing import Self

from django.db import models

from parvis.core.models import Version
from parvis.core.said import TranslatedField
from parvis.network.models.house import House
from parvis.network.models.image import Image


class PageQuerySet(models.QuerySet["Page"]):
    """Questions about pages, in words."""

    def public(self) -> Self:
        """Keep what visitors may see."""
        return self.filter(is_shown=True)


class Page(models.Model):
    """A page of a house, as it is published. ``slug`` stands in its address and never changes.

    ``body`` is written in the plain text that ``core/domain/markup.py`` reads. ``is_shown`` is False before the page is
    first published, and when its team has taken it off.
    """

    house = models.ForeignKey(House, on_delete=models.CASCADE, related_name="pages")
    slug = models.SlugField(max_length=60)
    title = TranslatedField()
    body = TranslatedField()
    image = models.ForeignKey(Image, null=True, blank=True, on_delete=models.SET_NULL, related_name="pages")
    order = models.PositiveSmallIntegerField(default=0)
    is_shown = models.BooleanField(default=False)
    is_sample = models.BooleanField(default=False)
    revision = models.PositiveBigIntegerField(db_index=True, default=0)

    objects = PageQuerySet.as_manager()

    class Meta:
        ordering = ("order", "slug")
        constraints = (models.UniqueConstraint(fields=("house", "slug"), name="one_page_a_house_and_slug"),)

    def __str__(self) -> str:
        return f"{self.house_id} {self.slug}"


class PageVersion(Version):
    """A version of a house's page (core/domain/versions.py); never who wrote it."""

    subject = models.ForeignKey(Page, on_delete=models.CASCADE, related_name="versions")

    class Meta(Version.Meta):
        pass
