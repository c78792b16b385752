"""Exit cards: what people thought, tied to nothing but the place, the event and half a day."""

from __future__ import annotations

import datetime
from typing import Self

from django.db import models
from django.db.models import Q

from parvis.agenda.models import Event
from parvis.core.enums import Half
from parvis.core.random_keys import RandomKeyField, random_number
from parvis.feedback.enums import Face
from parvis.network.models import House

LONGEST = 300  # characters of a sentence


class CardQuerySet(models.QuerySet["Card"]):
    """Questions about cards, in words."""

    def before(self, day: datetime.date) -> Self:
        """Keep those of the days before ``day``: nobody can watch a card come in."""
        return self.filter(day__lt=day)

    def of_visits(self, house: House) -> Self:
        """Keep those about a visit to ``house``, not about an event."""
        return self.filter(house=house, event__isnull=True)


def _face() -> models.PositiveSmallIntegerField[int | None, int | None]:
    return models.PositiveSmallIntegerField(null=True, choices=Face.choices)


class Card(models.Model):
    """One card. ``id`` is random, so that rows lie in no order of time. None: not answered. ``sentence`` is tidied
    (domain/sending.py) and goes after twelve months."""

    id = RandomKeyField(primary_key=True, default=random_number, editable=False)
    house = models.ForeignKey(House, on_delete=models.CASCADE, related_name="cards")
    event = models.ForeignKey(Event, null=True, on_delete=models.CASCADE, related_name="cards")
    day = models.DateField()
    half = models.CharField(max_length=2, choices=Half.choices)
    language = models.CharField(max_length=8)
    welcome = _face()
    clear = _face()
    useful = _face()
    before = _face()
    after = _face()
    sentence = models.CharField(max_length=LONGEST, blank=True)

    objects = CardQuerySet.as_manager()

    class Meta:
        indexes = (models.Index(fields=("house", "event", "day"), name="card_place"),)
        constraints = (
            models.CheckConstraint(
                condition=Q(event__isnull=False) | Q(before__isnull=True, after__isnull=True),
                name="only_events_show_trades",
            ),
        )

    def __str__(self) -> str:
        return f"{self.house_id} {self.event_id or ''}"


class Sent(models.Model):
    """That a form was sent, so that pressing twice counts once: a fingerprint of the form, tied to no card, for a day or two."""

    id = RandomKeyField(primary_key=True, editable=False)
    day = models.DateField()

    def __str__(self) -> str:
        return f"{self.day}"
