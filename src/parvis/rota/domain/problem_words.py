"""Gaps and clashes in words, for the planning board."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from parvis.core.languages import language_name
from parvis.core.said import quoted, say
from parvis.network.models import Partner
from parvis.rota.domain.opening import Hours
from parvis.rota.domain.problems import Problem, Trouble
from parvis.rota.domain.saying import say_day, say_hours


@dataclass(frozen=True)
class Words:
    """What the words are made of: hours, partners by number, and the language of the page."""

    hours: Hours
    partners: Mapping[int, Partner]
    language: str

    def partner(self, number: int | None) -> str:
        """Name a partner; the house's own people where there is none."""
        if number is None or number not in self.partners:
            return _("The house’s own people")
        return say(self.partners[number].name, self.language).text

    def desk(self, number: int | None) -> str:
        """Return a desk's question, in quotation marks."""
        desk = self.hours.desks.get(number or 0)
        return quoted(say(desk.question, self.language).text) if desk else ""


def gaps_said(found: Iterable[Problem], words: Words) -> tuple[str, ...]:
    """Say what lacks: a sentence a language and day, and one a desk with all its times."""
    gaps = [each for each in found if each.trouble.is_gap]
    said = [sentence_of(each, words) for each in gaps if each.trouble != Trouble.EMPTY]
    for desk in words.hours.desks:
        empty = [each for each in gaps if each.trouble == Trouble.EMPTY and each.desk == desk]
        if empty:
            said.append(sentence_of(empty[0], words, *empty[1:]))
    return tuple(said)


def _time_of(problem: Problem, words: Words) -> str:
    if problem.day is None or problem.interval is None:
        return ""
    hours = say_hours(problem.interval, words.hours.schedule.zone, words.language)
    return f"{say_day(problem.day, words.language)} {hours}"


def sentence_of(problem: Problem, words: Words, *more: Problem) -> str:
    """Say ``problem`` in a sentence with its day; with ``more`` that differ by their time alone."""
    zone, language = words.hours.schedule.zone, words.language
    said = {
        "day": say_day(problem.day, language) if problem.day else "",
        "desk": words.desk(problem.desk),
        "language": language_name(problem.language, language) if problem.language else "",
        "hours": say_hours(problem.interval, zone, language) if problem.interval else "",
        "partner": words.partner(problem.partner),
        "people": problem.sends or 0,
        "times": "; ".join(_time_of(each, words) for each in (problem, *more)),
    }
    return _pattern(problem) % said


def _pattern(problem: Problem) -> str:
    if problem.trouble == Trouble.TWICE and problem.sends is not None:
        return ngettext(
            "%(day)s, %(hours)s: %(partner)s sends %(people)s person and more are planned.",
            "%(day)s, %(hours)s: %(partner)s sends %(people)s people and more are planned.",
            problem.sends,
        )
    return {
        Trouble.EMPTY: _("Nobody at %(desk)s: %(times)s."),
        Trouble.LANGUAGE: _("%(day)s: nobody speaks %(language)s."),
        Trouble.WEEK_LANGUAGE: _("This week nobody speaks %(language)s."),
        Trouble.DESK_LANGUAGE: _("This week nobody speaks %(language)s at %(desk)s."),
        Trouble.CLOSED: _("%(day)s: %(partner)s is planned at %(desk)s, and it is closed."),
        Trouble.OUTSIDE: _("%(day)s, %(hours)s: %(partner)s is planned at %(desk)s outside its opening hours."),
        Trouble.TWICE: _(
            "%(day)s, %(hours)s: %(partner)s is at two desks at once. Does it send two people? Note it under hours of presence."
        ),
        Trouble.NO_CONVENTION: _("%(day)s: %(partner)s is planned at %(desk)s, and its convention does not hold."),
    }[problem.trouble]


def mark_of(problem: Problem, words: Words) -> str:
    """Say ``problem`` shortly, where its day and desk are known."""
    zone, language = words.hours.schedule.zone, words.language
    hours = say_hours(problem.interval, zone, language) if problem.interval else ""
    patterns = {
        Trouble.EMPTY: _("nobody %(hours)s"),
        Trouble.LANGUAGE: _("nobody speaks %(language)s"),
        Trouble.CLOSED: _("closed that day"),
        Trouble.OUTSIDE: _("outside opening hours %(hours)s"),
        Trouble.TWICE: _("at two desks %(hours)s"),
        Trouble.NO_CONVENTION: _("no convention"),
    }
    said = {"hours": hours, "language": language_name(problem.language, language) if problem.language else ""}
    return patterns.get(problem.trouble, "") % said
