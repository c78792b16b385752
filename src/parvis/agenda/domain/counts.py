"""Counts of the programme: what took place at a house in a period. Method of each figure: docs/reporting.md."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Callable, Iterable

from django.db.models import Count, DurationField, ExpressionWrapper, F, Q, Sum
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from parvis.agenda.enums import PUBLIC, Audience, SessionState
from parvis.agenda.models import Kind, Session
from parvis.agenda.models.event import SessionQuerySet
from parvis.core.domain.figures import Figure, Row, Unit
from parvis.core.languages import language_name
from parvis.core.said import say
from parvis.network.domain.scope import Scope
from parvis.occupations.enums import Sector

NAME = _("Programme")
_HELD = ~Q(state=SessionState.CANCELLED)
_LENGTH = ExpressionWrapper(F("ends") - F("starts"), output_field=DurationField())
_MINUTE = datetime.timedelta(minutes=1)


def figures(scope: Scope) -> tuple[Figure, ...]:
    """Return the figures of the programme, in a constant number of questions."""
    shown = Session.objects.filter(event__state__in=PUBLIC).order_by()
    planned = shown.filter(scope.moments("starts", "event__house"))
    held = planned.filter(_HELD, starts__lt=scope.now)
    return (
        *_by_kind(held),
        _trades(held),
        _languages(held),
        _audience(held),
        _in_time(shown.filter(_HELD, starts__lt=scope.now), scope),
        *_partners(held),
        *_beside(planned, scope.now),
    )


def _by_kind(held: SessionQuerySet) -> tuple[Figure, ...]:
    """Return events, sessions and hours by kind."""
    counted = list(
        held.values_list("event__kind__key").annotate(
            events=Count("event", distinct=True), sessions=Count("pk"), lasted=Sum(_LENGTH)
        )
    )
    names = _names([key for key, *_numbers in counted])
    kinds = sorted(counted, key=lambda row: list(names).index(row[0]))
    kind = _("Kind of event")
    events = tuple(Row(key, names[key], number) for key, number, *_rest in kinds)
    sessions = tuple(Row(key, names[key], number) for key, _events, number, _lasted in kinds)
    hours = tuple(Row(key, names[key], lasted // _MINUTE) for key, *_numbers, lasted in kinds)
    return (
        Figure(
            key="events",
            name=_("Events"),
            value=_sum(events),
            method=_(
                "Published events of which at least one session took place in this time. "
                "An event with several sessions counts once."
            ),
            by=kind,
            rows=events,
            is_headline=True,
        ),
        Figure(
            key="sessions",
            name=_("Sessions"),
            value=_sum(sessions),
            method=_(
                "Sessions of published events that began in this time, by the clock of the house. "
                "Cancelled ones and those that are still to come do not count."
            ),
            by=kind,
            rows=sessions,
            is_headline=True,
        ),
        Figure(
            key="hours",
            name=_("Hours of programme"),
            value=_sum(hours),
            method=_(
                "The time from the beginning to the end of each session that took place, added up. "
                "A session that begins in this time counts with its whole length."
            ),
            unit=Unit.MINUTES,
            by=kind,
            of=_("Hours"),
            rows=hours,
            is_headline=True,
        ),
    )


def _names(keys: Iterable[str]) -> dict[str, str]:
    """Return the names of kinds, in their own order."""
    rows = Kind.objects.filter(key__in=list(keys)).values_list("key", "name")
    return {key: say(name, get_language() or "en").text for key, name in rows}


def _sum(rows: Iterable[Row]) -> int:
    return sum(row.value for row in rows)


def _in_time(held: SessionQuerySet, scope: Scope) -> Figure:
    """Return the sessions by day, month or year: one question for all steps."""
    steps = [step for step in scope.period.steps() if step.first <= scope.today]
    is_in = {
        f"step{place}": Count("pk", filter=scope.within(step).moments("starts", "event__house"))
        for place, step in enumerate(steps)
    }
    counted = held.filter(scope.moments("starts", "event__house")).aggregate(**is_in) if is_in else {}
    language = get_language() or "en"
    rows = tuple(
        Row(step.first.isoformat(), step.words(language), counted[f"step{place}"]) for place, step in enumerate(steps)
    )
    return Figure(
        key="sessions_in_time",
        name=_("Sessions over time"),
        value=_sum(rows),
        method=_("The same sessions by the day, month or year in which they began."),
        by=_("When"),
        of=_("Sessions"),
        rows=rows,
        is_in_time=True,
    )


def _beside(planned: SessionQuerySet, now: datetime.datetime) -> list[Figure]:
    """Return what stands beside the sessions that took place: cancelled, still to come, made up for the sample."""
    counted = planned.aggregate(
        cancelled=Count("pk", filter=~_HELD),
        to_come=Count("pk", filter=_HELD & Q(starts__gte=now)),
        sample=Count("pk", filter=_HELD & Q(starts__lt=now, event__is_sample=True)),
    )
    found = [
        Figure(
            key="cancelled",
            name=_("Cancelled sessions"),
            value=counted["cancelled"],
            method=_("Sessions of published events that were to begin in this time and were cancelled."),
            is_headline=True,
        ),
        Figure(
            key="to_come",
            name=_("Sessions still to come"),
            value=counted["to_come"],
            method=_("Sessions of published events that will begin in this time. No other figure counts them."),
        ),
    ]
    sample = Figure(
        key="sample",
        name=_("Sample sessions among them"),
        value=counted["sample"],
        method=_(
            "Sessions of the sample that comes with the program. They never took place, and all figures count them."
        ),
    )
    return [*found, sample] if sample.value else found


def _partners(held: SessionQuerySet) -> tuple[Figure, ...]:
    """Return how many partners took part, and in how many sessions: never how any one of them did, so nothing where it is one."""
    counted = held.aggregate(
        partners=Count("event__parts__partner", distinct=True),
        sessions=Count("pk", filter=Q(event__parts__isnull=False), distinct=True),
    )
    return (
        Figure(
            key="partners",
            name=_("Partners taking part"),
            value=counted["partners"],
            method=_("Different partners named at events whose sessions took place. No partner is counted alone."),
            is_headline=True,
        ),
        Figure(
            key="sessions_with_partner",
            name=_("Sessions with a partner"),
            value=None if counted["partners"] == 1 else counted["sessions"],
            method=_("Sessions that took place at events where at least one partner takes part."),
        ),
    )


def _trades(held: SessionQuerySet) -> Figure:
    rows = held.filter(event__trades__isnull=False).values_list("event__trades__sector")
    numbers = dict(rows.annotate(number=Count("event__trades", distinct=True)))
    return Figure(
        key="trades",
        name=_("Trades shown"),
        value=sum(numbers.values()),
        method=_("Different trades shown by sessions that took place. A trade shown twice counts once."),
        by=_("Sector"),
        of=_("Trades"),
        rows=_told(numbers, dict(Sector.choices).get),
        is_headline=True,
    )


def _languages(held: SessionQuerySet) -> Figure:
    numbers = _of_lists(held, "event__languages")
    language = get_language() or "en"
    return Figure(
        key="languages",
        name=_("Languages spoken"),
        value=len(numbers),
        method=_(
            "Different languages named at events whose sessions took place. "
            "A session in two languages counts for both; one that names none counts for none."
        ),
        by=_("Language"),
        of=_("Sessions"),
        rows=_told(numbers, lambda code: language_name(code, language)),
        is_headline=True,
    )


def _audience(held: SessionQuerySet) -> Figure:
    numbers = _of_lists(held, "event__audience")
    return Figure(
        key="audience",
        name=_("Kinds of visitors addressed"),
        value=len(numbers),
        method=_(
            "For whom events are made, as the house says; not who came. "
            "A session made for two counts for both; one that says nothing counts for none."
        ),
        by=_("For whom"),
        of=_("Sessions"),
        rows=_told(numbers, dict(Audience.choices).get),
    )


def _of_lists(held: SessionQuerySet, column: str) -> Counter[str]:
    """Return in how many sessions each value of a column of lists stands."""
    found: Counter[str] = Counter()
    for values, number in held.values_list(column).annotate(number=Count("pk")):
        for value in set(values):
            found[value] += number
    return found


def _told(numbers: dict[str, int], name_of: Callable[[str], object]) -> tuple[Row, ...]:
    """Return the rows, the greatest number first."""
    found = (Row(key, str(name_of(key) or key), number) for key, number in numbers.items())
    return tuple(sorted(found, key=lambda row: (-row.value, row.name)))
