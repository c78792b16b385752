"""When a place is open: exact, pure, in the place's own time zone.

A *span* begins on a local day and ends later, perhaps after midnight. What counts for a day, the first that speaks:
an exception for that day (of several, those with the fewest days; among equals a closure), a public holiday on which the
place closes, the week. A span belongs to the day it begins on: a night that began before a closed day runs to its end.

Local times become moments by PEP 495: an opening that clocks show twice is the first of the two, a closing the last; a
time that clocks skip moves forward by what is skipped. Spans that touch or overlap are one.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from zoneinfo import ZoneInfo

UTC = datetime.UTC
ONE_DAY = datetime.timedelta(days=1)
#: Days that are looked through for the next opening, and for the end of an opening that never seems to end.
HORIZON, ENDLESS = 400, 15

HolidayName = Callable[[datetime.date], str]


@dataclass(frozen=True)
class Period:
    """Every week on ``weekday`` (1 Monday … 7 Sunday), from ``opens`` to ``closes`` (at or before ``opens``: next day)."""

    weekday: int
    opens: datetime.time
    closes: datetime.time
    valid_from: datetime.date | None = None
    valid_until: datetime.date | None = None

    def holds(self, day: datetime.date) -> bool:
        """Say whether the period counts on ``day``."""
        return (
            day.isoweekday() == self.weekday
            and (self.valid_from is None or self.valid_from <= day)
            and (self.valid_until is None or day <= self.valid_until)
        )


@dataclass(frozen=True)
class Special:
    """The days from ``starts_on`` to ``ends_on`` are otherwise: closed when ``opens`` and ``closes`` are None."""

    starts_on: datetime.date
    ends_on: datetime.date
    opens: datetime.time | None = None
    closes: datetime.time | None = None

    @property
    def days(self) -> int:
        """Return how many days it lasts."""
        return (self.ends_on - self.starts_on).days + 1


@dataclass(frozen=True)
class Span:
    """An opening: two moments in the place's time zone, ``opens`` before ``closes``."""

    opens: datetime.datetime
    closes: datetime.datetime


def _no_holiday(_day: datetime.date) -> str:
    return ""


@dataclass(frozen=True)
class Schedule:
    """All that says when a place is open. ``closed_for`` names the public holiday of a day on which the place closes."""

    zone: ZoneInfo
    periods: tuple[Period, ...] = ()
    specials: tuple[Special, ...] = ()
    closed_for: HolidayName = _no_holiday

    @property
    def is_known(self) -> bool:
        """Say whether anything is known of the hours."""
        return bool(self.periods or self.specials)

    def specials_on(self, day: datetime.date) -> list[Special]:
        """Return the exceptions that count on ``day``."""
        covering = [special for special in self.specials if special.starts_on <= day <= special.ends_on]
        shortest = min((special.days for special in covering), default=0)
        counting = [special for special in covering if special.days == shortest]
        return [special for special in counting if special.opens is None] or counting

    def times_on(self, day: datetime.date) -> list[tuple[datetime.time, datetime.time]]:
        """Return the local (opens, closes) of ``day``, in order; empty when closed."""
        specials = self.specials_on(day)
        if specials:
            times = [(special.opens, special.closes) for special in specials]
            return sorted((opens, closes) for opens, closes in times if opens is not None and closes is not None)
        if self.closed_for(day):
            return []
        return sorted((period.opens, period.closes) for period in self.periods if period.holds(day))

    def _moments(self, day: datetime.date) -> Iterator[tuple[datetime.datetime, datetime.datetime]]:
        """Yield the openings that begin on ``day`` as moments in UTC."""
        for opens, closes in self.times_on(day):
            yield moments_of(day, opens, closes, self.zone)

    def spans(self, first: datetime.date, last: datetime.date) -> list[Span]:
        """Return the openings that begin on the local days from ``first`` to ``last``, joined where they touch."""
        days = (first + datetime.timedelta(days=number) for number in range((last - first).days + 1))
        joined = _joined(moments for day in days for moments in self._moments(day))
        return [Span(opens.astimezone(self.zone), closes.astimezone(self.zone)) for opens, closes in joined]


def _moment(day: datetime.date, time: datetime.time, zone: ZoneInfo, *, fold: int) -> datetime.datetime:
    """Return the moment in UTC at which clocks in ``zone`` show ``time``: the first (fold 0) or last (1) of two.

    A time that clocks skip becomes the moment as long after the leap as the time is after the leap's start.
    """
    local = datetime.datetime.combine(day, time)
    first = local.replace(tzinfo=zone, fold=0).astimezone(UTC)
    is_skipped = first.astimezone(zone).replace(tzinfo=None) != local
    return first if is_skipped or fold == 0 else local.replace(tzinfo=zone, fold=1).astimezone(UTC)


def moments_of(
    day: datetime.date, begins: datetime.time, ends: datetime.time, zone: ZoneInfo
) -> tuple[datetime.datetime, datetime.datetime]:
    """Return as moments in UTC what begins at ``begins`` on the local ``day`` and ends at ``ends``, at or before ``begins``
    on the next day. Where clocks skip all of it, the second is not after the first."""
    last = day if ends > begins else day + ONE_DAY
    return _moment(day, begins, zone, fold=0), _moment(last, ends, zone, fold=1)


def _joined(
    moments: Iterable[tuple[datetime.datetime, datetime.datetime]],
) -> list[tuple[datetime.datetime, datetime.datetime]]:
    joined: list[tuple[datetime.datetime, datetime.datetime]] = []
    for opens, closes in sorted(pair for pair in moments if pair[0] < pair[1]):
        if joined and opens <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(joined[-1][1], closes))
        else:
            joined.append((opens, closes))
    return joined


def current_span(schedule: Schedule, moment: datetime.datetime) -> Span | None:
    """Return the opening that ``moment`` (with a time zone) falls in, None when closed; its end is exclusive."""
    today = moment.astimezone(schedule.zone).date()
    for reach in (1, ENDLESS):
        spans = schedule.spans(today - 2 * ONE_DAY, today + reach * ONE_DAY)
        span = next((each for each in spans if each.opens <= moment < each.closes), None)
        if span is None or span.closes.date() <= today:  # one that lasts may join days further ahead
            return span
    return span


def is_open_at(schedule: Schedule, moment: datetime.datetime) -> bool:
    """Say whether the place is open at ``moment``."""
    return current_span(schedule, moment) is not None


def closes_at(schedule: Schedule, moment: datetime.datetime) -> datetime.datetime | None:
    """Return when the opening that ``moment`` falls in ends, local; None when closed or when it does not end for two weeks."""
    span = current_span(schedule, moment)
    if span is None or span.closes - moment > (ENDLESS - 1) * ONE_DAY:
        return None
    return span.closes


def next_opening(schedule: Schedule, moment: datetime.datetime, days: int = HORIZON) -> datetime.datetime | None:
    """Return when the place opens next after ``moment``, local; None when it does not within ``days``."""
    if not schedule.is_known:
        return None
    today = moment.astimezone(schedule.zone).date()
    for reach in sorted({min(3, days), min(14, days), min(60, days), days}):
        for span in schedule.spans(today - 2 * ONE_DAY, today + reach * ONE_DAY):
            if span.opens > moment:
                return span.opens
    return None
