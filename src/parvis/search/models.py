"""What search keeps: counts of words a day, where a house wants them; nothing of a visitor."""

from __future__ import annotations

from django.db import models


class WordCount(models.Model):
    """How often words were asked for on a day in a language, and how often nothing was found. No time, no address, no order;
    numbers and mails never get here."""

    day = models.DateField()
    language = models.CharField(max_length=8)
    words = models.CharField(max_length=60)
    number = models.PositiveIntegerField(default=0)
    missed = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("day", "language", "words"), name="one_count_a_day_and_words"),)

    def __str__(self) -> str:
        return f"{self.day} {self.language} {self.number}"
