"""What cards say together: from SHOWN_FROM cards on, never one alone.

Visits and events are counted apart and a quarter of a year is the only period, so that no result is the difference of two
others. Cards count from the next day on. Fewer than SHOWN_FROM never leave the database.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Min, Q

from parvis.agenda.domain.showing import title_of
from parvis.agenda.models import Event
from parvis.agenda.models.event import EventQuerySet
from parvis.core.said import Said
from parvis.feedback.enums import ALWAYS, STEPS, Face, Question
from parvis.feedback.models import Card
from parvis.feedback.models.card import CardQuerySet
from parvis.feedback.rules import SHOWN_FROM, last_quarters, quarter_name
from parvis.network.models import House, Partner

QUARTERS = 4
EVENTS = 50
YEAR = datetime.timedelta(days=366)


@dataclass(frozen=True)
class Row:
    """A question and how often each face was pressed."""

    question: Question
    glad: int
    unsure: int
    sad: int


@dataclass(frozen=True)
class Result:
    """What at least SHOWN_FROM cards say; ``sentences`` are (words, language) in no order."""

    cards: int
    rows: tuple[Row, ...]
    sentences: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Line:
    """A quarter's visits or an event, with its result when it may be shown."""

    code: str
    title: Said | str
    result: Result | None


#: How often each face was pressed for each question, to annotate cards with.
FACES = {
    f"{question}_{face.name}": Count("pk", filter=Q(**{str(question): face})) for question in Question for face in Face
}


def of_visits(house: House, today: datetime.date) -> list[Line]:
    """Return the visits to ``house`` by quarter, newest first; two questions."""
    cards = Card.objects.of_visits(house).before(today)
    quarters = last_quarters(today, QUARTERS)
    wanted = Q(day__year__in={year for year, _quarter in quarters})
    grouped = cards.filter(wanted).order_by().values("day__year", "day__quarter")
    counted = grouped.annotate(cards=Count("pk"), **FACES).filter(cards__gte=SHOWN_FROM).order_by("day__year")
    found = {(each["day__year"], each["day__quarter"]): each for each in counted}
    said: dict[tuple[int, int], list[tuple[str, str]]] = {}
    if found:
        rows = _said(cards.filter(wanted)).values_list("day__year", "day__quarter", "sentence", "language")
        for year, quarter, sentence, spoken in rows:
            said.setdefault((year, quarter), []).append((sentence, spoken))
    return [
        Line("", quarter_name(*each), _result({**found[each]}, said.get(each, ())) if each in found else None)
        for each in quarters
    ]


def of_house_events(house: House, now: datetime.datetime, language: str) -> list[Line]:
    """Return the events of ``house`` that began in the last year, newest first, with what people said of them."""
    return _of_events(Event.objects.at(house), now, language, with_sentences=True)


def of_partner_events(partner: Partner, now: datetime.datetime, language: str) -> list[Line]:
    """Return the events in which ``partner`` took part in the last year: faces only, no sentences."""
    return _of_events(Event.objects.with_partner(partner), now, language, with_sentences=False)


def _of_events(events: EventQuerySet, now: datetime.datetime, language: str, *, with_sentences: bool) -> list[Line]:
    """Return a line an event, at most EVENTS; four questions at most."""
    begun = events.public().annotate(began=Min("sessions__starts")).filter(began__range=(now - YEAR, now))
    shown = list(begun.order_by("-began", "code").prefetch_related("texts")[:EVENTS])
    cards = Card.objects.filter(event__in=[event.pk for event in shown]).before(now.date())
    counted = cards.order_by().values("event").annotate(cards=Count("pk"), **FACES).filter(cards__gte=SHOWN_FROM)
    found = {each["event"]: each for each in counted.order_by("event")}
    said: dict[int, list[tuple[str, str]]] = {}
    if found and with_sentences:
        rows = _said(cards.filter(event__in=found)).values_list("event", "sentence", "language")
        for event, sentence, spoken in rows:
            said.setdefault(event, []).append((sentence, spoken))
    return [
        Line(
            event.code,
            title_of(event, language),
            _result({**found[event.pk]}, said.get(event.pk, ())) if event.pk in found else None,
        )
        for event in shown
    ]


def _said(cards: CardQuerySet) -> CardQuerySet:
    """Keep cards with a sentence, in another order each time: an order tells who came when."""
    return cards.exclude(sentence="").order_by("?")


def _result(counted: Mapping[str, Any], sentences: Iterable[tuple[str, str]] = ()) -> Result:
    rows = tuple(
        Row(question, *(counted[f"{question}_{face.name}"] for face in Face))
        for question in (*ALWAYS, *STEPS)
        if question in ALWAYS or any(counted[f"{question}_{face.name}"] for face in Face)
    )
    return Result(counted["cards"], rows, tuple(sentences))
