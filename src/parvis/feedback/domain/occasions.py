"""When an event takes cards: from its first beginning until two weeks after its last end."""

from __future__ import annotations

import datetime

from django.db.models import Max, Min
from django.utils.translation import gettext as _

from parvis.agenda.domain.profile import JUST_OVER
from parvis.agenda.models import Event


def why_closed(event: Event, now: datetime.datetime) -> str:
    """Return the sentence that says why ``event`` takes no cards now, empty when it does; one question."""
    if event.is_cancelled:
        return _("This event is cancelled: there is nothing to answer.")
    span = event.sessions.taking_place().aggregate(first=Min("starts"), last=Max("ends"))
    if span["first"] is None or now < span["first"]:
        return _("This card opens when the event begins.")
    if now > span["last"] + JUST_OVER:
        return _("This card is closed. It was open for two weeks after the event. Thank you for thinking of it.")
    return ""
