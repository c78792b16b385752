"""Pictures that a house may show: on its own page, its other pages, its events."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from parvis.core.said import TranslatedField
from parvis.network.models.house import House


class Image(models.Model):
    """A picture of a house's library. Its files are named by ``digest`` and ``widths`` (core/domain/picture_files.py).

    ``width`` × ``height`` are those of its widest file, in pixels. ``alt`` says what it shows to who does not see it; a
    picture that says nothing is marked ``is_decorative`` instead. ``credit`` names maker and licence, as shown.
    """

    house = models.ForeignKey(House, on_delete=models.CASCADE, related_name="images")
    code = models.CharField(max_length=12, unique=True)
    digest = models.CharField(max_length=32, db_index=True)
    widths = models.JSONField()
    width = models.PositiveSmallIntegerField()
    height = models.PositiveSmallIntegerField()
    alt = TranslatedField()
    is_decorative = models.BooleanField(default=False)
    credit = models.CharField(max_length=200)
    on_house_page = models.BooleanField(default=False)
    is_sample = models.BooleanField(default=False)

    class Meta:
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(fields=("house", "digest"), name="one_image_a_house_and_picture"),
            models.CheckConstraint(
                condition=Q(is_decorative=True) | ~Q(alt={}), name="image_is_told_in_words_or_decorates"
            ),
        )

    def __str__(self) -> str:
        return self.code
