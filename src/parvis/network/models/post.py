"""Which member of staff does what, where: dated posts at a house, at a partner, in the network."""

from __future__ import annotations

import datetime
from typing import Self

from django.db import models
from django.db.models import F, Q

from parvis.accounts.models import Staff
from parvis.network.enums import Role
from parvis.network.models.house import House
from parvis.network.models.partner import Partner


class PostQuerySet(models.QuerySet["Post"]):
    """Questions about posts, in words."""

    def standing(self, on: datetime.date) -> Self:
        """Keep those that hold on the day ``on``."""
        return self.filter(Q(until__isnull=True) | Q(until__gte=on), since__lte=on)

    def at(self, house: House) -> Self:
        """Keep the posts of a house."""
        return self.filter(house=house)


class Post(models.Model):
    """A post: manager, programme, desk or reception of a house; editor of a partner; coordinator of the network."""

    staff = models.ForeignKey(Staff, on_delete=models.CASCADE, related_name="posts")
    role = models.CharField(max_length=12, choices=Role.choices)
    house = models.ForeignKey(House, null=True, blank=True, on_delete=models.CASCADE, related_name="posts")
    partner = models.ForeignKey(Partner, null=True, blank=True, on_delete=models.CASCADE, related_name="posts")
    since = models.DateField()
    until = models.DateField(null=True, blank=True)

    objects = PostQuerySet.as_manager()

    class Meta:
        ordering = ("staff__name", "role", "pk")
        constraints = (
            models.CheckConstraint(
                condition=(
                    Q(role__in=("manager", "programme", "desk", "reception"), house__isnull=False, partner__isnull=True)
                    | Q(role="editor", house__isnull=True, partner__isnull=False)
                    | Q(role="coordinator", house__isnull=True, partner__isnull=True)
                ),
                name="post_is_where_its_role_is",
            ),
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gte=F("since")), name="post_ends_after_it_begins"
            ),
        )

    def __str__(self) -> str:
        return f"{self.staff_id} {self.role}"
