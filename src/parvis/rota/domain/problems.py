"""What a week of a rota lacks and where it cannot be: gaps and clashes, as facts; domain/saying.py puts them into words.

A **gap**: a desk is open and nobody sits there; a language that the house promises is spoken at no desk on a day on which
the house is open, or on no such day of the week; a language that a desk promises is not spoken there all week. A **clash**:
a shift on a closed day or outside opening hours; a partner at more desks at once than it sends people; a partner whose
convention does not hold that day.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise

from parvis.core.languages import speaks
from parvis.network.domain.hours import ONE_DAY
from parvis.network.models import Partnership
from parvis.rota.domain.intervals import Interval, joined, left, minutes, shared
from parvis.rota.domain.occurring import Occurrence
from parvis.rota.domain.opening import Hours

#: Minutes that a desk may stand open alone without being told: handing over takes a while.
TOLERATED = 10


class Trouble(StrEnum):
    """What is wrong; the values are classes of the stylesheet too."""

    EMPTY = "empty"
    LANGUAGE = "language"
    WEEK_LANGUAGE = "week-language"
    DESK_LANGUAGE = "desk-language"
    CLOSED = "closed"
    OUTSIDE = "outside"
    TWICE = "twice"
    NO_CONVENTION = "no-convention"

    @property
    def is_gap(self) -> bool:
        """Say whether something lacks, rather than clashes."""
        return self in {Trouble.EMPTY, Trouble.LANGUAGE, Trouble.WEEK_LANGUAGE, Trouble.DESK_LANGUAGE}


@dataclass(frozen=True)
class Problem:
    """A gap or a clash. ``day`` None: of the week; ``desk`` None: of the house; ``sends`` as in Seconding.people."""

    trouble: Trouble
    day: datetime.date | None = None
    desk: int | None = None
    language: str = ""
    interval: Interval | None = None
    partner: int | None = None
    sends: int | None = None
    occurrence: Occurrence | None = None


@dataclass(frozen=True)
class Week:
    """What problems are looked for in: the days from ``first`` to ``last``, their dates whole and cut to opening hours,
    how many people each partner sends, and the conventions of the house."""

    hours: Hours
    first: datetime.date
    last: datetime.date
    planned: list[Occurrence]
    helping: list[Occurrence]
    sends: dict[int, int]
    ties: list[Partnership]

    @property
    def days(self) -> list[datetime.date]:
        """Return its days."""
        return [self.first + number * ONE_DAY for number in range((self.last - self.first).days + 1)]


def problems(week: Week) -> list[Problem]:
    """Return every gap and clash of ``week``, those of a day by day, those of the week first."""
    found = [*_empty(week), *_languages(week), *_desk_languages(week), *_closed(week), *_twice(week), *_untied(week)]
    order = list(Trouble)
    return sorted(
        found,
        key=lambda each: (
            each.day or datetime.date.min,
            order.index(each.trouble),
            each.interval or (datetime.datetime.min.replace(tzinfo=datetime.UTC),) * 2,
            each.desk or 0,
        ),
    )


def _local_day(week: Week, moment: datetime.datetime) -> datetime.date:
    return moment.astimezone(week.hours.schedule.zone).date()


def _within(week: Week, spans: Iterable[Interval]) -> list[Interval]:
    """Keep the spans that begin on a day of the week."""
    return [span for span in spans if week.first <= _local_day(week, span[0]) <= week.last]


def _empty(week: Week) -> Iterator[Problem]:
    for desk in week.hours.desks:
        taken = [each.interval for each in week.helping if each.desk == desk]
        for span in left(_within(week, week.hours.spans(desk, week.first, week.last)), taken):
            if minutes([span]) > TOLERATED:
                yield Problem(Trouble.EMPTY, _local_day(week, span[0]), desk, interval=span)


def _languages(week: Week) -> Iterator[Problem]:
    """Yield the promised languages that nobody speaks, day by day, or once where it is all week."""
    open_days = _open_days(week)
    for language in dict.fromkeys(week.hours.house.languages):
        spoken_on = {each.day for each in week.helping if each.speaks(language)}
        lacking = [day for day in open_days if day not in spoken_on]
        if lacking and len(lacking) == len(open_days):
            yield Problem(Trouble.WEEK_LANGUAGE, language=language)
        else:
            yield from (Problem(Trouble.LANGUAGE, day, language=language) for day in lacking)


def _open_days(week: Week) -> list[datetime.date]:
    """Return the days on which the house or one of its desks is open; without known hours those with a shift."""
    spans = week.hours.house_spans(week.first, week.last)
    for desk in week.hours.desks:
        spans = spans + week.hours.spans(desk, week.first, week.last)
    days = {_local_day(week, span[0]) for span in _within(week, spans)}
    if not week.hours.schedule.is_known:
        days |= {each.day for each in week.helping}
    return [day for day in week.days if day in days]


def _desk_languages(week: Week) -> Iterator[Problem]:
    """Yield the languages of a desk, beyond those of the house, that nobody speaks there all week."""
    for number, desk in week.hours.desks.items():
        if not _within(week, week.hours.spans(number, week.first, week.last)):
            continue
        there = [each for each in week.helping if each.desk == number and week.first <= each.day <= week.last]
        for language in dict.fromkeys(desk.languages):
            is_told = speaks(week.hours.house.languages, language) and not any(
                each.speaks(language) for each in week.helping
            )
            if not is_told and not any(each.speaks(language) for each in there):
                yield Problem(Trouble.DESK_LANGUAGE, desk=number, language=language)


def _closed(week: Week) -> Iterator[Problem]:
    for each in week.planned:
        if each.is_away or not week.hours.is_known(each.desk):
            continue
        spans = week.hours.spans(each.desk, each.day, each.day + ONE_DAY)
        inside = shared(each.interval, spans)
        if not inside:
            is_closed = not any(_local_day(week, span[0]) == each.day for span in spans)
            trouble = Trouble.CLOSED if is_closed else Trouble.OUTSIDE
            yield Problem(trouble, each.day, each.desk, interval=each.interval, partner=each.partner, occurrence=each)
            continue
        for part in left([each.interval], inside):
            # A shift may span the midday break of its desk: only what stands out at its ends is told.
            is_break = part[0] > inside[0][0] and part[1] < inside[-1][1]
            if not is_break and minutes([part]) > TOLERATED:
                yield Problem(
                    Trouble.OUTSIDE, each.day, each.desk, interval=part, partner=each.partner, occurrence=each
                )


def _twice(week: Week) -> Iterator[Problem]:
    """Yield the times at which a partner is at more desks at once than it sends people. A partner that has not said how many
    it sends is told of whenever it is at two desks."""
    by_partner: dict[int, list[Occurrence]] = {}
    for each in week.helping:
        if each.partner is not None:
            by_partner.setdefault(each.partner, []).append(each)
    for partner, dates in by_partner.items():
        for span in _beyond(dates, week.sends.get(partner)):
            yield Problem(
                Trouble.TWICE,
                _local_day(week, span[0]),
                interval=span,
                partner=partner,
                sends=week.sends.get(partner),
            )


def _beyond(dates: list[Occurrence], sends: int | None) -> list[Interval]:
    """Return when more people sit than ``sends``, or more than one desk is kept where that is not known."""
    edges = sorted({moment for each in dates for moment in each.interval})
    beyond = []
    for begins, ends in pairwise(edges):
        there = [each for each in dates if each.begins < ends and each.ends > begins]
        if sends is None and len({each.desk for each in there}) > 1:
            beyond.append((begins, ends))
        if sends is not None and sum(each.people for each in there) > sends:
            beyond.append((begins, ends))
    return joined(beyond)


def _untied(week: Week) -> Iterator[Problem]:
    """Yield the dates of partners whose convention does not hold that day."""
    for each in week.planned:
        if each.partner is None or each.is_away:
            continue
        holds = any(
            tie.partner_id == each.partner
            and (tie.since is None or tie.since <= each.day)
            and (tie.until is None or each.day <= tie.until)
            for tie in week.ties
        )
        if not holds:
            yield Problem(
                Trouble.NO_CONVENTION,
                each.day,
                each.desk,
                interval=each.interval,
                partner=each.partner,
                occurrence=each,
            )
