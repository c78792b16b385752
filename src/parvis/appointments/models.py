"""The one table of appointments: which chair of which desk gives them."""

from __future__ import annotations

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q

from parvis.agenda.models import Event
from parvis.network.models import Desk

MOST_CHAIRS = 20


class Offering(models.Model):
    """Appointments of one chair of a desk, of one way to meet and in the same languages.

    Its slots are sessions of ``event``, which stands apart from the programme (agenda/domain/apart.py) and holds way, languages and
    the house's own video room. A desk that goes leaves its slots to those who have them. ``chair`` says how many people sit there side by side: slots of one chair never overlap.
    """

    desk = models.ForeignKey(Desk, null=True, on_delete=models.SET_NULL, related_name="offerings")
    chair = models.PositiveSmallIntegerField(
        default=1, validators=[MinValueValidator(1), MaxValueValidator(MOST_CHAIRS)]
    )
    event = models.OneToOneField(Event, on_delete=models.CASCADE, related_name="offering")

    class Meta:
        constraints = (
            models.CheckConstraint(condition=Q(chair__range=(1, MOST_CHAIRS)), name="offering_chair_is_small"),
        )

    def __str__(self) -> str:
        return f"{self.desk_id}/{self.chair}"
