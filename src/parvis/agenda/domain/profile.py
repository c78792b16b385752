"""All that the page of an event shows, in a constant number of questions."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from parvis.agenda.domain.event_links import EventLink, links_of
from parvis.agenda.domain.linked import linked_sessions
from parvis.agenda.domain.showing import Line, booking_of, fetched, line_of, place_of, state_of, text_of, title_of
from parvis.agenda.enums import Access, Audience, Sense
from parvis.agenda.models import Event, Session
from parvis.core.pictured import Pictured
from parvis.core.said import Said, say
from parvis.network.domain.picturing import pictured
from parvis.occupations.domain.cards import TradeCard, trade_cards

SHOWN = 12
#: For so long after a session its visitors may be asked how it was.
JUST_OVER = datetime.timedelta(days=14)


@dataclass(frozen=True)
class Shown:
    """An event for its page; ``lines`` are the next sessions, ``more`` how many follow, ``past`` how many are over;
    ``is_just_over`` says that one took place and ended less than JUST_OVER ago."""

    title: Said
    summary: Said
    body: Said
    bring: Said
    safety: Said
    kind: Said
    where: str
    booking: str
    audience: tuple[str, ...]
    senses: tuple[str, ...]
    access: tuple[str, ...]
    lines: tuple[Line, ...]
    more: int
    past: int
    partners: tuple[tuple[str, Said], ...]
    trades: tuple[TradeCard, ...]
    data: list[dict[str, object]]
    is_just_over: bool
    picture: Pictured | None = None
    links: tuple[EventLink, ...] = ()

    @property
    def is_over(self) -> bool:
        """Say whether nothing is to come."""
        return not self.lines


def find_event(code: str) -> Event | None:
    """Return the public event with ``code``, with its texts."""
    events = Event.objects.public().select_related("house", "kind", "image").prefetch_related("texts")
    return events.filter(code=code).order_by("pk").first()


def profile_of(event: Event, now: datetime.datetime, language: str) -> Shown:
    """Return what the page shows of ``event`` at ``now``."""
    sessions = list(fetched(Session.objects.filter(event=event).order_by("starts", "code")))
    coming = [session for session in sessions if session.ends > now]
    codes = list(event.trades.order_by("pk").values_list("code", flat=True))
    access, senses, audience = set(event.access), set(event.senses), set(event.audience)
    return Shown(
        title=title_of(event, language),
        summary=text_of(event, "summary", language),
        body=text_of(event, "body", language),
        bring=text_of(event, "bring", language),
        safety=text_of(event, "safety", language),
        kind=say(event.kind.name, language),
        where=place_of(event, ""),
        booking=booking_of(event),
        audience=tuple(str(each.label) for each in Audience if each in audience),
        senses=tuple(str(each.label) for each in Sense if each in senses),
        access=tuple(str(each.label) for each in Access if each in access),
        lines=tuple(line_of(session, language) for session in coming[:SHOWN]),
        more=len(coming[SHOWN:]),
        past=len(sessions) - len(coming),
        partners=tuple(
            (part.partner.slug, say(part.partner.name, language))
            for part in event.parts.select_related("partner").order_by("partner__slug")
        ),
        trades=tuple(trade_cards(codes, language)) if codes else (),
        data=linked_sessions((coming or sessions[-1:])[:SHOWN], language),
        picture=pictured(event.image, language) if event.image else None,
        links=links_of(event, now),
        is_just_over=any(
            now - JUST_OVER <= session.ends <= now and state_of(session) != "cancelled" for session in sessions
        ),
    )
