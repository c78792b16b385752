"""What a house said about itself, version by version."""

from __future__ import annotations

from django.db import models

from parvis.core.models import Version
from parvis.network.models.house import House


class HouseVersion(Version):
    """A version of what a house publishes: facts, texts, desks, hours (domain/house_data.py); never who wrote it."""

    subject = models.ForeignKey(House, on_delete=models.CASCADE, related_name="versions")

    class Meta(Version.Meta):
        pass
