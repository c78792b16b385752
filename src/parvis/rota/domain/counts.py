"""Counts of the rota: hours staffed by desk and by language, never by partner or person. Method: docs/reporting.md."""

from __future__ import annotations

from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from parvis.core.domain.figures import Figure, Row, Unit
from parvis.core.languages import is_same_language, language_name
from parvis.core.said import say
from parvis.network.domain.scope import Scope
from parvis.rota.domain.intervals import joined, minutes
from parvis.rota.domain.occurring import Occurrence
from parvis.rota.domain.planned import planned_dates
from parvis.rota.models import Shift

NAME = _("Desks")


def figures(scope: Scope) -> tuple[Figure, ...]:
    """Return the figures of one house; nothing for every house at once, and nothing where no rota is planned."""
    house, last = scope.house, min(scope.period.last, scope.today)
    if house is None or last < scope.period.first:
        return ()
    if not Shift.objects.at(house).within(scope.period.first, last).exists():
        return ()
    return _of(planned_dates(house, scope.period.first, last), house.name_language)


def _of(dates: list[Occurrence], own: str) -> tuple[Figure, ...]:
    language = get_language() or "en"
    desks, languages = _by_desk(dates), _by_language(dates)
    names = {each.desk: say(each.shift.desk.question, language).text for each in dates}
    keys = {each.desk: each.shift.desk.key for each in dates}
    by_desk = sorted(desks, key=lambda one: (-desks[one], keys[one]))
    by_language = sorted(languages, key=lambda one: (-languages[one], one))
    return (
        Figure(
            key="staffed",
            name=_("Hours with somebody at a desk"),
            value=sum(desks.values()),
            method=_(
                "Planned shifts within opening hours, until today, exceptions and swaps taken into account. "
                "Two people at a desk at once count as one hour of that desk."
            ),
            unit=Unit.MINUTES,
            by=_("Desk"),
            rows=tuple(Row(keys[one], names[one], desks[one]) for one in by_desk),
        ),
        Figure(
            key="staffed_in_language",
            name=_("Hours in other languages than the house’s own"),
            value=minutes(joined(each.interval for each in dates if _is_other(each, own))),
            method=_(
                "Hours in which another language than the one of the house’s name was spoken at one desk at least, by the "
                "same plan. By language: all languages, an hour in two languages counts for both."
            ),
            unit=Unit.MINUTES,
            by=_("Language"),
            rows=tuple(Row(one, language_name(one, language), languages[one]) for one in by_language),
        ),
    )


def _is_other(date: Occurrence, own: str) -> bool:
    return any(not is_same_language(language, own) for language in date.languages)


def _by_desk(dates: list[Occurrence]) -> dict[int, int]:
    return {
        desk: minutes(joined(each.interval for each in dates if each.desk == desk))
        for desk in {each.desk for each in dates}
    }


def _by_language(dates: list[Occurrence]) -> dict[str, int]:
    return {
        language: minutes(joined(each.interval for each in dates if language in each.languages))
        for language in {language for each in dates for language in each.languages}
    }
