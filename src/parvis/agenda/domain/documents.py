"""What search may show of the programme: events with something to come; never who takes part."""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from django.db.models import Max
from django.utils import timezone

from parvis.agenda.domain.writing import ROOM
from parvis.agenda.enums import PUBLIC
from parvis.agenda.models import Event
from parvis.core.documents import Document
from parvis.core.domain.revisions import revision_of
from parvis.core.said import say

KINDS = ("event",)
BATCH = 500


def revision() -> tuple[int, int]:
    """Return (latest revision, revision of the last removal)."""
    return revision_of(ROOM)


def documents(since: int = 0) -> Iterator[Document]:
    """Yield the events changed after revision ``since``; for 0 all with something to come."""
    now = timezone.now()
    events = Event.objects.filter(revision__gt=since) if since else Event.objects.public().coming(now)
    fetched = events.annotate(last=Max("sessions__ends")).select_related("house", "kind").prefetch_related("texts")
    for event in fetched.order_by("pk").iterator(chunk_size=BATCH):
        yield _document(event, now)


def _document(event: Event, now: datetime.datetime) -> Document:
    over = now - datetime.timedelta(seconds=1)
    last: datetime.datetime | None = getattr(event, "last", None)
    texts = {text.language: text for text in event.texts.all()}
    house = event.house
    return Document(
        kind="event",
        id=event.code,
        path=f"events/{event.code}/",
        titles={language: text.title for language, text in texts.items()},
        names={language: [str(say(event.kind.name, language))] for language in texts},
        summary={language: text.summary for language, text in texts.items() if text.summary},
        body={language: text.body for language, text in texts.items() if text.body},
        code=event.code,
        country=house.country,
        languages=tuple(sorted(texts)),
        pictogram=event.kind.pictogram or "calendar",
        latitude=house.latitude if event.latitude is None else event.latitude,
        longitude=house.longitude if event.longitude is None else event.longitude,
        until=last if last and event.state in PUBLIC else over,
    )


def addresses() -> Iterator[str]:
    """Yield the programme's pages, then those of the events to come."""
    yield from ("events/", "events/week/", "events/month/")
    codes = Event.objects.public().coming(timezone.now()).order_by("pk").values_list("code", flat=True)
    for code in codes.iterator(chunk_size=BATCH):
        yield f"events/{code}/"
