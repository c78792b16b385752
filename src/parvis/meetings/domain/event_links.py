"""The link from an event to its meeting days."""

from __future__ import annotations

import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from parvis.agenda.domain.event_links import EventLink
from parvis.agenda.models import Event
from parvis.meetings.models import MeetingDay


def links(event: Event, now: datetime.datetime) -> list[EventLink]:
    """Return a link to each coming meeting day of ``event``; one question."""
    coming = MeetingDay.objects.public().filter(session__event=event, session__ends__gt=now)
    return [
        EventLink(reverse("meetings:day", args=(code,)), _("Tables, and what they offer"), "talk")
        for code in coming.order_by("session__starts").values_list("session__code", flat=True)
    ]
