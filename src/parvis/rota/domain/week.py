"""The planning board: a week of a house, desks × days, with what lacks and what clashes."""

from __future__ import annotations

import datetime
from dataclasses import dataclass, field

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from parvis.core.said import Said, say
from parvis.network.domain.hours import ONE_DAY
from parvis.network.domain.saying import say_span
from parvis.network.domain.timetable import first_weekday
from parvis.network.models import Desk, House, Partner
from parvis.rota.domain.helping import helping
from parvis.rota.domain.occurring import Occurrence, occurrences, rota_of
from parvis.rota.domain.opening import Hours, hours_of
from parvis.rota.domain.problem_words import Words, gaps_said, mark_of, sentence_of
from parvis.rota.domain.problems import Problem, Week, problems
from parvis.rota.domain.saying import named, say_day, say_hours
from parvis.rota.enums import SwapState
from parvis.rota.models import Seconding


@dataclass(frozen=True)
class Block:
    """A date of a shift as the board shows it; ``tags`` are what is special about it, in words."""

    shift: int
    day: datetime.date
    hours: str
    partner: str
    languages: str
    people: int
    tags: tuple[str, ...]
    is_away: bool
    is_clash: bool


@dataclass(frozen=True)
class Cell:
    """A desk on a day: its opening hours, its blocks, what lacks there."""

    day: datetime.date
    opens: str
    blocks: tuple[Block, ...]
    marks: tuple[str, ...]


@dataclass(frozen=True)
class Row:
    """A desk of the board."""

    desk: Desk
    question: Said
    cells: tuple[Cell, ...]


@dataclass(frozen=True)
class Column:
    """A day of the board; ``marks`` are what lacks in the whole house that day."""

    day: datetime.date
    name: str
    is_today: bool
    marks: tuple[str, ...]


@dataclass(frozen=True)
class Plan:
    """The board of a week that begins on ``first``."""

    first: datetime.date
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    gaps: tuple[str, ...]
    clashes: tuple[str, ...]
    number: int
    is_sample: bool
    last: datetime.date = field(default=datetime.date.max)

    @property
    def before(self) -> datetime.date:
        """Return a day of the week before."""
        return self.first - 7 * ONE_DAY

    @property
    def after(self) -> datetime.date:
        """Return a day of the week after."""
        return self.first + 7 * ONE_DAY


def first_of_week(house: House, day: datetime.date) -> datetime.date:
    """Return the day on which the week of ``day`` begins where ``house`` stands."""
    return day - ((day.isoweekday() - first_weekday(house)) % 7) * ONE_DAY


def week_of(house: House, day: datetime.date) -> tuple[Week, list[Occurrence]]:
    """Return the week of ``day`` at ``house`` for its problems, and its dates with those on which nobody comes."""
    hours, first = hours_of(house), first_of_week(house, day)
    last = first + 6 * ONE_DAY
    rota = rota_of(house, first, last)
    sends = Seconding.objects.filter(house=house).order_by("pk").values_list("partner", "people")
    week = Week(
        hours=hours,
        first=first,
        last=last,
        planned=occurrences(rota, first, last),
        helping=helping(rota, hours, first, last),
        sends={partner: people for partner, people in sends if people is not None},
        ties=list(house.partnerships.order_by("pk")),
    )
    return week, occurrences(rota, first, last, with_away=True)


def plan_of(house: House, day: datetime.date, today: datetime.date, language: str) -> Plan:
    """Return the board of the week of ``day``; a constant number of questions."""
    week, dates = week_of(house, day)
    found = problems(week)
    numbers = {each.partner for each in dates} | {each.shift.partner_id for each in dates}
    partners = {each.pk: each for each in Partner.objects.filter(pk__in=[one for one in numbers if one])}
    board = _Board(week, dates, found, Words(week.hours, partners, language))
    days = [one for one in week.days if board.is_shown(one)] or week.days[:5]
    return Plan(
        first=week.first,
        last=week.last,
        columns=tuple(board.column(one, today) for one in days),
        rows=tuple(board.row(desk, days) for desk in sorted(week.hours.desks.values(), key=_place)),
        gaps=gaps_said(found, board.words),
        clashes=tuple(sentence_of(each, board.words) for each in found if not each.trouble.is_gap),
        number=len(dates),
        is_sample=any(each.shift.is_sample for each in dates),
    )


def _place(desk: Desk) -> tuple[int, str]:
    return desk.order, desk.key


@dataclass(frozen=True)
class _Board:
    """What the parts of a board are made of."""

    week: Week
    dates: list[Occurrence]
    problems: list[Problem]
    words: Words

    @property
    def hours(self) -> Hours:
        return self.week.hours

    def is_shown(self, day: datetime.date) -> bool:
        """Say whether a day has a column: something is open or planned."""
        is_open = any(self.hours.of_desk(desk).times_on(day) for desk in self.hours.desks)
        return is_open or bool(self.hours.schedule.times_on(day)) or any(each.day == day for each in self.dates)

    def column(self, day: datetime.date, today: datetime.date) -> Column:
        marks = [each for each in self.problems if each.day == day and each.desk is None and each.trouble.is_gap]
        return Column(
            day, say_day(day, self.words.language), day == today, tuple(mark_of(each, self.words) for each in marks)
        )

    def row(self, desk: Desk, days: list[datetime.date]) -> Row:
        return Row(desk, say(desk.question, self.words.language), tuple(self._cell(desk, day) for day in days))

    def _cell(self, desk: Desk, day: datetime.date) -> Cell:
        times = self.hours.of_desk(desk.pk).times_on(day)
        language = self.words.language
        marks = [each for each in self.problems if each.day == day and each.desk == desk.pk and each.trouble.is_gap]
        return Cell(
            day,
            ", ".join(say_span(opens, closes, language) for opens, closes in times),
            tuple(self._block(each) for each in self.dates if each.desk == desk.pk and each.day == day),
            tuple(mark_of(each, self.words) for each in marks),
        )

    def _block(self, date: Occurrence) -> Block:
        clashes = [each for each in self.problems if not each.trouble.is_gap and _is_of(each, date)]
        return Block(
            shift=date.shift.pk,
            day=date.day,
            hours=say_hours(date.interval, self.hours.schedule.zone, self.words.language),
            partner=self.words.partner(date.partner),
            languages=named(date.languages, self.words.language),
            people=date.people,
            tags=(*self._tags(date), *dict.fromkeys(mark_of(each, self.words) for each in clashes)),
            is_away=date.is_away,
            is_clash=bool(clashes),
        )

    def _tags(self, date: Occurrence) -> list[str]:
        tags = []
        if date.is_away:
            tags.append(_("nobody comes"))
        elif date.exception:
            tags.append(_("other times than usual"))
        if date.exception and date.exception.reason:
            tags.append(date.exception.reason)
        if date.swap and date.swap.state == SwapState.ASKED:
            tags.append(pgettext("a swap", "offered"))
        if date.swap and date.swap.state == SwapState.ACCEPTED:
            tags.append(_("instead of %(partner)s") % {"partner": self.words.partner(date.shift.partner_id)})
        return tags


def _is_of(problem: Problem, date: Occurrence) -> bool:
    """Say whether ``problem`` is one of ``date``."""
    if problem.occurrence is not None:
        return problem.occurrence == date
    is_then = problem.interval is not None and (date.begins < problem.interval[1] and date.ends > problem.interval[0])
    return problem.partner is not None and problem.partner == date.partner and is_then and not date.is_away
