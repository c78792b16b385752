"""What is said of an event as plain JSON, for its versions. When and whether it takes place is not in it."""

from __future__ import annotations

import datetime

from parvis.agenda.domain.drafting import COLUMNS, TEXTS
from parvis.agenda.models import Event, EventVersion
from parvis.core.domain.differing import Data
from parvis.core.domain.versions import History, thin_all


def history_of(event: Event) -> History[EventVersion]:
    """Return the versions of what is said of ``event``."""
    return History(EventVersion, event)


def data_of(event: Event) -> Data:
    """Return what a version of ``event`` keeps, read anew from the tables."""
    texts = {
        text.language: {name: getattr(text, name) for name in TEXTS} | ({"is_machine": True} if text.is_machine else {})
        for text in event.texts.order_by("language")
    }
    return {
        "texts": texts,
        "kind": event.kind.key,
        **{column: getattr(event, column) for column in COLUMNS},
        "image": event.image.code if event.image else "",
        "trades": list(event.shown_trades.order_by("pk").values_list("occupation__code", flat=True)),
        "partners": list(event.parts.order_by("partner__slug").values_list("partner__slug", flat=True)),
    }


def purge(_now: datetime.datetime) -> int:
    """Remove versions older than the last fifty of an event; return how many."""
    return thin_all(Event.objects.all(), EventVersion)


def note_before(event: Event) -> None:
    """Keep what ``event`` says before it is changed for the first time."""
    if not event.versions.exists():
        history_of(event).leave(data_of(event))


def note_after(event: Event) -> None:
    """Keep what ``event`` says now."""
    history_of(event).leave(data_of(event))
