"""What an event said, version by version."""

from __future__ import annotations

from django.db import models

from parvis.agenda.models.event import Event
from parvis.core.models import Version


class EventVersion(Version):
    """A version of what is said of an event: words, facts, trades, partners, picture (domain/event_data.py). Sessions are in
    none, so bringing one back never undoes that a session was moved or cancelled; never who wrote it."""

    subject = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="versions")

    class Meta(Version.Meta):
        pass
