"""What a partner's convention gives a house: how many people at once, how many hours a month."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from parvis.network.models import House, Partner


class Seconding(models.Model):
    """``people``: how many a partner can seat at once; ``hours`` a month as the convention says. None: not agreed, or not known."""

    house = models.ForeignKey(House, on_delete=models.CASCADE, related_name="secondings")
    partner = models.ForeignKey(Partner, on_delete=models.CASCADE, related_name="secondings")
    people = models.PositiveSmallIntegerField(null=True, blank=True)
    hours = models.PositiveSmallIntegerField(null=True, blank=True, help_text="Hours a month, as the convention says")

    class Meta:
        ordering = ("house", "partner__slug")
        constraints = (
            models.UniqueConstraint(fields=("house", "partner"), name="one_seconding_a_house_and_partner"),
            models.CheckConstraint(
                condition=Q(people__isnull=True) | Q(people__gte=1), name="seconding_of_one_person_or_more"
            ),
        )

    def __str__(self) -> str:
        return f"{self.house_id}–{self.partner_id}"
