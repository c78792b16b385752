"""The events of a house as its programme team sees them: by where they stand, and as they stand in a form."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Max, Min, Q, QuerySet
from django.utils.translation import gettext as _

from parvis.agenda.domain.showing import title_of
from parvis.agenda.domain.typed_trades import as_typed
from parvis.agenda.enums import EventState
from parvis.agenda.models import Event
from parvis.core.said import Said, say
from parvis.occupations.models import Occupation

#: The lists, in order: name → states.
_PROPOSED = (EventState.PROPOSED, EventState.REVIEW, EventState.CHANGES, EventState.ACCEPTED, EventState.DECLINED)
TEXTS = ("title", "summary", "body", "bring", "safety")
COLUMNS = (
    "where", "place", "town", "url", "min_age", "max_age", "audience", "senses", "access", "languages", "contact",
)  # fmt: skip


@dataclass(frozen=True)
class Row:
    """An event in a list of the team."""

    code: str
    title: Said
    kind: Said
    state: str
    partners: str
    begins: datetime.datetime | None
    missing: tuple[str, ...]

    @property
    def state_words(self) -> str:
        """Return the state in words."""
        return str(EventState(self.state).label)


def lists(now: datetime.datetime) -> dict[str, tuple[str, Q]]:
    """Return the lists of a team: name → words and what stands in them."""
    is_over, public = Q(last__lte=now), Q(state__in=(EventState.PUBLISHED, EventState.CANCELLED))
    return {
        "drafts": (_("Drafts"), Q(state=EventState.DRAFT)),
        "proposals": (_("Proposals"), Q(state__in=_PROPOSED)),
        "published": (_("Published"), public & ~is_over),
        "past": (_("Past"), public & is_over),
    }


def events_of(house_events: QuerySet[Event], wanted: Q, now: datetime.datetime) -> QuerySet[Event]:
    """Return those events with all a row needs, what is next first."""
    found = house_events.annotate(
        first=Min("sessions__starts"),
        last=Max("sessions__ends"),
        next=Min("sessions__starts", filter=Q(sessions__ends__gt=now)),
    ).filter(wanted)
    return found.select_related("kind").prefetch_related("texts", "parts__partner").order_by("next", "-first", "pk")


def rows(events: Iterable[Event], language: str, wanted: Iterable[str]) -> list[Row]:
    """Return ``events`` as rows; ``wanted`` are the languages a house speaks, so that missing texts are seen."""
    languages = list(wanted)
    return [
        Row(
            event.code,
            title_of(event, language),
            say(event.kind.name, language),
            event.state,
            ", ".join(say(part.partner.name, language).text for part in event.parts.all()),
            getattr(event, "next", None) or getattr(event, "first", None),
            tuple(code for code in languages if code not in {text.language for text in event.texts.all()}),
        )
        for event in events
    ]


def as_form(event: Event, language: str) -> dict[str, object]:
    """Return what a form shows of ``event``."""
    told: dict[str, object] = {column: getattr(event, column) for column in COLUMNS}
    for text in event.texts.order_by("language"):
        told |= {f"{name}_{text.language}": getattr(text, name) for name in TEXTS}
    trades = Occupation.objects.filter(events=event).with_texts().order_by("shown_at__pk")
    partners = list(event.parts.values_list("partner__slug", flat=True))
    image = event.image.code if event.image else ""
    return told | {"kind": event.kind.key, "image": image, "trades": as_typed(trades, language), "partners": partners}
