"""What a partner proposes to a house, and how its programme team reviews it; the share a house expects of each part."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from parvis.agenda.enums import Dimension
from parvis.agenda.models.event import Event
from parvis.network.models import House, Partner


class Proposal(models.Model):
    """A partner's proposal: the event says where it stands, ``checks`` what its review found.

    ``checks`` is ``{key of enums.Check: {"yes": bool, "why": sentence}}``; ``answer`` the house's last sentence to the partner.
    """

    event = models.OneToOneField(Event, on_delete=models.CASCADE, related_name="proposal")
    partner = models.ForeignKey(Partner, on_delete=models.PROTECT, related_name="proposals")
    wish = models.CharField(max_length=500, blank=True, help_text="When it could be, and what it needs")
    checks = models.JSONField(default=dict, blank=True)
    answer = models.CharField(max_length=500, blank=True)
    proposed_on = models.DateField()
    answered_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ("-proposed_on", "-pk")

    def __str__(self) -> str:
        return f"{self.event_id}–{self.partner_id}"


class ExpectedShare(models.Model):
    """The share (percent of sessions, of a partner: of the time) that a house expects; no row: not judged."""

    house = models.ForeignKey(House, on_delete=models.CASCADE, related_name="expected_shares")
    dimension = models.CharField(max_length=8, choices=Dimension.choices)
    key = models.CharField(max_length=60)
    percent = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ("dimension", "key")
        constraints = (
            models.UniqueConstraint(fields=("house", "dimension", "key"), name="one_share_a_house_and_part"),
            models.CheckConstraint(condition=Q(percent__lte=100), name="expected_share_of_a_hundred"),
        )

    def __str__(self) -> str:
        return f"{self.dimension} {self.key}: {self.percent} %"
