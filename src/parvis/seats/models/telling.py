"""How far telling somebody of a cancelled or moved date has come."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from parvis.seats.models.holding import Holding

MOST_MAILS = 2


class Telling(models.Model):
    """One contact that is being told. ``news`` names the session and its change: other news begin to count anew.

    A mail is counted in ``mails`` before it is handed over, and the contact is erased after: whatever is killed in between,
    nobody is forgotten and nobody gets a third mail. ``by_hand``: no mail address, refused by the mail server, or two mails whose fate is unknown.
    """

    holding = models.OneToOneField(Holding, on_delete=models.CASCADE, related_name="telling")
    news = models.CharField(max_length=30)
    mails = models.PositiveSmallIntegerField(default=0)
    by_hand = models.BooleanField(default=False)

    class Meta:
        constraints = (models.CheckConstraint(condition=Q(mails__lte=MOST_MAILS), name="telling_mails_twice_at_most"),)

    def __str__(self) -> str:
        return self.news
