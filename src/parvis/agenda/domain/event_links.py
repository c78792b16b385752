"""What rooms above have for an event: a link each, from functions that settings name (EVENT_LINKS), so that this room knows none of them."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from django.conf import settings
from django.utils.module_loading import import_string

from parvis.agenda.models import Event


@dataclass(frozen=True)
class EventLink:
    """A link on the page of an event: where it leads, its words, a pictogram."""

    href: str
    words: str
    pictogram: str


def links_of(event: Event, now: datetime.datetime) -> tuple[EventLink, ...]:
    """Return the links that rooms have for ``event`` at ``now``, in the active language."""
    return tuple(link for source in settings.EVENT_LINKS for link in import_string(source)(event, now))
