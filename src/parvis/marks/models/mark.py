"""Interview marks, kept as counts: marks that say the same are one row, so that none can be told from another."""

from __future__ import annotations

from django.db import models

from parvis.core.random_keys import RandomKeyField, random_number
from parvis.marks.enums import Age, Band, Half, Mode, Status
from parvis.network.models import House


class Mark(models.Model):
    """How many interviews (``number``) of a part of a day were marked with the same codes.

    ``desk`` is the desk's key and no foreign key: counts outlive a desk that is renamed or closed; empty in a house without desks.
    ``themes`` are codes of Theme in their order, with commas. ``age`` and ``status`` are empty when not asked or not said.
    """

    id = RandomKeyField(primary_key=True, default=random_number, editable=False)
    house = models.ForeignKey(House, on_delete=models.CASCADE, related_name="marks")
    day = models.DateField()
    half = models.CharField(max_length=3, choices=Half.choices)
    desk = models.CharField(max_length=40, blank=True)
    themes = models.CharField(max_length=60)
    language = models.CharField(max_length=8)
    mode = models.CharField(max_length=8, choices=Mode.choices)
    band = models.CharField(max_length=5, choices=Band.choices)
    age = models.CharField(max_length=5, choices=Age.choices, blank=True)
    status = models.CharField(max_length=8, choices=Status.choices, blank=True)
    number = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("house", "day", "half", "desk", "themes", "language", "mode", "band", "age", "status"),
                name="same_marks_are_one_row",
            ),
        )

    def __str__(self) -> str:
        return f"{self.house_id} {self.day} {self.number}"


class Sent(models.Model):
    """That a note reached us, so that sent twice it counts once; tied to no mark, for some days.

    ``id`` is a fingerprint of the note's own random name: rows lie in no order of time. ``seal`` is one of the name with what the
    note says: it proves, to whoever still has the note, that taking it back takes back what was noted. Without the name it says nothing.
    """

    id = RandomKeyField(primary_key=True, editable=False)
    seal = models.CharField(max_length=32)
    is_undone = models.BooleanField(default=False)
    day = models.DateField()

    def __str__(self) -> str:
        return f"{self.day}"


class Setup(models.Model):
    """What a house wants marked, and shown. Without a row: every theme, neither age nor status, figures by desk."""

    house = models.OneToOneField(House, primary_key=True, on_delete=models.CASCADE, related_name="marks_setup")
    themes_off = models.JSONField(default=list, blank=True, help_text="Codes of themes that are not offered")
    asks_age = models.BooleanField(default=False)
    asks_status = models.BooleanField(default=False)
    shows_desks = models.BooleanField(default=True)

    def __str__(self) -> str:
        return f"{self.house_id}"
