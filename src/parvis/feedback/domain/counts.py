"""Counts of exit cards, made of shown results alone: a figure here tells nothing that domain/results.py does not show.

The days of a period are not those of its cards. Whoever could choose them freely would learn one card as the difference of
two periods; so a quarter of visits or an event counts whole, where at least SHOWN_FROM cards were handed in, or not at all.
"""

from __future__ import annotations

from django.db.models import Count, Min, OuterRef, Subquery, Sum
from django.utils.translation import gettext_lazy as _

from parvis.agenda.models import Event, Session
from parvis.core.domain.figures import Figure, Row
from parvis.feedback.domain.results import FACES
from parvis.feedback.enums import Face, Question
from parvis.feedback.models import Card
from parvis.feedback.models.card import CardQuerySet
from parvis.feedback.rules import SHOWN_FROM, quarters_of
from parvis.network.domain.scope import Scope

NAME = _("Exit cards")
_METHOD = _(
    "Cards about visits count by whole quarters of a year, those about an event by event: when the quarter or the event began "
    "in this time, and from 11 cards on. Fewer are shown to nobody."
)


def figures(scope: Scope) -> tuple[Figure, ...]:
    """Return how many cards were handed in and what they say; two questions."""
    parts = [_of_visits(scope), _of_events(scope)]
    cards = [part.get("cards", 0) for part in parts]
    sums = {name: sum(part.get(name, 0) for part in parts) for name in FACES}
    rows = (Row("visits", _("about a visit"), cards[0]), Row("events", _("about an event"), cards[1]))
    handed_in = Figure(
        key="cards",
        name=_("Cards handed in"),
        value=sum(cards) or None,
        method=_METHOD,
        by=_("Card"),
        rows=rows if any(cards) else (),
        is_headline=True,
    )
    asked = (_of_question(question, sums) for question in Question)
    return (handed_in, *(figure for figure in asked if figure.value))


def _of_question(question: Question, sums: dict[str, int]) -> Figure:
    rows = tuple(Row(face.name.lower(), face.label, sums[f"{question}_{face.name}"]) for face in Face)
    return Figure(
        key=f"cards_{question}",
        name=question.label,
        value=sum(row.value for row in rows),
        method=_METHOD,
        by=_("Answer"),
        of=_("Cards"),
        rows=rows,
    )


def _of_visits(scope: Scope) -> dict[str, int]:
    quarters = quarters_of(scope.period.first, scope.period.last)
    if quarters is None:
        return {}
    cards = Card.objects.filter(scope.of_houses("house"), event__isnull=True, day__range=quarters)
    return _shown(cards, scope, "house", "day__year", "day__quarter")


def _of_events(scope: Scope) -> dict[str, int]:
    first = Session.objects.filter(event=OuterRef("pk")).order_by().values("event").annotate(first=Min("starts"))
    events = Event.objects.public().annotate(began=Subquery(first.values("first")))
    began = events.filter(scope.moments("began", "house")).order_by().values("pk")
    return _shown(Card.objects.filter(event__in=began), scope, "event")


def _shown(cards: CardQuerySet, scope: Scope, *cells: str) -> dict[str, int]:
    """Return how many cards and faces there are in the cells that may be shown, added up by the database; one question."""
    counted = cards.before(scope.now.date()).order_by().values(*cells).annotate(cards=Count("pk"), **FACES)
    sums = counted.filter(cards__gte=SHOWN_FROM).aggregate(**{f"all_{name}": Sum(name) for name in ("cards", *FACES)})
    return {name.removeprefix("all_"): number or 0 for name, number in sums.items()}
